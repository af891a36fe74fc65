import type { Correction } from "../../../src/rules.ts";
import type { FigureField } from "../fields/figure-fields.ts";
import type { Report } from "../schema.ts";
import { upgradeReport } from "../upgrade-report.ts";
import { inUnits, isDoubtful } from "./amounts.ts";
import type { RowFacts } from "./row-facts.ts";

type Cell = Report["cells"][number];

/** A figure that a version of a report gives otherwise than the version before. */
export interface RevisedFigure {
	readonly path: string;
	readonly before: number | null;
	readonly after: number | null;
	readonly rawBefore: string | null;
	readonly rawAfter: string | null;
	/** Both are read for sure, or put right by a person: the organ itself gives another figure. */
	readonly isSure: boolean;
}

/** The figures that differ from those of the version before, after corrections of either; none for a first version. */
export function revisedFigures({ report, context, fields, corrected }: RowFacts): RevisedFigure[] {
	const { superseded } = context;
	if (superseded === undefined) return [];
	const own = figuresOf(report.cells, corrected, fields);
	const corrections = new Map(superseded.corrections.map((correction) => [correction.path, correction]));
	const former = figuresOf((upgradeReport(superseded.json) as Report).cells, corrections, fields);
	return [...new Set([...own.keys(), ...former.keys()])].flatMap((path) => {
		const [before, after] = [former.get(path) ?? NO_FIGURE, own.get(path) ?? NO_FIGURE];
		if (before.value === after.value && before.isKnown === after.isKnown) return [];
		// What rows outside the form count is not known: the same path may be another row.
		const isSure = before.isSure && after.isSure && fields.has(path);
		return [{ path, before: before.value, after: after.value, rawBefore: before.raw, rawAfter: after.raw, isSure }];
	});
}

interface KnownFigure {
	readonly value: number | null;
	/** False where a number stands whose unit is not known. */
	readonly isKnown: boolean;
	readonly raw: string | null;
	readonly isSure: boolean;
}

/** A row that was not found may be one that was not seen. */
const NO_FIGURE: KnownFigure = { value: null, isKnown: true, raw: null, isSure: false };

function figuresOf(
	cells: readonly Cell[],
	corrected: ReadonlyMap<string, Correction>,
	fields: ReadonlyMap<string, FigureField>,
): Map<string, KnownFigure> {
	return new Map(
		cells.map((cell) => {
			const correction = corrected.get(cell.path);
			const given = correction ? correction.value : cell.value;
			const { value } = inUnits(given, cell, fields.get(cell.path));
			// A figure that was not read, or that stands without its unit, is no absent one.
			const isKnown = value !== null || (given === null && (correction !== undefined || cell.state !== "unreadable"));
			const isSeen = correction !== undefined || (cell.state !== "absent" && !isDoubtful(cell));
			return [cell.path, { value, isKnown, raw: cell.state === "absent" ? null : cell.raw, isSure: isKnown && isSeen }];
		}),
	);
}
