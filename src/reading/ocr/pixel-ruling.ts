/** A ruling in pixels: along one axis, at a place across it. */
export interface PixelRuling {
	readonly axis: "horizontal" | "vertical";
	/** Middle of the line, across it. */
	readonly at: number;
	readonly from: number;
	readonly to: number;
	readonly thickness: number;
}

/** A picture or a bitmap to paint on. */
interface Canvas {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** Gives the pixels of rulings a value, those too that lie `extra` pixels beside them. */
export function paintRulings(
	{ width, height, data }: Canvas,
	rulings: readonly PixelRuling[],
	{ value, extra }: { readonly value: number; readonly extra: number },
): void {
	for (const { axis, at, from, to, thickness } of rulings) {
		const reach = thickness / 2 + extra;
		const [first, start] = [Math.max(0, Math.floor(at - reach)), Math.max(0, Math.floor(from))];
		const [last, end] = [Math.ceil(at + reach), Math.max(start, Math.ceil(to))];
		if (last < first) continue;
		if (axis === "horizontal")
			for (let y = first; y <= Math.min(last, height - 1); y++)
				data.fill(value, y * width + Math.min(start, width), y * width + Math.min(end, width));
		else
			for (let y = start; y < Math.min(end, height); y++)
				data.fill(value, y * width + Math.min(first, width), y * width + Math.min(last + 1, width));
	}
}
