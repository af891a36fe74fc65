import type { PagePixels } from "./draw.ts";
import { openPainter } from "./pdfium/paint-pages.ts";

/**
 * Paints pages one after another, in the order asked, and hands each on before the next; `dpiOf` gives each its resolution.
 * PDFium paints, several times as fast as pdf.js and pixel for pixel; what it does not paint, pdf.js draws.
 */
export async function withPagePixels<T>(
	bytes: Uint8Array,
	numbers: readonly number[],
	{
		dpiOf,
		use,
	}: { readonly dpiOf: (number: number) => number; readonly use: (number: number, pixels: PagePixels) => Promise<T> },
): Promise<T[]> {
	const painter = await openPainter(bytes);
	const results: T[] = [];
	for (const number of numbers) {
		const pixels = painter?.paint(number, dpiOf(number)) ?? (await drawn(bytes, number, dpiOf(number)));
		results.push(await use(number, pixels));
	}
	return results;
}

/** By pdf.js, which is loaded for this alone. */
async function drawn(bytes: Uint8Array, number: number, dpi: number): Promise<PagePixels> {
	const { withPagePixels: withDrawn } = await import("./draw.ts");
	const [pixels] = await withDrawn(bytes, [number], { dpiOf: () => dpi, use: async (_, drawnPage) => drawnPage });
	if (!pixels) throw new Error(`Page ${number} was not drawn`);
	return pixels;
}
