import type { DrawnPage } from "./ink.ts";

/** Draws pages of a PDF, by their numbers from 1, in the order asked; throws where one cannot be drawn. */
export type PageDrawer = (bytes: Uint8Array, numbers: readonly number[], dpi: number) => Promise<readonly DrawnPage[]>;

/** PDFium, loaded where it is needed. */
export const drawPages: PageDrawer = async (bytes, numbers, dpi) =>
	(await import("../pdf/pdfium/draw-pages.ts")).drawGray(bytes, numbers, dpi);
