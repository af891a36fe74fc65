import { yuanOf } from "../../../src/rules.ts";
import type { FigureField } from "../fields/figure-fields.ts";
import type { Report } from "../schema.ts";

type Cell = Report["cells"][number];

/** The unit of a figure's column: what a form leaves to whoever fills it in is turned into yuan. */
export type ColumnUnit = "count" | "10,000 yuan" | "yuan";

/** Readings below this are not taken for what is printed; the rules accuse nobody by them either. */
const SURE = 0.95;

/** The unit that all values of a figure's column have. */
export function columnUnit({ unit }: Pick<FigureField, "unit">): ColumnUnit {
	return unit === "as printed" ? "yuan" : unit;
}

/** Whether the reading of a figure may be another number than the printed one. */
export function isDoubtful({ confidence, doubt, state }: Pick<Cell, "confidence" | "doubt" | "state">): boolean {
	return state !== "absent" && (confidence < SURE || doubt !== undefined);
}

/** A value of report.json in its column's unit, and in yuan; both null where an amount's unit is not known, yuan for counts too. */
export function inUnits(
	value: number | null,
	cell: Pick<Cell, "unit" | "unit_from"> | undefined,
	field: Pick<FigureField, "unit"> | undefined,
): { readonly value: number | null; readonly yuan: number | null } {
	const unit = field?.unit ?? "count";
	if (unit === "count") return { value, yuan: null };
	if (value === null || value === 0) return { value, yuan: value };
	const yuanOfOne = yuanOf(cell?.unit);
	if (yuanOfOne === undefined) return { value: null, yuan: null };
	// report.json has amounts in the form's unit, and in the printed one where the form has none.
	const yuan = rounded(value * (unit === "as printed" ? yuanOfOne : TEN_THOUSAND));
	return { value: unit === "as printed" ? yuan : value, yuan };
}

const TEN_THOUSAND = 10_000;

function rounded(yuan: number): number {
	return Math.round(yuan * 100) / 100;
}
