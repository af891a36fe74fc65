import { createCanvas } from "@napi-rs/canvas";
import type { GrayImage } from "../../src/reading/ocr/gray.ts";
import { grayOf } from "../../src/reading/ocr/gray.ts";

type Draw = (context: ReturnType<ReturnType<typeof createCanvas>["getContext"]>) => void;

/** A picture drawn by code on white. */
export function picture(width: number, height: number, draw: Draw): GrayImage {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext("2d");
	context.fillStyle = "#fff";
	context.fillRect(0, 0, width, height);
	context.fillStyle = "#000";
	draw(context);
	return grayOf(context.getImageData(0, 0, width, height).data, width, height);
}

/** One printed number, as it is cut out of a cell. */
export function printedFigure(text: string, heightPx = 30): GrayImage {
	return picture(Math.round(heightPx * (0.6 * text.length + 0.5)), Math.round(heightPx * 1.45), (context) => {
		context.font = `${heightPx}px sans-serif`;
		context.textBaseline = "middle";
		context.fillText(text, heightPx * 0.2, heightPx * 0.75);
	});
}

/** A grid of lines: borders in pixels, thickness in pixels. */
export function printedGrid({
	xs,
	ys,
	thickness = 2,
}: {
	readonly xs: readonly number[];
	readonly ys: readonly number[];
	readonly thickness?: number;
}): Draw {
	return (context) => {
		for (const x of xs) context.fillRect(x - thickness / 2, ys[0] ?? 0, thickness, (ys.at(-1) ?? 0) - (ys[0] ?? 0));
		for (const y of ys) context.fillRect(xs[0] ?? 0, y - thickness / 2, (xs.at(-1) ?? 0) - (xs[0] ?? 0), thickness);
	};
}
