import type { Bitmap } from "./binarize.ts";
import type { PixelRuling } from "./pixel-ruling.ts";

/** A line goes on while so many of the next pixels, in inches, and this share of them, are ink. */
const [AHEAD_IN, INK_SHARE] = [0.06, 0.85];
/** Two rulings in line this close across, in inches, are one once they touch. */
const SAME_IN = 0.018;

/** Rulings followed along their ink past the ends that were seen; those that then touch are one. */
export function grownRulings(rulings: readonly PixelRuling[], ink: Bitmap, dpi: number): PixelRuling[] {
	const grown = rulings.map((ruling) => grow(ruling, ink, Math.round(AHEAD_IN * dpi)));
	const done: PixelRuling[] = [];
	for (const ruling of grown.sort((a, b) => a.from - b.from)) {
		const i = done.findIndex(
			(other) =>
				other.axis === ruling.axis &&
				Math.abs(other.at - ruling.at) <= SAME_IN * dpi &&
				ruling.from <= other.to + 1 &&
				other.from <= ruling.to,
		);
		const other = done[i];
		if (other) done[i] = { ...longer(other, ruling), from: Math.min(other.from, ruling.from), to: Math.max(other.to, ruling.to) };
		else done.push(ruling);
	}
	return done;
}

/** Most rulings of a page have ink along this share of them; on such a page those with less than the other share are strokes of characters. */
const [WHOLE, BROKEN] = [0.85, 0.66];

/** The rulings that have ink along them, where most of them have. */
export function inkedRulings(rulings: readonly PixelRuling[], ink: Bitmap): readonly PixelRuling[] {
	const shares = rulings.map((ruling) => inkShare(ruling, ink));
	const usual = [...shares].sort((a, b) => a - b)[shares.length >> 1] ?? 0;
	return usual < WHOLE ? rulings : rulings.filter((_, i) => (shares[i] ?? 0) >= BROKEN);
}

function inkShare(ruling: PixelRuling, ink: Bitmap): number {
	const [from, to] = [Math.round(ruling.from), Math.round(ruling.to)];
	let inked = 0;
	for (let along = from; along < to; along++) if (isInk(ruling, ink, along)) inked++;
	return inked / Math.max(1, to - from);
}

function longer(a: PixelRuling, b: PixelRuling): PixelRuling {
	return a.to - a.from >= b.to - b.from ? a : b;
}

function grow(ruling: PixelRuling, ink: Bitmap, ahead: number): PixelRuling {
	return {
		...ruling,
		from: followed(ruling, ink, { start: Math.round(ruling.from), step: -1, ahead }),
		to: followed(ruling, ink, { start: Math.round(ruling.to), step: 1, ahead }),
	};
}

interface Direction {
	readonly start: number;
	readonly step: 1 | -1;
	readonly ahead: number;
}

/** The end of a line of ink from a place on. */
function followed(ruling: PixelRuling, ink: Bitmap, { start, step, ahead }: Direction): number {
	let end = start;
	for (;;) {
		let [count, last] = [0, end];
		for (let k = 1; k <= ahead; k++) {
			if (!isInk(ruling, ink, end + k * step - (step === 1 ? 1 : 0))) continue;
			count++;
			last = end + k * step;
		}
		if (count < INK_SHARE * ahead || last === end) return end;
		end = last;
	}
}

function isInk({ axis, at }: PixelRuling, { width, height, data }: Bitmap, along: number): boolean {
	const middle = Math.floor(at);
	for (let d = -1; d <= 1; d++) {
		const [x, y] = axis === "horizontal" ? [along, middle + d] : [middle + d, along];
		if (x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1) return true;
	}
	return false;
}
