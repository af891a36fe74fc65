import type { Evidence } from "../model/evidence.ts";
import { holdsMiddle } from "../model/geometry.ts";
import { smallest } from "../model/many.ts";
import { NothingRead } from "../model/witness.ts";
import { boxOnPage } from "../reading/ocr/box-on-page.ts";
import { GREY_LOOK } from "../reading/ocr/cell-ink.ts";
import { offCentre as offCentreOf } from "../reading/ocr/centring.ts";
import { placesOfInk } from "../reading/ocr/digit-places.ts";
import type { OcrEngine, ReadLine } from "../reading/ocr/engine.ts";
import { ENGINE_IDS } from "../reading/ocr/engine.ts";
import type { FigureReader, Look } from "../reading/ocr/figure-reader.ts";
import type { GrayImage, PixelBox } from "../reading/ocr/gray.ts";
import { crop } from "../reading/ocr/gray.ts";
import type { SeenCell } from "../reading/ocr/see-cells.ts";
import { seeCells } from "../reading/ocr/see-cells.ts";
import type { RecognizedPage } from "../reading/recognizer.ts";
import { narrow, parseFigure } from "../text/figures.ts";
import type { EngineReading } from "./solve/figure-readings.ts";

/** A figure that stands on a recognised page, and what its cell shows; no cell where the figure has no place. */
export interface SeenFigure {
	readonly figure: Evidence;
	readonly cell: SeenCell | undefined;
	/** How far right of the usual place its digits stand, in heights of them, where the document centres its figures. */
	readonly offCentre?: number | undefined;
	/** How many digits would be as wide as its ink, where the document tells how wide it sets them. */
	readonly inkPlaces?: number | undefined;
	/** Whether its minus, if it has one, may be lost: in a scan in black and white, as the other minus signs of the document or its specks tell, or one of few dots. */
	readonly mayLackMinus?: boolean;
}

/** In scans of so few dots an inch a thin minus is so pale that no engine sees it. */
const FEW_DPI = 150;
/** A scan in black and white has every minus of a document whose minus signs are all this thick, in pixels, where it shows one. */
const SAFE_MINUS_PX = 2;

const IDEOGRAPH = /[\u3400-\u9fff]/;
/** A piece of text with so many ideographs, and no figure, is a caption: a figure that was misread, or has its unit, is none. */
const CAPTION_IDEOGRAPHS = 3;

/** Looks into the cells of figures; what is in a row with ink that nobody read tells of itself. Results in the order of the figures. */
export function seeFigures(figures: readonly Evidence[], recognized: readonly RecognizedPage[]): SeenFigure[] {
	const cells = new Map<Evidence, SeenCell & { readonly box: PixelBox }>();
	const pagesOf = (isOne: (one: RecognizedPage) => boolean) =>
		new Set(recognized.flatMap((one) => (isOne(one) ? [one.page.number] : [])));
	const bilevel = pagesOf(({ seen }) => seen.isBilevel === true);
	const dotted = pagesOf(({ seen }) => seen.isBilevel === true && seen.isCleaned === true);
	const coarse = pagesOf(({ seen, coarsestDpi = seen.dpi }) => Math.round(coarsestDpi) <= FEW_DPI);
	for (const { page, seen, painted } of recognized) {
		const own = figures.flatMap((figure): [Evidence, PixelBox][] =>
			figure.page === page.number && figure.box ? [[figure, boxOnPage(seen, figure.box)]] : [],
		);
		if (own.length === 0) continue;
		const labels = new Set(page.glyphs.flatMap(({ text, run }) => (IDEOGRAPH.test(text) ? [run] : [])));
		const found = seeCells(
			own.map(([, box]) => box),
			seen,
			[...labels],
			captionsOf(page),
		);
		const marks = painted.map((box) => boxOnPage(seen, box));
		own.forEach(([figure, box], i) => {
			const cell = found[i];
			if (cell) cells.set(figure, { ...(marks.some((mark) => holdsMiddle(box, mark)) ? unseenIfBlank(cell) : cell), box });
		});
	}
	const placed = [...cells];
	const offsets = offCentreOf(placed.map(([, { box, ink }]) => ({ box, lines: ink.kind === "ink" ? ink.lines : [] })));
	const offsetOf = new Map(placed.map(([figure], i) => [figure, offsets[i]]));
	const places = placesOfInk(
		placed.map(([{ raw }, { ink }]) => ({ lines: ink.kind === "ink" ? ink.lines : [], text: narrow(raw).trim() })),
	);
	const placesOf = new Map(placed.map(([figure], i) => [figure, places[i]]));
	const isThin = hasThinMinus([...cells.values()]);
	return figures.map((figure) => {
		const mayLackMinus =
			figure.page !== null && (coarse.has(figure.page) || dotted.has(figure.page) || (isThin && bilevel.has(figure.page)));
		const [offCentre, inkPlaces] = [offsetOf.get(figure), placesOf.get(figure)];
		return { figure, cell: cells.get(figure), offCentre, inkPlaces, ...(mayLackMinus ? { mayLackMinus } : {}) };
	});
}

