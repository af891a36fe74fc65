import { largest, smallest } from "../../../model/many.ts";
import type { Ruling } from "../../../model/page.ts";
import { partitionOf } from "../cluster.ts";
import type { TableSettings } from "../settings.ts";

/** Rulings of one axis, merged: pieces and doubles of one line become one line, ordered by place. */
export function mergeRulings(rulings: readonly Ruling[], axis: Ruling["axis"], settings: TableSettings): Ruling[] {
	const { snapPt, joinPt } = settings.rulings;
	const groups: { at: number; first: number; pieces: Ruling[] }[] = [];
	for (const ruling of rulings.filter((r) => r.axis === axis).sort((a, b) => a.at - b.at)) {
		const group = groups.at(-1);
		if (group && ruling.at - group.first <= snapPt) group.pieces.push(ruling);
		else groups.push({ at: ruling.at, first: ruling.at, pieces: [ruling] });
	}
	return groups.flatMap(({ pieces }) => joinPieces(pieces, axis, joinPt));
}

function joinPieces(pieces: readonly Ruling[], axis: Ruling["axis"], joinPt: number): Ruling[] {
	const at = pieces.reduce((sum, piece) => sum + piece.at, 0) / pieces.length;
	const joined: { from: number; to: number }[] = [];
	for (const piece of [...pieces].sort((a, b) => a.from - b.from)) {
		const last = joined.at(-1);
		if (last && piece.from - last.to <= joinPt) last.to = Math.max(last.to, piece.to);
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
export function groupRulings(rulings: readonly Ruling[], settings: TableSettings): RulingGroup[] {
	const { joinPt } = settings.rulings;
	const horizontal = mergeRulings(rulings, "horizontal", settings);
	const vertical = mergeRulings(rulings, "vertical", settings);
	const partition = partitionOf(horizontal.length + vertical.length);
	horizontal.forEach((h, i) => {
		vertical.forEach((v, j) => {
			if (crosses(h, v, joinPt)) partition.join(i, horizontal.length + j);
		});
	});
	const groups = partition.parts().map((part) => ({
		horizontal: part.flatMap((i) => horizontal[i] ?? []),
		vertical: part.flatMap((i) => vertical[i - horizontal.length] ?? []),
	}));
	return withLinesInside(groups, joinPt);
}

/** Lines that touch nothing but lie inside a table's box are its own. */
function withLinesInside(groups: readonly RulingGroup[], joinPt: number): RulingGroup[] {
	const tables = groups.filter(({ horizontal, vertical }) => horizontal.length > 0 && vertical.length > 0);
	const loose = groups.filter((group) => !tables.includes(group));
	const homeOf = (group: RulingGroup) =>
		tables.find((table) => [...group.horizontal, ...group.vertical].every(isInside(table, joinPt)));
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

function isInside({ horizontal, vertical }: RulingGroup, joinPt: number): (line: Ruling) => boolean {
	const xs = [...vertical.map(({ at }) => at), ...horizontal.flatMap(({ from, to }) => [from, to])];
	const ys = [...horizontal.map(({ at }) => at), ...vertical.flatMap(({ from, to }) => [from, to])];
	const [left, right, top, bottom] = [smallest(xs), largest(xs), smallest(ys), largest(ys)];
	return ({ axis, at, from, to }) =>
		axis === "horizontal"
			? from > left - joinPt && to < right + joinPt && at > top && at < bottom
			: from > top - joinPt && to < bottom + joinPt && at > left && at < right;
}

function crosses(h: Ruling, v: Ruling, joinPt: number): boolean {
	return v.at >= h.from - joinPt && v.at <= h.to + joinPt && h.at >= v.from - joinPt && h.at <= v.to + joinPt;
}

/** A horizontal ruling. */
export function across(at: number, from: number, to: number): Ruling {
	return { axis: "horizontal", at, from, to };
}

/** A vertical ruling. */
export function down(at: number, from: number, to: number): Ruling {
	return { axis: "vertical", at, from, to };
}
