import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

/** Operations that draw the outline of a path. */
export const STROKES = new Set<number>([
	OPS.stroke,
	OPS.closeStroke,
	OPS.fillStroke,
	OPS.eoFillStroke,
	OPS.closeFillStroke,
	OPS.closeEOFillStroke,
]);
/** Operations that fill a path. */
export const FILLS = new Set<number>([
	OPS.fill,
	OPS.eoFill,
	OPS.fillStroke,
	OPS.eoFillStroke,
	OPS.closeFillStroke,
	OPS.closeEOFillStroke,
]);
/** Operations that paint a picture. */
export const IMAGES = new Set<number>([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject]);
/** Operations that keep the graphics state, and those that bring it back. */
export const OPENS = new Set<number>([OPS.save, OPS.paintFormXObjectBegin, OPS.beginAnnotation, OPS.beginGroup]);
/** See OPENS. */
export const CLOSES = new Set<number>([OPS.restore, OPS.paintFormXObjectEnd, OPS.endAnnotation, OPS.endGroup]);
