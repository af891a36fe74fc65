import { median } from "../../model/geometry.ts";
import type { Glyph, Page } from "../../model/page.ts";
import { NothingRead } from "../../model/witness.ts";
import { chinesePunctuation } from "../../text/chinese.ts";
import { isEnumerated } from "../../text/enumerators.ts";
import type { OcrEngine, ReadCharacter, ReadLine } from "./engine.ts";
import type { GrayImage, PixelBox } from "./gray.ts";
import { crop } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import { paintRulings } from "./pixel-ruling.ts";
import type { ScannedPage } from "./preprocess-page.ts";

/** On a page with so many pieces of text some can be read. */
const MIN_SEGMENTS = 8;

/** Recognises every piece of text of a page and gives it as a page of characters and rulings. */
export async function recognizePage(seen: ScannedPage, engine: OcrEngine, number: number): Promise<Page> {
	const clean = whiten(seen.image, seen.rulings);
	const lines = await engine.recognize(
		seen.textRegions.map(({ box }) => lineImage(clean, box)),
		"text",
	);
	if (lines.length !== seen.textRegions.length)
		throw new NothingRead(`${lines.length} of ${seen.textRegions.length} lines were answered`);
	const isSilent = lines.every(({ text }) => text === "") && (seen.textRegions.length >= MIN_SEGMENTS || !isFlat(seen.image));
	const scale = 72 / seen.dpi;
	const isSpeck = loneSpecks(lines, seen);
	const glyphs = seen.textRegions.flatMap(({ box }, run) => (isSpeck(run) ? [] : glyphsOf(lines[run], box, { run, scale })));
	return {
		number,
		widthPt: seen.image.width * scale,
		heightPt: seen.image.height * scale,
		glyphs,
		rulings: seen.rulings.map(({ axis, at, from, to }) => ({ axis, at: at * scale, from: from * scale, to: to * scale })),
		fills: [],
		images: [],
		method: "ocr",
		reader: engine.id,
		unmappedShare: 0,
		...(isSilent ? { failure: "something is drawn, and no text was read" } : {}),
		toDisplayed: seen.toDisplayed,
		...(seen.warp ? { warp: seen.warp } : {}),
	};
}

