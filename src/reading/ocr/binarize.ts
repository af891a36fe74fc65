import type { GrayImage } from "./gray.ts";

/** Which pixels are ink: 1 or 0, row by row. */
export interface Bitmap {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/**
 * Binarizes by a local adaptive threshold (D. Bradley, G. Roth, 2007: darker than most of its surroundings), which
 * uneven light and grey paper do not disturb.
 */
export function binarize(image: GrayImage, windowPx: number, share = 0.82): Bitmap {
	const { width, height, data } = image;
	const ink = new Uint8Array(width * height);
	const half = Math.max(2, windowPx >> 1);
	// Sums of the window's columns, moved down row by row.
	const columns = new Int32Array(width);
	for (let y = 0; y < Math.min(half, height); y++) addRow(columns, data, y * width, 1);
	for (let y = 0; y < height; y++) {
		const [enters, leaves] = [(y + half) * width, (y - half - 1) * width];
		if (y + half < height && leaves >= 0) exchangeRow(columns, data, { enters, leaves });
		else if (y + half < height) addRow(columns, data, enters, 1);
		else if (leaves >= 0) addRow(columns, data, leaves, -1);
		const rows = Math.min(height, y + half + 1) - Math.max(0, y - half);
		binarizeRow(image, ink, { columns, start: y * width, half, rows, share });
	}
	return { width, height, data: ink };
}

interface WindowRow {
	/** Sums of each column over the rows of the window. */
	readonly columns: Int32Array;
	readonly start: number;
	readonly half: number;
	readonly rows: number;
	readonly share: number;
}

/** Along a row the window's sum moves column by column. */
function binarizeRow({ width, data }: GrayImage, ink: Uint8Array, { columns, start, half, rows, share }: WindowRow): void {
	let sum = 0;
	for (let x = 0; x < Math.min(half, width); x++) sum += columns[x] ?? 0;
	for (let x = 0; x < width; x++) {
		if (x + half < width) sum += columns[x + half] ?? 0;
		if (x > half) sum -= columns[x - half - 1] ?? 0;
		const shade = data[start + x] ?? 255;
		if (shade >= 215) continue;
		const count = rows * (Math.min(width, x + half + 1) - Math.max(0, x - half));
		if (shade < (sum / count) * share) ink[start + x] = 1;
	}
}

function addRow(columns: Int32Array, data: Uint8Array, start: number, sign: 1 | -1): void {
	for (let x = 0; x < columns.length; x++) columns[x] = (columns[x] ?? 0) + sign * (data[start + x] ?? 0);
}

function exchangeRow(
	columns: Int32Array,
	data: Uint8Array,
	{ enters, leaves }: { readonly enters: number; readonly leaves: number },
): void {
	for (let x = 0; x < columns.length; x++) columns[x] = (columns[x] ?? 0) + (data[enters + x] ?? 0) - (data[leaves + x] ?? 0);
}

/** The map with rows and columns exchanged. */
export function transpose({ width, height, data }: Bitmap): Bitmap {
	const turned = new Uint8Array(data.length);
	// In squares: whole columns fall out of the processor's memory between two rows.
	for (let top = 0; top < height; top += SQUARE)
		for (let left = 0; left < width; left += SQUARE) {
			const [bottom, right] = [Math.min(height, top + SQUARE), Math.min(width, left + SQUARE)];
			for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) turned[x * height + y] = data[y * width + x] ?? 0;
		}
	return { width: height, height: width, data: turned };
}

const SQUARE = 64;

/** Skew of a page in radians clockwise, up to ±3.5°: the angle at which its projection profile is sharpest. */
export function estimateSkew(ink: Bitmap): number {
	const step = Math.max(1, Math.round(ink.width / 800));
	const points: [number, number][] = [];
	for (let y = 0; y < ink.height; y += step)
		for (let x = 0; x < ink.width; x += step) if (ink.data[y * ink.width + x] === 1) points.push([x, y]);
	if (points.length < 200) return 0;
	const sharpness = (angle: number) => {
		const tan = Math.tan(angle);
		const bins = new Float64Array(Math.ceil((ink.height + 0.2 * ink.width) / step) + 4);
		const offset = 0.1 * ink.width;
		for (const [x, y] of points) {
			const bin = Math.round((y - x * tan + offset) / step);
			if (bin >= 0 && bin < bins.length) bins[bin] = (bins[bin] ?? 0) + 1;
		}
		let total = 0;
		for (const count of bins) total += count * count;
		return total;
	};
	const best = (from: number, to: number, by: number) => {
		let [angle, score] = [0, -1];
		for (let a = from; a <= to + 1e-9; a += by) {
			const value = sharpness(a) * (Math.abs(a) < 1e-9 ? 1.0001 : 1);
			if (value > score) [angle, score] = [a, value];
		}
		return angle;
	};
	const degree = Math.PI / 180;
	const coarse = best(-3.5 * degree, 3.5 * degree, 0.25 * degree);
	// The sharpest angle at the end of the range, or hardly sharper than none, says nothing.
	if (Math.abs(coarse) > 3.4 * degree || sharpness(coarse) < 1.01 * sharpness(0)) return 0;
	return best(coarse - 0.25 * degree, coarse + 0.25 * degree, 0.03 * degree);
}
