import type { AlignedPart } from "./aligned-zones.ts";
import type { Piece } from "./value-lines.ts";

/** One column of figures: its extent, and the pieces of its own heading, top to bottom. */
export interface ValueColumn {
	x0: number;
	x1: number;
	readonly heading: Piece[];
}

/** The figure columns of a part, left to right, and headings that span several of them. */
export interface PartColumns {
	readonly columns: readonly ValueColumn[];
	readonly spanning: readonly { readonly piece: Piece; readonly from: number; readonly to: number }[];
	/** Where labels end and figures begin. */
	readonly labelEnd: number;
}

/** Finds the columns of figures by what stands above one another; headings add empty columns. */
export function columnsOf(part: AlignedPart): PartColumns {
	const columns: ValueColumn[] = [];
	for (const piece of figures(part)) widen(columns, piece);
	columns.sort((a, b) => a.x0 - b.x0);
	const left = columns[0]?.x0 ?? 0;
	const head = part.header.flatMap((line) => line.pieces);
	const { own, upper } = splitHeader(head, columns);
	for (const piece of own) addHeading(columns, piece, left);
	columns.sort((a, b) => a.x0 - b.x0);
	const labels = part.body.flatMap((line) => line.pieces).filter((piece) => !piece.isFigure && piece.x1 <= left + 1);
	const labelRight = Math.max(0, ...labels.map((piece) => piece.x1));
	const firstLeft = columns[0]?.x0 ?? left;
	const labelEnd = labelRight < firstLeft ? (labelRight + firstLeft) / 2 : firstLeft;
	const spanning = upper
		.filter((piece) => piece.x0 >= labelEnd - 2)
		.map((piece, _, all) => ({
			piece,
			...spanUnder(
				piece,
				columns,
				all.filter((other) => other !== piece && other.y0 === piece.y0),
			),
		}));
	return { columns, spanning, labelEnd };
}

function figures(part: AlignedPart): Piece[] {
	return part.body.filter((line) => line.hasValues).flatMap((line) => line.pieces.filter((piece) => piece.isFigure));
}

function widen(columns: ValueColumn[], piece: Piece): void {
	const same = columns.find((column) => piece.x0 < column.x1 + 1 && piece.x1 > column.x0 - 1);
	if (!same) {
		columns.push({ x0: piece.x0, x1: piece.x1, heading: [] });
		return;
	}
	same.x0 = Math.min(same.x0, piece.x0);
	same.x1 = Math.max(same.x1, piece.x1);
}

/**
 * A heading's own lines are the lowest ones above its column, as close as wrapped lines are; what
 * stands higher spans several columns.
 */
function splitHeader(head: readonly Piece[], columns: readonly ValueColumn[]): { own: Piece[]; upper: Piece[] } {
	const own: Piece[] = [];
	const upper: Piece[] = [];
	const lowest = [...head].sort((a, b) => b.y0 - a.y0);
	for (const piece of lowest) {
		const below = own.filter((other) => other.x0 < piece.x1 && other.x1 > piece.x0);
		const under = columns.filter((column) => column.x0 < piece.x1 + 1 && column.x1 > piece.x0 - 1).length;
		const next = Math.min(...below.map((other) => other.y0));
		const wraps =
			below.length <= 1 || below.every((other) => Math.abs(other.x0 + other.x1 - piece.x0 - piece.x1) < 2 * piece.sizePt);
		const isOwn = below.length === 0 ? under <= 1 : under <= 1 && wraps && next - piece.y1 < 0.45 * piece.sizePt;
		(isOwn ? own : upper).push(piece);
	}
	return { own: own.reverse(), upper: upper.reverse() };
}

function addHeading(columns: ValueColumn[], piece: Piece, left: number): void {
	const under = columns.find((column) => piece.x0 < column.x1 + 1 && piece.x1 > column.x0 - 1);
	if (under) {
		under.heading.push(piece);
		under.x0 = Math.min(under.x0, piece.x0);
		under.x1 = Math.max(under.x1, piece.x1);
	} else if (piece.x0 > left) columns.push({ x0: piece.x0, x1: piece.x1, heading: [piece] });
}

/**
 * The widest run of columns in whose middle the heading stands, short of its neighbours on the
 * same line: headings are set centred.
 */
function spanUnder(piece: Piece, all: readonly ValueColumn[], beside: readonly Piece[]): { from: number; to: number } {
	const centre = (piece.x0 + piece.x1) / 2;
	const low = Math.max(-Infinity, ...beside.filter((other) => other.x1 < centre).map((other) => other.x1));
	const high = Math.min(Infinity, ...beside.filter((other) => other.x0 > centre).map((other) => other.x0));
	const first = all.findIndex((column) => (column.x0 + column.x1) / 2 > low);
	const columns = all.map((column) =>
		(column.x0 + column.x1) / 2 > low && (column.x0 + column.x1) / 2 < high ? column : undefined,
	);
	let best = { from: Math.max(first, 0), to: Math.max(first, 0), score: -Infinity };
	for (let from = 0; from < columns.length; from++) {
		for (let to = from; to < columns.length; to++) {
			const [start, end] = [columns[from], columns[to]];
			if (!start || !end) continue;
			const middle = (start.x0 + end.x1) / 2;
			const off = Math.abs(middle - centre);
			const score = off <= 4 ? to - from : -off;
			if (score > best.score) best = { from, to, score };
		}
	}
	return { from: best.from, to: best.to };
}
