import type { GrayImage } from "./gray.ts";

/** Which pixels are ink: 1 or 0, row by row. */
export interface Bitmap {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/**
 * Ink by local contrast (D. Bradley, G. Roth, 2007: darker than most of its surroundings), which
 * uneven light and grey paper do not disturb.
 */
export function binarize(image: GrayImage, windowPx: number, share = 0.82): Bitmap {
	const { width, height, data } = image;
	const sums = new Float64Array((width + 1) * (height + 1));
	for (let y = 0; y < height; y++) {
		let row = 0;
		for (let x = 0; x < width; x++) {
			row += data[y * width + x] ?? 0;
			sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
		}
	}
	const ink = new Uint8Array(width * height);
	const half = Math.max(2, windowPx >> 1);
	for (let y = 0; y < height; y++) {
		const [y0, y1] = [Math.max(0, y - half), Math.min(height, y + half + 1)];
		for (let x = 0; x < width; x++) {
			const [x0, x1] = [Math.max(0, x - half), Math.min(width, x + half + 1)];
			const sum =
				(sums[y1 * (width + 1) + x1] ?? 0) -
				(sums[y0 * (width + 1) + x1] ?? 0) -
				(sums[y1 * (width + 1) + x0] ?? 0) +
				(sums[y0 * (width + 1) + x0] ?? 0);
			const mean = sum / ((x1 - x0) * (y1 - y0));
			const shade = data[y * width + x] ?? 255;
			if (shade < mean * share && shade < 215) ink[y * width + x] = 1;
		}
	}
	return { width, height, data: ink };
}

/** The map with rows and columns exchanged. */
export function transpose({ width, height, data }: Bitmap): Bitmap {
	const turned = new Uint8Array(data.length);
	for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x] ?? 0;
	return { width: height, height: width, data: turned };
}

/** How much a page leans, in radians clockwise, up to ±3.5°: where its rows of ink are sharpest. */
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
