import { resolve } from "node:path";
import { compareSets, SET_CHANGES } from "../output/dataset/compare-sets.ts";
import { csvLine } from "../output/dataset/rows-file.ts";
import { textTable } from "../text/display.ts";
import { answerFormat } from "./answer-format.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** Options of `gouji compare`. */
export interface CompareOptions {
	readonly format: string;
}

/** Columns named in a table's line; the other formats have all. */
const MAX_COLUMNS = 5;

/** Prints what changed from one release of the data set to another, report by report. Returns the exit code. */
export async function compare(before: string, after: string, options: CompareOptions, { out }: Environment): Promise<number> {
	const format = answerFormat(options.format);
	const changed = await compareSets(resolve(before), resolve(after));
	if (format === "json") out(`${JSON.stringify(changed, null, "\t")}\n`);
	else if (format === "csv") {
		const lines = changed.map(({ id, issuer, year, change, columns }) => csvLine([id, issuer, year, change, columns.join(" ")]));
		out(csvLine(["id", "issuer", "year", "change", "columns"]) + lines.join(""));
	} else {
		const rows = changed.map(({ id, year, change, columns }) => {
			const more = columns.length > MAX_COLUMNS ? ` and ${columns.length - MAX_COLUMNS} more` : "";
			return [change, String(year ?? ""), id, `${columns.slice(0, MAX_COLUMNS).join(" ")}${more}`];
		});
		const counts = SET_CHANGES.map((kind) => `${changed.filter(({ change }) => change === kind).length} ${kind}`);
		out(`${rows.length > 0 ? `${textTable([["change", "year", "report", "columns"], ...rows])}\n` : ""}${counts.join(", ")}\n`);
	}
	return EXIT.ok;
}
