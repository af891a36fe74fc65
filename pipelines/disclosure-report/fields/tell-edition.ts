import { madeOnce, newestOf } from "./forms.ts";
import { proactivePaths, requestRowsOf } from "./paths.ts";
import type { Edition, Forms } from "./types.ts";

/** The edition that each table follows; undefined for a table of which nothing was found. */
export interface ToldEditions {
	readonly proactive: Edition | undefined;
	readonly requests: Edition | undefined;
}

/**
 * Tells from the fields that a report prints which edition each table follows, never from its year: offices take
 * last year's file. A table that prints no mark of any goes by the other, or by the newest. Paths of cells that are
 * absent must be left out.
 */
export function tellEditions(paths: readonly string[], forms: Forms): ToldEditions {
	const rows = knownRows(paths, forms);
	const figures = paths.filter((path) => path.startsWith("proactive."));
	const marks = forms.editions.map((edition) => ({ edition, fields: proactivePaths(edition) }));
	const ofRows = byRows(rows, forms);
	const ofFigures = byMarks(figures, marks, ofRows);
	const newest = newestOf(forms);
	return {
		proactive: figures.length > 0 ? (ofFigures ?? ofRows ?? newest) : undefined,
		requests: rows.length > 0 ? (ofRows ?? ofFigures ?? newest) : undefined,
	};
}

/** Rows of table 三 that an edition has. */
function knownRows(paths: readonly string[], { editions }: Forms): string[] {
	const known = new Set(editions.flatMap((edition) => requestRowsOf(edition).map(({ key }) => key)));
	return [...new Set(paths.map(rowOf))].filter((row) => known.has(row));
}

/**
 * A row with the label of another edition's group says least: reports print a sum beside the group's label too, and
 * where any row of the group is there, it is that.
 */
function byRows(rows: readonly string[], forms: Forms): Edition | undefined {
	const marks = forms.editions.map((edition) => ({ edition, fields: requestRowsOf(edition).map(({ key }) => key) }));
	const heads = rowsLikeGroups(forms);
	const strong = rows.filter((row) => !heads.has(row));
	return byMarks(strong, marks) ?? byMarks(rows, marks);
}

function rowOf(path: string): string {
	const [table, ...rest] = path.split(".");
	return table === "requests" ? rest.slice(0, -1).join(".") : "";
}

const rowsLikeGroups: (forms: Forms) => ReadonlySet<string> = madeOnce(({ editions }: Forms) => {
	const rows = editions.flatMap(requestRowsOf);
	const groups = new Set(rows.flatMap(({ group }) => group?.label ?? []));
	return new Set(rows.filter(({ group, label }) => !group && groups.has(label)).map(({ key }) => key));
});

interface Marks {
	readonly edition: Edition;
	readonly fields: readonly string[];
}

/**
 * The edition with the most of the printed fields that some editions have and others lack; among equals the one
 * that misses fewest of its own, then `preferred`, then the newest. Undefined where no such field is printed.
 */
function byMarks(printed: readonly string[], all: readonly Marks[], preferred?: Edition): Edition | undefined {
	const count = (field: string) => all.filter(({ fields }) => fields.includes(field)).length;
	const marks = new Set(all.flatMap(({ fields }) => fields).filter((field) => count(field) < all.length));
	const found = new Set(printed.filter((field) => marks.has(field)));
	if (found.size === 0) return undefined;
	const weighed = all.map(({ edition, fields }): Weighed => {
		const own = fields.filter((field) => marks.has(field));
		const hits = own.filter((field) => found.has(field)).length;
		return { edition, hits, missing: own.length - hits };
	});
	return weighed.reduce((best, one) => (isBetter(one, best, preferred) ? one : best)).edition;
}

interface Weighed {
	readonly edition: Edition;
	readonly hits: number;
	readonly missing: number;
}

function isBetter(one: Weighed, best: Weighed, preferred: Edition | undefined): boolean {
	if (one.hits !== best.hits) return one.hits > best.hits;
	if (one.missing !== best.missing) return one.missing < best.missing;
	return best.edition !== preferred;
}