/** Whether minus signs of a document may be too thin to be scanned: those that are seen are thin, or none is. */
function hasThinMinus(cells: readonly SeenCell[]): boolean {
	const seen = cells.flatMap(({ signs }) => signs.flatMap(({ minusPx }) => (minusPx > 0 ? [minusPx] : [])));
	return seen.length === 0 || smallest(seen) < SAFE_MINUS_PX;
}

/** The pieces of a page's text that are captions, by their place among all. */
function captionsOf({ glyphs }: RecognizedPage["page"]): number[] {
	const texts = new Map<number, string>();
	for (const { run, text } of glyphs) texts.set(run, (texts.get(run) ?? "") + text);
	return [...texts].flatMap(([run, text]) => {
		const ideographs = [...text].filter((character) => IDEOGRAPH.test(character)).length;
		return ideographs >= CAPTION_IDEOGRAPHS && !/\d/.test(narrow(text)) ? [run] : [];
	});
}

/** A cell in which the document paints a character that leaves no ink: what it says nobody saw. */
function unseenIfBlank(cell: SeenCell): SeenCell {
	const { kind } = cell.ink;
	return kind === "ink" ? cell : { ...cell, ink: { ...cell.ink, kind: "unseen" }, pictures: [], signs: [], originals: [] };
}

/** How sure the grey is that a cell without marks is blank, and that one low and wide mark is a dash. */
const SEEN = 0.9;

/** What the page says before its figures are read again: its grey where it shows nothing or a dash, and what the page's reader read there. */
export function firstReadings({ figure, cell }: SeenFigure, reader: string): EngineReading[] {
	const isWhole = cell?.ink.kind === "ink" && cell.isByRegion;
	const own =
		figure.raw === ""
			? []
			: [readingOf({ text: figure.raw, confidence: figure.confidence }, { engine: reader, cell, isPart: !isWhole })];
	if (cell?.ink.kind === "blank") return [...own, { engine: GREY_LOOK, text: "", value: null, probability: SEEN }];
	return cell?.ink.isDash ? [...own, { engine: GREY_LOOK, text: "-", value: null, probability: SEEN }] : own;
}

/** Whether the page's reader read the whole of a cell already. */
export function isReadByPage({ figure, cell }: SeenFigure): boolean {
	return cell?.ink.kind === "ink" && cell.isByRegion && figure.raw !== "";
}

/** One line as some engine read it. */
type Line = Pick<ReadLine, "text" | "confidence">;

/** What an engine of scans reads in each figure's cell, with so much white around it; undefined where there is no picture. */
export async function readWith(
	engine: OcrEngine,
	figures: readonly SeenFigure[],
	margin: number,
): Promise<(EngineReading | undefined)[]> {
	const lines = await readLines(figures, (pictures) =>
		engine.recognize(
			pictures.map((picture) => framed(picture, margin)),
			"figures",
		),
	);
	return figures.map(({ cell }, i) => joined(lines[i] ?? [], engine.id, cell));
}

/** A look this sure is believed beside a surer one that reads something else. */
const SURE_LOOK = 0.85;

/** What the figure reader reads in each figure's cell, framed in several ways: its surest reading, and others as sure. */
export async function readCells(
	reader: FigureReader,
	figures: readonly SeenFigure[],
	looks: readonly Look[],
): Promise<EngineReading[][]> {
	const all: EngineReading[][] = figures.map(() => []);
	for (const look of looks) {
		const lines = await readLines(figures, (pictures) => reader.read(pictures, look));
		figures.forEach(({ cell }, i) => {
			const reading = joined(lines[i] ?? [], ENGINE_IDS.cells, cell);
			if (reading) all[i]?.push(reading);
		});
	}
	return all;
}

