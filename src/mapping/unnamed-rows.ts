import type { Evidence } from "../model/evidence.ts";
import { midY } from "../model/geometry.ts";

/** Rows of figures that no label of the form names, as the forms name them. */
const UNNAMED = /\.extra_\d+(?:\.|$)/;

/**
 * Paths of figures in rows next to one that no field took, on the same page and of the same table: where labels of two
 * rows were read as one, the figures of either may stand for the other.
 */
export function besideUnnamedRows(figures: readonly Evidence[]): ReadonlySet<string> {
	const tables = new Map<string, Evidence[]>();
	for (const figure of figures) {
		if (figure.box === null || figure.state === "absent") continue;
		const key = `${figure.page} ${figure.path.split(".")[0]}`;
		tables.set(key, [...(tables.get(key) ?? []), figure]);
	}
	return new Set([...tables.values()].flatMap((own) => besideIn(rowsOf(own))));
}

/** Figures of one table by their rows, from the top. */
function rowsOf(figures: readonly Evidence[]): Evidence[][] {
	const rows: { bottom: number; members: Evidence[] }[] = [];
	const placed = figures.flatMap((figure) => (figure.box ? [{ figure, box: figure.box }] : []));
	for (const { figure, box } of placed.sort((a, b) => midY(a.box) - midY(b.box))) {
		const last = rows.at(-1);
		if (last && midY(box) < last.bottom) last.members.push(figure);
		else rows.push({ bottom: box[3], members: [figure] });
	}
	return rows.map(({ members }) => members);
}

function besideIn(rows: readonly (readonly Evidence[])[]): string[] {
	const isUnnamed = (row: readonly Evidence[] | undefined) => row?.some(({ path }) => UNNAMED.test(path)) ?? false;
	return rows.flatMap((row, i) => (isUnnamed(rows[i - 1]) || isUnnamed(rows[i + 1]) ? row.map(({ path }) => path) : []));
}
