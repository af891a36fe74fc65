import type { Page } from "../../../model/page.ts";
import type { UprightPage } from "../pages/orientation.ts";
import { turnUpright } from "../pages/orientation.ts";
import type { TableSettings } from "../settings.ts";
import { withBoxDrawing } from "./box-drawing.ts";
import { withoutNoteMarks } from "./note-marks.ts";
import { withFiguresInCells } from "./overflow.ts";
import { setApart } from "./set-apart.ts";
import { withoutStruck } from "./struck.ts";

/**
 * A page as its tables and paragraphs are made of it: upright, without watermarks and struck-out figures, lines that are set in
 * type as rulings, marks of footnotes off their figures, and figures that run over a ruling back in their cells.
 */
export function preparedPage(page: Page, settings: TableSettings): UprightPage {
	const { page: turned, back } = turnUpright(page);
	if (page.method === "ocr") return { page: turned, back };
	const apart = setApart(turned, settings);
	const own = apart.size === 0 ? turned : { ...turned, glyphs: turned.glyphs.filter((glyph) => !apart.has(glyph)) };
	const steps = [withBoxDrawing, withoutStruck, withoutNoteMarks, withFiguresInCells];
	return { page: steps.reduce((done, step) => step(done, settings), own), back };
}
