/** A picture in shades of grey, row by row from the top left; 0 is black, 255 white. */
export interface GrayImage {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** A rectangle of pixels: `[x0, y0, x1, y1]`, the last row and column not included. */
export type PixelBox = readonly [number, number, number, number];

/** The luminance of RGBA pixels laid over white. */
export function grayOf(rgba: Uint8ClampedArray, width: number, height: number): GrayImage {
	const data = new Uint8Array(width * height);
	for (let i = 0, p = 0; i < data.length; i++, p += 4) {
		const alpha = (rgba[p + 3] ?? 255) / 255;
		const luminance = 0.299 * (rgba[p] ?? 0) + 0.587 * (rgba[p + 1] ?? 0) + 0.114 * (rgba[p + 2] ?? 0);
		data[i] = Math.round(luminance * alpha + 255 * (1 - alpha));
	}
	return { width, height, data };
}

/** A page of which less than this is bright is printed, or scanned, white on black. */
const BRIGHT_SHARE = 0.4;

/** The picture as black on white: negatives are turned round. */
export function positiveOf(image: GrayImage): GrayImage {
	let bright = 0;
	for (const shade of image.data) if (shade > 127) bright++;
	if (bright > BRIGHT_SHARE * image.data.length) return image;
	return { ...image, data: image.data.map((shade) => 255 - shade) };
}

/** A part of a picture; what lies outside the picture is white. */
export function crop(image: GrayImage, [x0, y0, x1, y1]: PixelBox): GrayImage {
	const width = Math.max(1, x1 - x0);
	const height = Math.max(1, y1 - y0);
	const data = new Uint8Array(width * height).fill(255);
	const from = Math.max(0, x0);
	const to = Math.min(image.width, x1);
	for (let y = Math.max(0, y0); y < Math.min(image.height, y1); y++) {
		if (to > from) data.set(image.data.subarray(y * image.width + from, y * image.width + to), (y - y0) * width + (from - x0));
	}
	return { width, height, data };
}

/** The picture at another size: averaged when it shrinks, interpolated when it grows. */
export function resize(image: GrayImage, width: number, height: number): GrayImage {
	const data = new Uint8Array(width * height);
	const [sx, sy] = [image.width / width, image.height / height];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			data[y * width + x] =
				sx > 1.05 || sy > 1.05
					? averaged(image, [x * sx, y * sy, (x + 1) * sx, (y + 1) * sy])
					: sampled(image, (x + 0.5) * sx - 0.5, (y + 0.5) * sy - 0.5);
		}
	}
	return { width, height, data };
}

function averaged(image: GrayImage, [x0, y0, x1, y1]: PixelBox): number {
	let sum = 0;
	let count = 0;
	for (let y = Math.floor(y0); y < Math.min(image.height, Math.max(Math.ceil(y1), Math.floor(y0) + 1)); y++) {
		for (let x = Math.floor(x0); x < Math.min(image.width, Math.max(Math.ceil(x1), Math.floor(x0) + 1)); x++) {
			sum += image.data[y * image.width + x] ?? 255;
			count++;
		}
	}
	return count === 0 ? 255 : Math.round(sum / count);
}

/** The shade between pixels, interpolated; white outside. */
export function sampled(image: GrayImage, x: number, y: number): number {
	const [left, top] = [Math.floor(x), Math.floor(y)];
	const [fx, fy] = [x - left, y - top];
	const at = (px: number, py: number) =>
		px < 0 || py < 0 || px >= image.width || py >= image.height ? 255 : (image.data[py * image.width + px] ?? 255);
	const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
	const lower = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
	return Math.round(upper * (1 - fy) + lower * fy);
}

/** Turns a picture by quarter turns clockwise. */
export function quarterTurn(image: GrayImage, turns: 0 | 1 | 2 | 3): GrayImage {
	if (turns === 0) return image;
	const sideways = turns !== 2;
	const [width, height] = sideways ? [image.height, image.width] : [image.width, image.height];
	const data = new Uint8Array(width * height);
	for (let y = 0; y < image.height; y++) {
		for (let x = 0; x < image.width; x++) {
			const [tx, ty] =
				turns === 1
					? [image.height - 1 - y, x]
					: turns === 2
						? [image.width - 1 - x, image.height - 1 - y]
						: [y, image.width - 1 - x];
			data[ty * width + tx] = image.data[y * image.width + x] ?? 255;
		}
	}
	return { width, height, data };
}

/** Turns a picture about its middle by a small angle (radians, clockwise), at the same size. */
export function rotate(image: GrayImage, angle: number): GrayImage {
	if (Math.abs(angle) < 1e-4) return image;
	const data = new Uint8Array(image.data.length);
	const [cx, cy] = [image.width / 2, image.height / 2];
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	for (let y = 0; y < image.height; y++) {
		for (let x = 0; x < image.width; x++) {
			const [dx, dy] = [x - cx, y - cy];
			data[y * image.width + x] = sampled(image, cx + dx * cos + dy * sin, cy - dx * sin + dy * cos);
		}
	}
	return { width: image.width, height: image.height, data };
}
