import { form2019 } from "../../pipelines/disclosure-report/fields/form-2019.ts";
import { form2021 } from "../../pipelines/disclosure-report/fields/form-2021.ts";
import { formFor } from "../../pipelines/disclosure-report/fields/forms.ts";
import { SECTION_KEYS } from "../../pipelines/disclosure-report/fields/sections.ts";
import type { TableName } from "../../pipelines/disclosure-report/read/tables.ts";
import type { ReportFacts } from "../../pipelines/disclosure-report/rules/context.ts";
import { derivedTotals } from "../../pipelines/disclosure-report/rules/derived.ts";
import { rules } from "../../pipelines/disclosure-report/rules/index.ts";
import type { Figures } from "../../samples/make/figures.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import type { CheckResult, Evidence, Outcome, RuleSettings } from "../../src/rules.ts";
import { parseFigure, runRules } from "../../src/rules.ts";

/** What a fixture changes about a report in which nothing is wrong. */
export interface FactsChange extends Partial<Omit<ReportFacts, "sections" | "figure" | "evidence">> {
	/** Figures that differ; null is blank, a string is printed as it stands, undefined takes the cell away. */
	readonly figures?: Readonly<Record<string, number | string | null | undefined>>;
	/** All figures instead of the consistent ones. */
	readonly all?: Figures;
	readonly sections?: Partial<ReportFacts["sections"]>;
	/** Confidence of every cell. */
	readonly confidence?: number;
}

const OVERVIEW =
	"（一）主动公开。我局更新栏目。（二）依申请公开。规范流程。（三）政府信息管理。（四）政府信息公开平台建设。（五）监督保障。全市各部门情况汇总，开展工作考核、社会评议，未发生责任追究。";
const PROBLEMS =
	"存在的主要问题是政策解读的形式比较单一，个别栏目更新不够及时，基层工作人员流动较大，业务水平还有待提高。下一步将加强业务培训，丰富解读形式，按月核对栏目更新情况，不断提高答复质量，把各项要求落到实处。";

/** The facts of a report in which nothing is wrong, with the changes given. */
export function makeFacts(change: FactsChange = {}): ReportFacts {
	const { figures = {}, all, sections = {}, confidence = 1, ...rest } = change;
	const year = change.year ?? 2023;
	const followed = formFor(year) === form2019 ? form2019 : form2021;
	const edition = followed === form2019 ? "2019" : "2021";
	const base: Record<string, number | string | null | undefined> = { ...(all ?? consistentFigures(7, edition, 80)), ...figures };
	const evidence = Object.entries(base).map(([path, printed]) => evidenceOf(path, printed, confidence));
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	const tables: readonly TableName[] = ["proactive", "requests", "remedies"];
	const isOther = (table: TableName) => evidence.some(({ path, state }) => path.startsWith(`${table}.`) && state !== "absent");
	return {
		year,
		title: `云浦市水务局${year}年政府信息公开工作年度报告`,
		issuer: "云浦市水务局",
		form: edition,
		proactiveEdition: followed,
		requestsEdition: followed,
		found: new Set(tables.filter(isOther)),
		headings: SECTION_KEYS.map((key, block) => ({ key, block, rest: "", page: 1, text: "" })),
		period: { from: `${year}-01-01`, to: `${year}-12-31` },
		publishedOn: `${year + 1}-01-18`,
		signature: undefined,
		hasPictures: false,
		textConfidence: 1,
		...rest,
		sections: {
			preamble: null,
			overview: OVERVIEW,
			proactive: "",
			requests: "",
			remedies: "",
			problems: PROBLEMS,
			other: "本年度未收取信息处理费。",
			...sections,
		},
		evidence,
		figure: (path) => byPath.get(path),
		derived: derivedTotals((path) => byPath.get(path), followed),
	};
}

function evidenceOf(path: string, printed: number | string | null | undefined, confidence: number): Evidence {
	const raw = printed === null || printed === undefined ? "" : String(printed);
	const parsed = parseFigure(raw);
	const { value, state, unit, doubt } = parsed;
	return {
		path,
		raw,
		value,
		state: printed === undefined ? "absent" : state,
		page: 1,
		box: [0, 0, 1, 1],
		method: "text",
		readBy: ["pdfium"],
		confidence,
		...(unit ? { unit } : {}),
		...(doubt ? { doubt } : {}),
	};
}

/** The outcomes of one rule, named by its code such as `T03`. */
export function outcomesOf(code: string, facts: ReportFacts): readonly Outcome[] {
	const rule = rules.find(({ id }) => id.startsWith(`${code}-`));
	if (!rule) throw new Error(`no rule ${code}`);
	return rule.check(facts, rule.limits ?? {});
}

/** What one rule comes to: its worst verdict, or `nothing`, with the severity of what is broken. */
export function resultOf(code: string, facts: ReportFacts): string {
	const rule = rules.find(({ id }) => id.startsWith(`${code}-`));
	if (!rule) throw new Error(`no rule ${code}`);
	const { findings, holds } = runRules([rule], facts, "x", { [code]: { off: false } });
	const broken = findings.filter(({ verdict }) => verdict === "broken");
	const order = ["error", "warn", "info"];
	const [worst] = broken.map(({ severity }) => severity).sort((a, b) => order.indexOf(a) - order.indexOf(b));
	if (worst) return `broken ${worst}`;
	if (findings.length > 0) return "undetermined";
	return holds > 0 ? "holds" : "nothing";
}

/** Every rule over a report. */
export function checkAll(facts: ReportFacts, settings: RuleSettings = {}): CheckResult {
	return runRules(rules, facts, `${facts.issuer} ${facts.year}`, settings);
}