/** Marks that are read as points and the like, so low, and so far from all other text of their line, in characters, are specks. */
const SPECKS = /^[.．·,，、'’‘`"“”*°:：;；!！|+]+$/;
const [SPECK_EM, ALONE_EM] = [0.55, 1.5];

/** Whether a piece of text is nothing but specks that stand alone; a point, or a 0 that was misread, stands beside figures or as high as one. */
function loneSpecks(
	lines: readonly ReadLine[],
	{ textRegions, emPx }: Pick<ScannedPage, "textRegions" | "emPx">,
): (run: number) => boolean {
	const suspects = lines.map(({ text }) => SPECKS.test(text));
	return (run) => {
		const box = textRegions[run]?.box;
		if (!suspects[run] || box === undefined || box[3] - box[1] > SPECK_EM * emPx) return false;
		const reach = ALONE_EM * emPx;
		return !textRegions.some(
			({ box: other }, i) =>
				!suspects[i] && other[0] < box[2] + reach && other[2] > box[0] - reach && other[1] < box[3] && other[3] > box[1],
		);
	};
}

/** So much darker than most of a page is no paper, of 255 steps. */
const MARK_STEPS = 40;
/** Less than this share of marks is dust; the outer share of each side is left out, where sheets throw shadows. */
const DUST_SHARE = 0.0004;
const SHADOW_SHARE = 0.05;

/** Whether a page shows nothing at all: only then is a page without text a blank one, and not one that was not read. */
export function isFlat({ width, height, data }: GrayImage): boolean {
	const counts = new Uint32Array(256);
	const [left, top] = [Math.floor(width * SHADOW_SHARE), Math.floor(height * SHADOW_SHARE)];
	for (let y = top; y < height - top; y++)
		for (let x = left; x < width - left; x++) counts[data[y * width + x] ?? 255] = (counts[data[y * width + x] ?? 255] ?? 0) + 1;
	const all = counts.reduce((sum, count) => sum + count, 0);
	let [paper, below] = [0, 0];
	while (paper < 255 && below + (counts[paper] ?? 0) < all / 2) below += counts[paper++] ?? 0;
	const marks = counts.subarray(0, Math.max(0, paper - MARK_STEPS)).reduce((sum, count) => sum + count, 0);
	return marks <= all * DUST_SHARE;
}

/** A line cut out with white around it, as the engines like it. */
export function lineImage(image: GrayImage, [x0, y0, x1, y1]: PixelBox, padShare = 0.22): GrayImage {
	const pad = Math.max(2, Math.round((y1 - y0) * padShare));
	return crop(image, [x0 - pad, y0 - pad, x1 + pad, y1 + pad]);
}

/** The picture with its rulings painted over, so that no reader takes them for strokes. */
export function whiten(image: GrayImage, rulings: readonly PixelRuling[]): GrayImage {
	const data = image.data.slice();
	paintRulings({ ...image, data }, rulings, { value: 255, extra: 1.6 });
	return { ...image, data };
}

function glyphsOf(line: ReadLine | undefined, box: PixelBox, { run, scale }: { run: number; scale: number }): Glyph[] {
	if (!line || line.characters.length === 0) return [];
	const [x0, y0, x1, y1] = box;
	const height = y1 - y0;
	const pad = Math.max(2, Math.round(height * 0.22));
	const [left, width] = [x0 - pad, x1 - x0 + 2 * pad];
	const all = withoutGhosts(
		line.characters.map((character) => ({ character, centre: left + character.at * width })),
		height,
	);
	const printed = chinesePunctuation(all.map(({ character }) => character.text.slice(0, 1)).join(""));
	const figure = loneFigure(printed);
	// A speck before a line is no part of it.
	const from = figure?.from ?? specksBefore(printed);
	const text = figure?.text ?? printed.slice(from);
	const placed = all.slice(from, from + text.length);
	const sizePt = emOf(text, height) * scale;
	// As high as its type, not as its ink: a figure stands lower than the words of its row.
	const [top, bottom] = [((y0 + y1) / 2) * scale - sizePt / 2, ((y0 + y1) / 2) * scale + sizePt / 2];
	return placed.map(({ character, centre }, i): Glyph => {
		const [before, after] = [placed[i - 1]?.centre, placed[i + 1]?.centre];
		const from = before === undefined ? x0 : centre - Math.min(height * 0.8, (centre - before) / 2);
		const to = after === undefined ? x1 : centre + Math.min(height * 0.8, (after - centre) / 2);
		return {
			text: text[i] ?? character.text,
			box: [Math.min(from, to) * scale, top, Math.max(from, to) * scale, bottom],
			sizePt,
			direction: 0,
			run,
			confidence: character.confidence,
		};
	});
}

/**
 * A piece of nothing but round letters and figures is a figure: a lone 0 is often read as an o, and smeared as α or d.
 * Specks beside it are no part of it. Whether it is a 0 the two engines that read figures decide.
 */
function loneFigure(text: string): { readonly text: string; readonly from: number } | undefined {
	const from = text.length > 1 ? (/^[.,·'`*°]*/.exec(text)?.[0].length ?? 0) : 0;
	const bare = text.slice(from).replace(/(?<=.)[.,·'`*°]+$/, "");
	if (/^[αadDσ]$/.test(bare)) return { text: "0", from };
	if (!/^[\doOQ〇○口lI|.,]+$/.test(bare) || !/[\doOQ〇○口]/.test(bare)) return undefined;
	return { text: bare.replaceAll(/[oOQ〇○口]/g, "0").replaceAll(/[lI|]/g, "1"), from };
}

/** How many characters are specks before the number or the ideograph that a line begins with; quotation marks may belong to an ideograph. */
function specksBefore(text: string): number {
	const marks = /^[·.'’‘`*°]+(?=[\u3400-\u9fff])/.exec(text)?.[0].length ?? 0;
	if (marks > 0) return marks;
	const more = /^[·.,，'’‘`"“”*°:：!！|]+/.exec(text)?.[0].length ?? 0;
	return isEnumerated(text.slice(more)) ? more : 0;
}

/** The type size that a line's ink shows: figures stand lower than ideographs, a dash lower still. */
function emOf(text: string, height: number): number {
	// Brackets stand as tall as ideographs; a lone 一 does not.
	if (/[\u3400-\u9fff（）()]/.test(text.replaceAll(/[一二三]/g, ""))) return height / 0.94;
	if (/[0-9A-Za-z]/.test(text)) return height / 0.74;
	if (/[二三]/.test(text)) return height / (text.includes("三") ? 0.84 : 0.7);
	return height / (/[、，。]/.test(text) ? 0.55 : 0.3);
}

interface PlacedCharacter {
	readonly character: ReadCharacter;
	readonly centre: number;
}

const IDEOGRAPH = /^[\u3400-\u9fff]$/;

/**
 * Takes out what was read inside another character: anything thin between two ideographs that stand
 * side by side, and ideographs read twice, both judged by how far apart this line's ideographs stand.
 */
function withoutGhosts(placed: readonly PlacedCharacter[], height: number): PlacedCharacter[] {
	const isIdeograph = (item: PlacedCharacter | undefined) => item !== undefined && IDEOGRAPH.test(item.character.text);
	const steps = placed
		.slice(1)
		.flatMap((item, i) => (isIdeograph(item) && isIdeograph(placed[i]) ? [item.centre - (placed[i]?.centre ?? 0)] : []));
	const step = median(steps, height * 1.1);
	return placed.filter((item, i) => {
		const [before, after] = [placed[i - 1], placed[i + 1]];
		const isBetween = isIdeograph(before) && isIdeograph(after) && (after?.centre ?? 0) - (before?.centre ?? 0) < 1.45 * step;
		if (isBetween && /^[A-Za-z|/\\√]$/.test(item.character.text)) return false;
		const isTwin = after?.character.text === item.character.text && isIdeograph(item) && after.centre - item.centre < 0.72 * step;
		return !isTwin;
	});
}
