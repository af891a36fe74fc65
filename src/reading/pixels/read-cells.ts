import type { Box } from "../../model/geometry.ts";
import { NothingRead } from "../../model/witness.ts";
import type { FigureLine, FigureReader, Look } from "../ocr/figure-reader.ts";
import type { GrayImage } from "../ocr/gray.ts";
import { firstAlike } from "./alike.ts";
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
	return readWith(sights, (pictures) => readEach(pictures, reader, look));
}

/** A print that is read less surely than this stands for no other. */
const STANDS = 0.9;

/** As `readSights`; prints that are the same but for a shift of less than a pixel are read once too, where that is read surely. */
export async function readSightsAlike(sights: readonly CellSight[], reader: FigureReader, look: Look): Promise<ReadCell[]> {
	return readWith(sights, async (pictures) => {
		const firsts = firstAlike(pictures);
		const lines = new Map<number, FigureLine>();
		const read = async (places: readonly number[]) => {
			const found = await readEach(
				places.flatMap((i) => pictures[i] ?? []),
				reader,
				look,
			);
			for (const [k, line] of found.entries()) lines.set(places[k] ?? 0, line);
		};
		await read([...new Set(firsts)]);
		const isUnsure = (i: number) => (lines.get(firsts[i] ?? i)?.confidence ?? 0) < STANDS;
		await read(firsts.flatMap((first, i) => (first !== i && isUnsure(i) ? [i] : [])));
		return firsts.flatMap((first, i) => lines.get(i) ?? lines.get(first) ?? []);
	});
}

async function readEach(pictures: readonly GrayImage[], reader: FigureReader, look: Look): Promise<readonly FigureLine[]> {
	if (pictures.length === 0) return [];
	const read = await reader.read(pictures, look);
	if (read.length !== pictures.length) throw new NothingRead(`${read.length} of ${pictures.length} figures were answered`);
	return read;
}

async function readWith(
	sights: readonly CellSight[],
	readPictures: (pictures: readonly GrayImage[]) => Promise<readonly FigureLine[]>,
): Promise<ReadCell[]> {
	const pictures = new Map<string, GrayImage>();
	const keys = sights.map((sight) => (sight.kind === "ink" ? sight.lines.map((line) => remember(line, pictures)) : []));
	const read = await readPictures([...pictures.values()]);
	const byKey = new Map([...pictures.keys()].map((key, i) => [key, read[i]]));
	return sights.map((sight, i) => ({ sight, lines: (keys[i] ?? []).flatMap((key) => byKey.get(key) ?? []) }));
}

function remember(picture: GrayImage, pictures: Map<string, GrayImage>): string {
	const key = `${picture.width} ${Buffer.from(picture.data).toString("latin1")}`;
	if (!pictures.has(key)) pictures.set(key, picture);
	return key;
}
