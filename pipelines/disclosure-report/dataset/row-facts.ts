import type { Correction, RowContext } from "../../../src/rules.ts";
import type { SumSpec } from "../fields/equations.ts";
import { sumsOf } from "../fields/equations.ts";
import type { FigureField } from "../fields/figure-fields.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { madeOnce, newestOf } from "../fields/forms.ts";
import { tellEditions } from "../fields/tell-edition.ts";
import type { Edition, Forms } from "../fields/types.ts";
import type { Report } from "../schema.ts";
import { inUnits, isDoubtful } from "./amounts.ts";
import { judgements } from "./judgements.ts";
import type { Judged } from "./recheck.ts";
import { judgedAfter } from "./recheck.ts";

type Cell = Report["cells"][number];

/** A figure in its column's unit, and in yuan where it is money; null where that cannot be told for sure. */
export interface Figure {
	readonly value: number | null;
	readonly yuan: number | null;
}

/** A report with what was corrected and what can be imputed, beside what was read. */
export interface RowFacts extends Judged {
	readonly report: Report;
	readonly context: RowContext;
	readonly fields: ReadonlyMap<string, FigureField>;
	/** As read. */
	readonly cellByPath: ReadonlyMap<string, Cell>;
	/** As read and for sure. */
	readonly printed: (path: string) => Figure;
	/** Corrected, else printed, else the imputed 0. */
	readonly used: (path: string) => Figure;
	/** The edition that table 三 follows. */
	readonly edition: Edition;
	/** The last correction of each path. */
	readonly corrected: ReadonlyMap<string, Correction>;
	/** Paths of blanks that are 0 by the sums they are in. */
	readonly imputed: ReadonlySet<string>;
}

const NOTHING: Figure = { value: null, yuan: null };
const ZERO: Figure = { value: 0, yuan: 0 };

/** Joins a report, corrections of it, and what follows from the sums for its blanks. */
export function rowFacts(report: Report, context: RowContext, forms: Forms): RowFacts {
	const cellByPath = new Map(report.cells.map((cell) => [cell.path, cell]));
	const seen = report.cells.filter(({ state }) => state !== "absent").map(({ path }) => path);
	const edition = tellEditions(seen, forms).requests ?? newestOf(forms);
	const fields = figureFields(forms);
	const judged = judgedAfter(report, context, forms);
	const corrected = new Map(context.corrections.map((correction) => [correction.path, correction]));
	const imputed = imputedZeros(judged.cells, edition);
	const printed = (path: string): Figure => {
		const cell = cellByPath.get(path);
		return cell === undefined || isDoubtful(cell) ? NOTHING : inUnits(cell.value, cell, fields.get(path));
	};
	const used = (path: string): Figure => {
		const correction = corrected.get(path);
		if (correction) return inUnits(correction.value, cellByPath.get(path), fields.get(path));
		return imputed.has(path) ? ZERO : printed(path);
	};
	return { ...judged, report, context, fields, cellByPath, printed, used, edition, corrected, imputed };
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
 * open. Nothing is concluded for table 二, where no sum can tell, nor from readings in doubt.
 */
function imputedZeros(cells: readonly Cell[], edition: Edition): Set<string> {
	const zeros = new Set<string>();
	const blanks = cells.filter(({ state }) => state === "blank" || state === "dash");
	if (blanks.length === 0) return zeros;
	const byPath = new Map(cells.map((cell) => [cell.path, cell]));
	const isSure = ({ left, right }: SumSpec) => [...left, ...right].every((path) => !isDoubtful(byPath.get(path) ?? ABSENT));
	for (const cell of blanks) {
		if (isDoubtful(cell)) continue;
		const specs = sumsOver(edition).get(cell.path) ?? [];
		const judged = judgements(byPath, specs);
		if (judged.length > 0 && judged.every((one) => one === "holds") && specs.some(isSure)) zeros.add(cell.path);
	}
	return zeros;
}

const ABSENT = { state: "absent", confidence: 1 } as const;
