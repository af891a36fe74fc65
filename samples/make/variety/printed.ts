import type { Figures } from "../figures.ts";
import type { Chooser } from "./choose.ts";

/** Whether a zero is printed as nothing, or as a dash. */
export function isZeroHidden(path: string, value: number | null, zeros: string): boolean {
	if (value !== 0 || zeros === "printed") return false;
	if (zeros === "blank" || zeros === "dash") return true;
	return path.length % 3 === 0;
}

/** What is printed for figures that are not printed plainly. */
export function printedFigures(figures: Figures, zeros: string, { pick }: Chooser): Record<string, string> {
	const way = pick("digits", ["plain", "plain", "plain", "grouped", "full-width", "spaced"]);
	const dash = pick("dash", ["—", "-", "/", "——"]);
	const printed: Record<string, string> = {};
	for (const [path, value] of Object.entries(figures)) {
		if (value === null) printed[path] = zeros === "dash" ? dash : "";
		else if (way === "grouped" && Number.isInteger(value)) printed[path] = value.toLocaleString("en-US");
		else if (way === "full-width")
			printed[path] = String(value).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
		else if (way === "spaced") printed[path] = ` ${value} `;
	}
	return printed;
}
