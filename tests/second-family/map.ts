import type { DocumentOrigin, MappedContent } from "../../src/family.ts";
import { absent, mapMatrix, withReaders } from "../../src/family.ts";
import type { Arbitration, CheckContext, Evidence, Issue, ReportDocument } from "../../src/rules.ts";
import { asksForReview, GoujiError, issueOf, runRules } from "../../src/rules.ts";
import { columnSums, paths, proposalsForm, rowSums } from "./form.ts";
import { rules } from "./rules.ts";
import { ProposalReport } from "./schema.ts";

const TITLE = /^(.+?)(\d{4})年建议提案办理情况报告$/;

/** What of a document the report is made of. */
export interface ReadProposals {
	readonly title: string;
	readonly issuer: string;
	/** 0 where the title names none. */
	readonly year: number;
	readonly body: string | null;
	readonly figures: readonly Evidence[];
	readonly issues: readonly Issue[];
}

/** Understands a document as a report on proposals. */
export function mapProposals({ blocks, readings }: ReportDocument): MappedContent<ReadProposals> {
	const tables = blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
	const texts = blocks.flatMap((block) => (block.kind === "paragraph" ? [block.paragraph.text.trim()] : []));
	const title = texts.find((text) => TITLE.test(text)) ?? "";
	const [, issuer = "", year = "0"] = TITLE.exec(title) ?? [];
	const body = texts.filter((text) => text !== title).join("\n") || null;
	const { evidence, issues } = mapMatrix(tables, proposalsForm);
	const found = new Map(withReaders(evidence, readings).map((figure) => [figure.path, figure]));
	const figures = paths.map((path) => found.get(path) ?? absent(path));
	const isComplete = figures.every(({ state }) => state !== "absent");
	const all = [...issues, ...(isComplete ? [] : [issueOf({ code: "table-not-found", table: "proposals" })])];
	return {
		figures,
		issues: all,
		editions: isComplete ? { proposals: "2020" } : {},
		equations: isComplete ? [...rowSums, ...columnSums].map(({ left, right }) => ({ left, right })) : [],
		isComplete,
		texts: { body },
		content: { title, issuer, year: Number(year), body, figures, issues: all },
	};
}

/** The report of what was understood. Throws GoujiError "not-a-report". */
export function publishProposals(read: ReadProposals, origin: DocumentOrigin, arbitration?: Arbitration): ProposalReport {
	const { title, issuer, year, body } = read;
	if (title === "")
		throw new GoujiError("not-a-report", "The document has no title of these reports", { hint: "Check the link." });
	const figures = read.figures.map((figure): Evidence => {
		const decision = arbitration?.decisions.get(figure.path);
		if (!decision) return { ...figure, readBy: [...figure.readBy, ...(arbitration?.confirmed.get(figure.path) ?? [])] };
		const { value = null, method, readBy, proof, text: raw } = decision;
		return { ...figure, value, raw, method, readBy, confidence: proof === "proven" ? 0.99 : 0.5 };
	});
	const reasons = [...read.issues, ...(arbitration?.issues ?? [])];
	const cells = figures.filter(({ state }) => state !== "absent");
	const report = ProposalReport.parse({
		schema: "tests/proposals@1",
		id: `${issuer}-${year}-${origin.sha256.slice(0, 8)}`,
		title,
		year,
		form: "2020",
		issuer: { name: issuer },
		published_on: null,
		source: origin,
		body,
		tables: { proposals: cells.length === paths.length ? nested(figures) : null },
		cells: figures.map(({ path, raw, value, state, page, box, method, readBy, confidence }) => ({
			...{ path, raw, value, state, page, box, method, readBy, confidence },
		})),
		findings: [],
		quality: {
			status: reasons.some(asksForReview) ? "needs_review" : "verified",
			reasons,
			cells_read: cells.length,
			cells_expected: paths.length,
		},
	});
	return checkProposals(report);
}

/** Runs the rules over a report. */
export function checkProposals(
	report: ProposalReport,
	{ previous, settings }: CheckContext<ProposalReport> = {},
): ProposalReport {
	const byPath = new Map(
		report.cells.map((figure): [string, Evidence] => [figure.path, { ...figure, value: valueIn(report, figure) }]),
	);
	const totalBefore = previous?.tables.proposals?.total.received ?? undefined;
	const facts = {
		body: report.body,
		figure: (path: string) => byPath.get(path),
		...(totalBefore === undefined ? {} : { totalBefore }),
	};
	const { findings, rules: counts } = runRules(rules, facts, `${report.issuer.name} ${report.year}`, settings);
	return { ...report, findings, quality: { ...report.quality, rules: counts } };
}

/** A figure as `tables` has it: a person may have changed it there. */
function valueIn({ tables }: ProposalReport, { path, value }: Pick<Evidence, "path" | "value">): number | null {
	const [, row = "", column = ""] = path.split(".");
	const rows: Readonly<Record<string, Readonly<Record<string, number | null>>>> = tables.proposals ?? {};
	return rows[row]?.[column] ?? value;
}

function nested(figures: readonly Evidence[]): Record<string, Record<string, number | null>> {
	const rows = Map.groupBy(figures, ({ path }) => path.split(".")[1] ?? "");
	return Object.fromEntries(
		[...rows].map(([key, own]) => [key, Object.fromEntries(own.map(({ path, value }) => [path.split(".")[2] ?? "", value]))]),
	);
}
