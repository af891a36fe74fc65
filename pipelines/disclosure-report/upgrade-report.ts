import { z } from "zod";
import type { IssueFacts } from "../../src/rules.ts";
import { issueOf } from "../../src/rules.ts";
import { SECTION_KEYS } from "./fields/sections.ts";

/** Text that was recognised from pixels is no surer than this. */
const RECOGNIZED_TEXT = 0.9;

/** What of `gouji/report@1` is kept otherwise in @2; everything else passes as it is. */
const Report1 = z.looseObject({
	schema: z.literal("gouji/report@1"),
	source: z.looseObject({ text: z.string() }),
	sections: z.record(z.string(), z.string().nullable()),
	cells: z.array(z.looseObject({})),
	findings: z.array(z.looseObject({ rule: z.string(), cause: z.string() })),
	/** Sentences; the desk hands them on as issues that only have them. */
	quality: z.looseObject({ reasons: z.array(z.union([z.string(), z.looseObject({ detail: z.string() })])) }),
});

/** A reason of version 1, as it was worded, and the issue it tells of. */
const WORDED: readonly (readonly [RegExp, (parts: readonly string[]) => IssueFacts])[] = [
	[/^table not found: (.*)$/, ([table = ""]) => ({ code: "table-not-found", table })],
	[/^cells not found: (\d+)$/, ([count]) => ({ code: "cells-not-found", count: Number(count) })],
	[/^cells that hold no number: (\d+)$/, ([count]) => ({ code: "cells-without-number", count: Number(count) })],
	[
		/^reading in doubt: (\w+) \(figures that no field took: (\d+)/,
		([table = "", count]) => doubt("figures-left-over", table, count),
	],
	[
		/^reading in doubt: (\w+) \(rows printed and not found: (\d+)/,
		([table = "", count]) => doubt("rows-not-found", table, count),
	],
	[/^reading in doubt: (\w+) \(rows with scraps of labels: (\d+)/, ([table = "", count]) => doubt("label-scraps", table, count)],
	[/^reading in doubt: (\w+) \(cells run together: (\d+)/, ([table = "", count]) => doubt("cells-run-together", table, count)],
	[/^reading in doubt: (\w+)/, ([table = ""]) => ({ code: "labels-without-table", table })],
	[/^figures not proven: (\d+)$/, ([count]) => ({ code: "figures-not-proven", count: Number(count) })],
	[/^issuer not found$/, () => ({ code: "issuer-not-found" })],
	[/^year not found$/, () => ({ code: "year-not-found" })],
	[/^row outside the form: (\d+) more$/, ([count]) => ({ code: "rows-outside-form", count: Number(count) })],
	[/^row outside the form: (.*)$/, ([label = ""]) => ({ code: "row-outside-form", table: "", label })],
];

/**
 * A report of an older schema as one of `gouji/report@2`; anything else as it is. Version 1 did not keep who
 * read the pages, nor headings and labels as printed: these stay empty, and rules that need them are not assessed.
 */
export function upgradeReport(json: unknown): unknown {
	if (typeof json !== "object" || json === null || !("schema" in json) || json.schema !== "gouji/report@1") return json;
	const old = Report1.safeParse(json);
	if (!old.success) return json;
	const { source, sections, cells, findings, quality } = old.data;
	const { held_on_page: _, reasons, ...kept } = quality;
	const hadPictures = source.text !== "digital" || findings.some(({ rule, cause }) => isTableRule(rule) && cause === "reading");
	return {
		...old.data,
		schema: "gouji/report@2",
		cells: cells.map((cell) => ({ read_by: [], ...cell })),
		reading: {
			pages: [],
			witnesses: [],
			headings: SECTION_KEYS.filter((key) => typeof sections[key] === "string").map((section) => ({
				section,
				text: "",
				page: 1,
			})),
			signature: null,
			labels: null,
			pictures: hadPictures ? 1 : 0,
			text_confidence: source.text === "digital" ? 1 : RECOGNIZED_TEXT,
		},
		assessments: {},
		quality: { ...kept, reasons: reasons.map((reason) => issueOfReason(typeof reason === "string" ? reason : reason.detail)) },
	};
}

/** S06 to S08: a table that is missing and was not held against the report may be among its pictures. */
function isTableRule(rule: string): boolean {
	return ["S06", "S07", "S08"].includes(rule.slice(0, 3));
}

function doubt(
	code: "figures-left-over" | "rows-not-found" | "label-scraps" | "cells-run-together",
	table: string,
	count: unknown,
): IssueFacts {
	return { code, table, count: Number(count) };
}

function issueOfReason(reason: string): unknown {
	for (const [pattern, toFacts] of WORDED) {
		const match = pattern.exec(reason);
		if (match) return issueOf(toFacts(match.slice(1)));
	}
	return { code: "noted-in-version-1", detail: reason };
}
