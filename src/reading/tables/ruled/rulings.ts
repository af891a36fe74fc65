import type { Ruling } from "../../../model/page.ts";

/** Lines closer than this are one line: double borders, and edges drawn twice. */
const SNAP_PT = 2.4;
/** Pieces of one line may leave gaps up to this. */
const GAP_PT = 3;

/** Rulings of one axis, merged: pieces and doubles of one line become one line, ordered by place. */
export function mergeRulings(rulings: readonly Ruling[], axis: Ruling["axis"]): Ruling[] {
	const groups: { at: number; first: number; pieces: Ruling[] }[] = [];
	for (const ruling of rulings.filter((r) => r.axis === axis).sort((a, b) => a.at - b.at)) {
		const group = groups.at(-1);
		if (group && ruling.at - group.first <= SNAP_PT) group.pieces.push(ruling);
		else groups.push({ at: ruling.at, first: ruling.at, pieces: [ruling] });
	}
	return groups.flatMap(({ pieces }) => joinPieces(pieces, axis));
}

function joinPieces(pieces: readonly Ruling[], axis: Ruling["axis"]): Ruling[] {
	const at = pieces.reduce((sum, piece) => sum + piece.at, 0) / pieces.length;
	const joined: { from: number; to: number }[] = [];
	for (const piece of [...pieces].sort((a, b) => a.from - b.from)) {
		const last = joined.at(-1);
		if (last && piece.from - last.to <= GAP_PT) last.to = Math.max(last.to, piece.to);
		else joined.push({ from: piece.from, to: piece.to });
	}
	return joined.map(({ from, to }) => ({ axis, at, from, to }));
}

/** The rulings of one table: lines that cross or touch one another, directly or through others. */
export interface RulingGroup {
	readonly horizontal: readonly Ruling[];
	readonly vertical: readonly Ruling[];
}

/** Groups merged rulings into those of each table, by what touches what. */
export function groupRulings(rulings: readonly Ruling[]): RulingGroup[] {
	const horizontal = mergeRulings(rulings, "horizontal");
	const vertical = mergeRulings(rulings, "vertical");
	const parent = [...horizontal, ...vertical].map((_, i) => i);
	const rootOf = (i: number): number => {
		let root = i;
		while (parent[root] !== root) root = parent[root] ?? root;
		parent[i] = root;
		return root;
	};
	horizontal.forEach((h, i) => {
		vertical.forEach((v, j) => {
			if (crosses(h, v)) parent[rootOf(i)] = rootOf(horizontal.length + j);
		});
	});
	const groups = new Map<number, { horizontal: Ruling[]; vertical: Ruling[] }>();
	parent.forEach((_, i) => {
		const root = rootOf(i);
		const group = groups.get(root) ?? { horizontal: [], vertical: [] };
		groups.set(root, group);
		const h = horizontal[i];
		const v = vertical[i - horizontal.length];
		if (h) group.horizontal.push(h);
		else if (v) group.vertical.push(v);
	});
	return withLinesInside([...groups.values()]);
}

/** Lines that touch nothing but lie inside a table's box are its own. */
function withLinesInside(groups: readonly RulingGroup[]): RulingGroup[] {
	const tables = groups.filter(({ horizontal, vertical }) => horizontal.length > 0 && vertical.length > 0);
	const loose = groups.filter((group) => !tables.includes(group));
	const homeOf = (group: RulingGroup) => tables.find((table) => [...group.horizontal, ...group.vertical].every(isInside(table)));
	const homes = loose.map((group) => ({ group, home: homeOf(group) }));
	const filled = tables.map((table) => {
		const own = homes.filter(({ home }) => home === table).map(({ group }) => group);
		return {
			horizontal: [...table.horizontal, ...own.flatMap((group) => group.horizontal)],
			vertical: [...table.vertical, ...own.flatMap((group) => group.vertical)],
		};
	});
	return [...filled, ...homes.filter(({ home }) => !home).map(({ group }) => group)];
}

function isInside({ horizontal, vertical }: RulingGroup): (line: Ruling) => boolean {
	const xs = [...vertical.map(({ at }) => at), ...horizontal.flatMap(({ from, to }) => [from, to])];
	const ys = [...horizontal.map(({ at }) => at), ...vertical.flatMap(({ from, to }) => [from, to])];
	const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	return ({ axis, at, from, to }) =>
		axis === "horizontal"
			? from > left - GAP_PT && to < right + GAP_PT && at > top && at < bottom
			: from > top - GAP_PT && to < bottom + GAP_PT && at > left && at < right;
}

function crosses(h: Ruling, v: Ruling): boolean {
	return v.at >= h.from - GAP_PT && v.at <= h.to + GAP_PT && h.at >= v.from - GAP_PT && h.at <= v.to + GAP_PT;
}
