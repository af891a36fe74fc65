import { form2019 } from "../../pipelines/disclosure-report/fields/form-2019.ts";
import { form2021 } from "../../pipelines/disclosure-report/fields/form-2021.ts";
import { pathsOf } from "../../pipelines/disclosure-report/fields/paths.ts";
import { SECTION_KEYS } from "../../pipelines/disclosure-report/fields/sections.ts";
import type { ReportFacts } from "../../pipelines/disclosure-report/rules/context.ts";
import { rules } from "../../pipelines/disclosure-report/rules/index.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import { absent } from "../../src/mapping/form/cells.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { evidenceOf } from "./evidence.ts";

/** Figures that differ from a report in which everything agrees; "absent" takes a cell out of its table. */
export type Changes = Readonly<Record<string, number | string | null>>;

/** What rules see of a report in which everything agrees, but for the changes. */
export function factsOf(
	changes: Changes = {},
	more: Partial<ReportFacts> & { readonly edition?: "2019" | "2021" } = {},
): ReportFacts {
	const { edition = "2021", ...facts } = more;
	const year = edition === "2021" ? 2023 : 2019;
	const figures: Record<string, number | null> = consistentFigures(7, edition, 60);
	const followed = edition === "2021" ? form2021 : form2019;
	const paths = [...pathsOf(followed)];
	const extra = Object.keys(changes).filter((path) => !paths.includes(path));
	const evidence = [...paths, ...extra].map((path): Evidence => {
		const value = Object.hasOwn(changes, path) ? (changes[path] ?? null) : (figures[path] ?? null);
		return value === "absent" ? absent(path) : evidenceOf(path, value);
	});
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	return {
		year,
		title: `青石市教育局${year}年政府信息公开工作年度报告`,
		issuer: "青石市教育局",
		form: edition,
		proactiveEdition: followed,
		requestsEdition: followed,
		found: new Set(["proactive", "requests", "remedies"] as const),
		headings: SECTION_KEYS.map((key, block) => ({ key, block, rest: "", page: 1, text: key })),
		sections: { preamble: null, overview: "", proactive: "", requests: "", remedies: "", problems: "", other: "" },
		period: { from: `${year}-01-01`, to: `${year}-12-31` },
		publishedOn: `${year + 1}-01-18`,
		signature: "青石市教育局",
		hasPictures: false,
		textConfidence: 1,
		evidence,
		figure: (path) => byPath.get(path),
		...facts,
	};
}

/** What the rule with a catalogue code finds, verdicts only, in order. */
export function verdictsOf(code: string, facts: ReportFacts): string[] {
	return outcomesOf(code, facts).map((outcome) => outcome.verdict);
}

/** What the rule with a catalogue code finds. */
export function outcomesOf(code: string, facts: ReportFacts) {
	const rule = rules.find(({ id }) => id.startsWith(`${code}-`));
	if (!rule) throw new Error(`there is no rule ${code}`);
	return rule.check(facts, rule.limits ?? {});
}
