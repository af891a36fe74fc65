import type { Box } from "../../model/geometry.ts";
import { NothingRead } from "../../model/witness.ts";
import type { FigureLine, FigureReader, Look } from "../ocr/figure-reader.ts";
import type { GrayImage } from "../ocr/gray.ts";
import type { CellSight } from "./cell-sight.ts";
import { lookInto } from "./cell-sight.ts";
import type { DrawnPage } from "./ink.ts";

/** A cell and what the document's text says in it. */
export interface CellToRead {
	readonly page: number;
	readonly box: Box;
}

/** What a cell shows, and its lines as the figure reader reads them; no lines where there is no ink. */
export interface ReadCell {
	readonly sight: CellSight;
	readonly lines: readonly FigureLine[];
}

/** How lines are shown the first time, and to those that are in doubt: with more white, wider, and narrower. */
export const FIRST_LOOK: Look = { margin: 0.22, stretch: 1 };
export const MORE_LOOKS: readonly Look[] = [
	{ margin: 0.36, stretch: 1 },
	{ margin: 0.22, stretch: 1.5 },
	{ margin: 0.22, stretch: 2.2 },
	{ margin: 0.3, stretch: 0.75 },
];

/** Looks into cells of drawn pages. */
export function lookIntoCells(cells: readonly CellToRead[], pages: ReadonlyMap<number, DrawnPage>): CellSight[] {
	return cells.map(({ page, box }): CellSight => {
		const drawn = pages.get(page);
		return drawn ? lookInto(drawn, box) : { kind: "unseen" };
	});
}

/** Reads what cells show; pictures that are the same, pixel for pixel, are read once. */
export async function readSights(sights: readonly CellSight[], reader: FigureReader, look: Look): Promise<ReadCell[]> {
	const pictures = new Map<string, GrayImage>();
	const keys = sights.map((sight) => (sight.kind === "ink" ? sight.lines.map((line) => remember(line, pictures)) : []));
	const different = [...pictures];
	const read = await reader.read(
		different.map(([, picture]) => picture),
		look,
	);
	if (read.length !== different.length) throw new NothingRead(`${read.length} of ${different.length} figures were answered`);
	const byKey = new Map(different.map(([key], i) => [key, read[i]]));
	return sights.map((sight, i) => ({ sight, lines: (keys[i] ?? []).flatMap((key) => byKey.get(key) ?? []) }));
}

function remember(picture: GrayImage, pictures: Map<string, GrayImage>): string {
	const key = `${picture.width} ${Buffer.from(picture.data).toString("latin1")}`;
	if (!pictures.has(key)) pictures.set(key, picture);
	return key;
}
