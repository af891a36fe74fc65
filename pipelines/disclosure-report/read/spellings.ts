import type { Evidence, FigureDoubt } from "../../../src/rules.ts";
import { figureFields } from "../fields/figure-fields.ts";
import type { Forms } from "../fields/types.ts";
import { provenPaths } from "./doubts.ts";
import type { ReadTables } from "./tables.ts";

/** Doubts that a sum of printed figures settles. */
const SETTLED: ReadonlySet<FigureDoubt> = new Set(["spaced", "wrapped", "letters", "grouping", "mark-or-number", "detail"]);
/** Ways of spelling that one document keeps to: proven of one figure, they are of all. */
const STYLES: ReadonlySet<FigureDoubt> = new Set(["spaced", "grouping", "letters"]);
const DOTTED = /^[1-9]\d{0,2}(?:[.·・•]\d{3})+$/;
const TWO_GROUPS = /^\d{3}[ \u00a0\u202f]\d{3}$/;
const UNSURE = 0.8;

/**
 * The figures with doubts about their spelling settled where the form tells: counts have no decimals, changes may be
 * below 0, and figures of which the printed sums hold are what they were read as. Figures on which witnesses decided
 * are left as they are.
 */
export function withSpellings(read: ReadTables, decided: ReadonlyMap<string, unknown> = new Map()): ReadTables {
	const counted = read.evidence.map((figure) => (decided.has(figure.path) ? figure : asCounted(figure, read.forms)));
	if (!counted.some(({ doubt }) => doubt)) return { ...read, evidence: counted };
	const proven = provenPaths({ ...read, evidence: counted });
	const isProven = ({ path, doubt }: Evidence) => doubt !== undefined && SETTLED.has(doubt) && proven.has(path);
	const styles = new Set(counted.filter(isProven).flatMap(({ doubt }) => (doubt && STYLES.has(doubt) ? doubt : [])));
	const evidence = counted.map((figure) => {
		if (decided.has(figure.path)) return figure;
		const styled = inStyle(figure, styles);
		const { doubt } = styled;
		return isProven(styled) || (doubt && styles.has(doubt)) ? settled(styled) : styled;
	});
	return { ...read, evidence };
}

function settled({ doubt: _, ...figure }: Evidence): Evidence {
	return figure.method === "text" ? { ...figure, confidence: 1 } : figure;
}

/** Where groups of digits are proven to be set apart, two groups of three are one figure like the others. */
function inStyle({ ...figure }: Evidence, styles: ReadonlySet<FigureDoubt>): Evidence {
	if (figure.doubt !== "two-figures" || !styles.has("spaced") || !TWO_GROUPS.test(figure.raw.trim())) return figure;
	return { ...figure, value: Number(figure.raw.replaceAll(/\D/g, "")), state: "number", doubt: "spaced" };
}

/** A count with a point has groups of digits parted by points, or is none that one can tell. */
function asCounted(figure: Evidence, forms: Forms): Evidence {
	const { path, value, doubt, raw, confidence } = figure;
	const field = figureFields(forms).get(path);
	if (field === undefined || value === null) return figure;
	if (doubt === "negative" && field.isChange) return settled(figure);
	if (field.unit !== "count" || Number.isInteger(value)) return figure;
	const printed = raw.trim();
	if (DOTTED.test(printed))
		return {
			...figure,
			value: Number(printed.replaceAll(/\D/g, "")),
			doubt: "grouping",
			confidence: Math.min(confidence, UNSURE),
		};
	return doubt === "grouping" ? { ...figure, value: null, state: "unreadable" } : figure;
}
