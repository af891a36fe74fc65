import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { ImageKind } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Box } from "../../model/geometry.ts";
import type { Glyph } from "../../model/page.ts";
import { isScan } from "./scan-size.ts";

/** A picture painted over what was painted before it. */
export interface Cover {
	readonly box: Box;
	/** Its name among the page's objects; undefined for one in the page's own stream. */
	readonly id: string | undefined;
	/** So many characters were painted before it. */
	readonly glyphs: number;
}

/** The characters, those under a scan as invisible: what recognition programs leave there need not be what it shows. */
export function withoutCovered(glyphs: readonly Glyph[], covers: readonly Cover[], page: PDFPageProxy): readonly Glyph[] {
	const { width, height } = page.getViewport({ scale: 1 });
	const hiding = covers.filter(({ box, id, glyphs: before }) => {
		return before > 0 && isScan(box, [0, 0, width, height]) && isOpaque(id, page);
	});
	if (hiding.length === 0) return glyphs;
	const last = Math.max(...hiding.map(({ glyphs: before }) => before));
	return glyphs.map((glyph, i) => (i < last ? { ...glyph, invisible: true } : glyph));
}

/** A watermark or a stamp lets the text under it show; its picture has a fourth channel. */
function isOpaque(id: string | undefined, page: PDFPageProxy): boolean {
	const objects = id?.startsWith("g_") ? page.commonObjs : page.objs;
	if (id === undefined || !objects.has(id)) return true;
	const image = objects.get(id) as { readonly kind?: number } | null;
	return image?.kind !== ImageKind.RGBA_32BPP;
}
