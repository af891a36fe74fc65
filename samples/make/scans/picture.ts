import type { Canvas, SKRSContext2D } from "@napi-rs/canvas";
import { createCanvas } from "@napi-rs/canvas";
import type { Page } from "../../../src/model/page.ts";
import { withPagePixels } from "../../../src/reading/pdf/draw.ts";
import { readPages } from "../../../src/reading/pdf/read-pages.ts";

/** A coloured picture: red, green, blue and an alpha of 255, row by row from the top left. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly rgba: Uint8ClampedArray;
}

/** The pages of a PDF as coloured pictures, each with what was read on it. */
export async function picturesOfPages(
	pdf: Uint8Array,
	dpi: number,
): Promise<{ readonly page: Page; readonly picture: Picture }[]> {
	const pages = await readPages(pdf);
	const pictures = await withPagePixels(
		pdf,
		pages.map((page) => page.number),
		{ dpiOf: () => dpi, use: async (_, { rgba, widthPx, heightPx }) => ({ width: widthPx, height: heightPx, rgba }) },
	);
	return pages.flatMap((page, i) => {
		const picture = pictures[i];
		return picture ? [{ page, picture }] : [];
	});
}

/** The picture on a canvas of its size. */
export function canvasOf({ width, height, rgba }: Picture): Canvas {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext("2d");
	const pixels = context.createImageData(width, height);
	pixels.data.set(rgba);
	context.putImageData(pixels, 0, 0);
	return canvas;
}

/** The picture that is on a canvas. */
export function pictureOf(canvas: Canvas): Picture {
	const { width, height } = canvas;
	return { width, height, rgba: canvas.getContext("2d").getImageData(0, 0, width, height).data };
}

/** The picture with something painted over it. */
export function painted(picture: Picture, paint: (context: SKRSContext2D) => void): Picture {
	const canvas = canvasOf(picture);
	paint(canvas.getContext("2d"));
	return pictureOf(canvas);
}

/** A new picture of a size, painted on paper of a colour. */
export function paintedNew(
	{ width, height, paper = "#ffffff" }: { readonly width: number; readonly height: number; readonly paper?: string },
	paint: (context: SKRSContext2D) => void,
): Picture {
	const canvas = createCanvas(Math.round(width), Math.round(height));
	const context = canvas.getContext("2d");
	context.fillStyle = paper;
	context.fillRect(0, 0, canvas.width, canvas.height);
	paint(context);
	return pictureOf(canvas);
}

/** Every colour value changed by a function of it and its place. */
export function mapped(picture: Picture, change: (value: number, x: number, y: number) => number): Picture {
	const rgba = new Uint8ClampedArray(picture.rgba);
	for (let y = 0, i = 0; y < picture.height; y++) {
		for (let x = 0; x < picture.width; x++, i += 4) for (let c = i; c < i + 3; c++) rgba[c] = change(rgba[c] ?? 255, x, y);
	}
	return { ...picture, rgba };
}

/** Every pixel as a shade of grey, changed by a function of it and its place. */
export function grayMapped(picture: Picture, change: (shade: number, x: number, y: number) => number): Picture {
	const rgba = new Uint8ClampedArray(picture.rgba.length);
	for (let y = 0, i = 0; y < picture.height; y++) {
		for (let x = 0; x < picture.width; x++, i += 4) {
			const shade = change(shadeAt(picture, i), x, y);
			for (let c = i; c < i + 3; c++) rgba[c] = shade;
			rgba[i + 3] = 255;
		}
	}
	return { ...picture, rgba };
}

/** The luminance of a pixel by its place in `rgba`. */
export function shadeAt({ rgba }: Picture, i: number): number {
	return 0.299 * (rgba[i] ?? 255) + 0.587 * (rgba[i + 1] ?? 255) + 0.114 * (rgba[i + 2] ?? 255);
}

/** The picture blurred by a radius in pixels. */
export function softened(picture: Picture, radiusPx: number): Picture {
	return paintedNew(picture, (context) => {
		context.filter = `blur(${radiusPx}px)`;
		context.drawImage(canvasOf(picture), 0, 0);
	});
}

/** The picture at another size. */
export function scaled(picture: Picture, width: number, height: number): Picture {
	return paintedNew({ width, height }, (context) => {
		context.imageSmoothingEnabled = true;
		context.imageSmoothingQuality = "high";
		context.drawImage(canvasOf(picture), 0, 0, Math.round(width), Math.round(height));
	});
}

/** The picture turned about its middle by a small angle in degrees, clockwise, on paper of the same size. */
export function turned(picture: Picture, degrees: number): Picture {
	return paintedNew(picture, (context) => {
		context.imageSmoothingQuality = "high";
		context.translate(picture.width / 2, picture.height / 2);
		context.rotate((degrees * Math.PI) / 180);
		context.drawImage(canvasOf(picture), -picture.width / 2, -picture.height / 2);
	});
}

/** The picture turned by quarter turns, clockwise. */
export function quarterTurned(picture: Picture, turns: 1 | 2 | 3): Picture {
	const isSideways = turns !== 2;
	const [width, height] = isSideways ? [picture.height, picture.width] : [picture.width, picture.height];
	return paintedNew({ width, height }, (context) => {
		context.translate(width / 2, height / 2);
		context.rotate((turns * Math.PI) / 2);
		context.drawImage(canvasOf(picture), -picture.width / 2, -picture.height / 2);
	});
}

/** The picture seen through a map from places on the new one to places on the old one, in pixels; undefined is the ground. */
export function warped(
	picture: Picture,
	size: { readonly width: number; readonly height: number },
	{
		from,
		ground = [255, 255, 255],
	}: {
		readonly from: (x: number, y: number) => readonly [number, number];
		readonly ground?: readonly [number, number, number];
	},
): Picture {
	const { rgba: source, width: w, height: h } = picture;
	const rgba = new Uint8ClampedArray(size.width * size.height * 4);
	for (let y = 0, i = 0; y < size.height; y++) {
		for (let x = 0; x < size.width; x++, i += 4) {
			const [sx, sy] = from(x, y);
			rgba[i + 3] = 255;
			if (sx < 0 || sy < 0 || sx >= w - 1 || sy >= h - 1) {
				for (let c = 0; c < 3; c++) rgba[i + c] = ground[c] ?? 255;
				continue;
			}
			const [left, top] = [Math.floor(sx), Math.floor(sy)];
			const [fx, fy] = [sx - left, sy - top];
			const at = (top * w + left) * 4;
			for (let c = 0; c < 3; c++) {
				const upper = (source[at + c] ?? 0) * (1 - fx) + (source[at + 4 + c] ?? 0) * fx;
				const lower = (source[at + w * 4 + c] ?? 0) * (1 - fx) + (source[at + w * 4 + 4 + c] ?? 0) * fx;
				rgba[i + c] = upper * (1 - fy) + lower * fy;
			}
		}
	}
	return { ...size, rgba };
}
