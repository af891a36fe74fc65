import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { ImageKind } from "pdfjs-dist/legacy/build/pdf.mjs";

/**
 * Whether a picture hides what is under it: a watermark or a stamp lets it show, and its picture has a fourth channel. `id` is its
 * name among the page's objects; undefined for one in the page's own stream.
 */
export function isOpaquePicture(id: string | undefined, page: PDFPageProxy): boolean {
	const objects = id?.startsWith("g_") ? page.commonObjs : page.objs;
	if (id === undefined || !objects.has(id)) return true;
	const image = objects.get(id) as { readonly kind?: number } | null;
	return image?.kind !== ImageKind.RGBA_32BPP;
}
