import type { Correction } from "../../../src/rules.ts";
import type { SumSpec } from "../fields/equations.ts";
import { sumsOf } from "../fields/equations.ts";
import { madeOnce, newestOf } from "../fields/forms.ts";
import { tellEditions } from "../fields/tell-edition.ts";
import type { Edition, Forms } from "../fields/types.ts";
import type { Report } from "../schema.ts";
import { judgements } from "./judgements.ts";

type Cell = Report["cells"][number];

/** A report with what was corrected and what can be imputed, beside what was read. */
export interface RowFacts {
	readonly report: Report;
	readonly cellByPath: ReadonlyMap<string, Cell>;
	/** The edition that table 三 follows. */
	readonly edition: Edition;
	/** The last correction of each path. */
	readonly corrected: ReadonlyMap<string, Correction>;
	/** Paths of blanks that are 0 by the sums they are in. */
	readonly imputed: ReadonlySet<string>;
}

/** Joins a report, corrections of it, and what follows from the sums for its blanks. */
export function rowFacts(report: Report, corrections: readonly Correction[], forms: Forms): RowFacts {
	const cellByPath = new Map(report.cells.map((cell) => [cell.path, cell]));
	const printed = report.cells.filter(({ state }) => state !== "absent").map(({ path }) => path);
	const edition = tellEditions(printed, forms).requests ?? newestOf(forms);
	return {
		report,
		cellByPath,
		edition,
		corrected: new Map(corrections.map((correction) => [correction.path, correction])),
		imputed: imputedZeros(report, cellByPath, edition),
	};
}

/** The sums of the form by the cells they are over. */
const sumsOver: (edition: Edition) => ReadonlyMap<string, readonly SumSpec[]> = madeOnce((edition: Edition) => {
	const byPath = new Map<string, SumSpec[]>();
	for (const spec of sumsOf(edition))
		for (const path of [...spec.left, ...spec.right]) byPath.set(path, [...(byPath.get(path) ?? []), spec]);
	return byPath;
});

/**
 * Blanks that are 0: at least one sum over the blank holds with every blank 0, and none fails or is
 * open. Nothing is concluded for table 二, where no sum can tell.
 */
function imputedZeros(report: Report, cellByPath: ReadonlyMap<string, Cell>, edition: Edition): Set<string> {
	const zeros = new Set<string>();
	for (const { path, state } of report.cells) {
		if (state !== "blank" && state !== "dash") continue;
		const judged = judgements(cellByPath, sumsOver(edition).get(path) ?? []);
		if (judged.length > 0 && judged.every((one) => one === "holds")) zeros.add(path);
	}
	return zeros;
}
