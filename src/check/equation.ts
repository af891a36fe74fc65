import type { Evidence } from "../model/evidence.ts";

/** What can be said of an equation between printed figures. */
export type Judgement = "holds" | "broken" | "undetermined" | "not-assessable";

/** What of a figure a sum needs. */
type Addend = Pick<Evidence, "value" | "state">;

/** Figures whose sums should be equal. */
export interface Equation {
	readonly left: readonly Addend[];
	readonly right: readonly Addend[];
}

/** The judgement with both sums, blanks counted as 0. */
export interface Judged {
	readonly judgement: Judgement;
	readonly leftSum: number;
	readonly rightSum: number;
	/** Whether it was decided with some cells blank. */
	readonly hasBlanks: boolean;
}

const TOLERANCE = 1e-6;

/**
 * Judges Σ left = Σ right. A blank may be a 0 or a number that was left out: the equation holds if
 * it does with every blank 0, is broken only if no count in the blanks could close it, and is
 * undetermined otherwise. Rows that the table does not have make it not assessable; figures that
 * could not be read make it undetermined.
 */
export function judge({ left, right }: Equation): Judged {
	const all = [...left, ...right];
	const [leftSum, rightSum] = [sum(left), sum(right)];
	const hasBlanks = all.some(isBlank);
	const result = (judgement: Judgement): Judged => ({ judgement, leftSum, rightSum, hasBlanks });
	if (all.some((figure) => figure.state === "absent")) return result("not-assessable");
	if (all.some((figure) => figure.state === "unreadable")) return result("undetermined");
	if (all.every((figure) => figure.value === null)) return result("not-assessable");
	const difference = rightSum - leftSum;
	if (Math.abs(difference) <= TOLERANCE) return result("holds");
	const couldClose = difference > 0 ? left.some(isBlank) : right.some(isBlank);
	return result(couldClose ? "undetermined" : "broken");
}

function sum(figures: readonly Addend[]): number {
	const total = figures.reduce((value, figure) => value + (figure.value ?? 0), 0);
	return Math.round(total * 1e6) / 1e6;
}

function isBlank(figure: Addend): boolean {
	return figure.state === "blank" || figure.state === "dash";
}

/** Figures as a sum a reader can follow, zeros left out: `12＋3`; blanks as `（空）`, what was not read as `（未读出）`. */
export function showSum(figures: readonly Addend[]): string {
	const shown = figures
		.filter((figure) => figure.value !== 0)
		.map((figure) => (figure.state === "unreadable" ? "（未读出）" : figure.value === null ? "（空）" : String(figure.value)));
	return shown.length === 0 ? "0" : shown.join("＋").replaceAll("＋-", "－");
}