/** What the figure reader reads in each figure's cell as it was scanned. */
export async function readOriginals(
	reader: FigureReader,
	figures: readonly SeenFigure[],
	look: Look,
): Promise<(EngineReading | undefined)[]> {
	const asScanned = figures.map(({ figure, cell }) => ({ figure, cell: cell && { ...cell, pictures: cell.originals } }));
	return (await readCells(reader, asScanned, [look])).map(([reading]) => reading);
}

/** Several looks of one engine as one reading: the surest that gives a figure; with another that is as sure, both. */
export function surest(readings: readonly EngineReading[]): EngineReading[] {
	const [best, ...others] = [...readings].sort(
		(a, b) => Number(b.value !== undefined) - Number(a.value !== undefined) || b.probability - a.probability,
	);
	if (!best) return [];
	const other = others.find(({ value, probability }) => value !== undefined && value !== best.value && probability >= SURE_LOOK);
	return other ? [best, other] : [best];
}

/** The lines of every cell, read in one call. */
async function readLines(
	figures: readonly SeenFigure[],
	read: (pictures: readonly GrayImage[]) => Promise<readonly Line[]>,
): Promise<Line[][]> {
	const pictures = figures.flatMap(({ cell }, i) => (cell?.pictures ?? []).map((picture) => ({ picture, i })));
	const lines = pictures.length === 0 ? [] : await read(pictures.map(({ picture }) => picture));
	if (lines.length !== pictures.length) throw new NothingRead(`${lines.length} of ${pictures.length} figures were answered`);
	const found: Line[][] = figures.map(() => []);
	pictures.forEach(({ i }, k) => {
		const line = lines[k];
		if (line) found[i]?.push(line);
	});
	return found;
}

function joined(lines: readonly Line[], engine: string, cell: SeenCell | undefined): EngineReading | undefined {
	if (lines.length === 0) return undefined;
	const text = lines.map((line) => line.text).join("");
	const confidence = smallest(lines.map((line) => line.confidence));
	return readingOf({ text, confidence }, { engine, cell, isPart: false });
}

/** An engine that reads nothing in a cell without print says that it is blank, this surely at least. */
const NOTHING_READ = 0.6;

function readingOf(
	line: Line,
	{ engine, cell, isPart }: { readonly engine: string; readonly cell: SeenCell | undefined; readonly isPart: boolean },
): EngineReading {
	const text = line.text.replaceAll(/[OoQ〇○]/g, "0").replaceAll(/[lI|]/g, "1");
	if (text === "") {
		const isBlank = cell !== undefined && (cell.ink.kind === "blank" || cell.ink.kind === "pale");
		return {
			engine,
			text,
			value: isBlank ? null : undefined,
			probability: Math.max(isBlank ? NOTHING_READ : 0, line.confidence),
		};
	}
	// Spaces of recognised text are none of the page, and what is no plain digit is as often a speck or a dash.
	const parsed = parseFigure(text.replaceAll(/\s+/g, ""));
	const isPlain = parsed.state !== "number" || (!parsed.doubt && !parsed.mark && /\d/.test(narrow(text)));
	const value = parsed.state === "unreadable" || !isPlain ? undefined : parsed.value;
	// Engines of scans read nothing, or anything, in a lone dash.
	const isOfDash = cell?.ink.isDash === true && value !== null;
	const isAll = !isPart && !isOfDash && (value === undefined || value === null || isAllInk(narrow(text), cell));
	return { engine, text, value, probability: line.confidence, ...(isAll ? {} : { isPart: true }) };
}

/** Whether a reading has the sign and the point that the ink of its cell shows, and no space that may part two figures. */
function isAllInk(text: string, cell: SeenCell | undefined): boolean {
	if (!cell || cell.isParted) return false;
	const hasMinus = cell.signs.some((line) => line.hasMinus);
	const hasPoint = cell.signs.some((line) => line.hasPoint);
	return (!hasMinus || /[-—–－]/.test(text)) && (!hasPoint || /[.,，．]/.test(text));
}

function framed(line: GrayImage, margin: number): GrayImage {
	const more = Math.max(2, Math.round(line.height * margin));
	return crop(line, [-more, -more, line.width + more, line.height + more]);
}
