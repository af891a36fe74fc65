import type { Matrix } from "../../../model/geometry.ts";
import { applyTo, boxAround, multiply } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import { foldRadicals } from "../../../text/radicals.ts";
import { ASCENT, BLANKS, DESCENT, directionOf, isUnmapped, leanOf } from "../glyphs.ts";
import type { Look, PaintedGlyph } from "../visibility.ts";
import type { Pdfium } from "./module.ts";
import type { TextObject } from "./objects.ts";

/** What figures are made of. */
const FIGURES = /[0-9\uff10-\uff19+\-\u2212\uff0d\uff0b.,]/;
/** No character is so many times as wide as it is large. */
const WIDEST = 2.5;
/** Characters that fill a square in every font. */
const SQUARE = /[\u2e80-\u2fdf\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe10-\ufe4f\uff01-\uff60\u{20000}-\u{3ffff}]/u;

/** Where text lies: `toPage` maps user space to the displayed page; `scratch` is memory for results. */
export interface TextOf {
	readonly pdfium: Pdfium;
	readonly page: number;
	readonly toPage: Matrix;
	readonly scratch: number;
	/** How and when text objects are painted, by their address. */
	readonly textOf: ReadonlyMap<number, TextObject>;
	/** Address of the name `ActualText`. */
	readonly actualText: number;
	readonly maxCount: number;
}

/** The characters of a page, and what speaks against them. */
export interface PageText {
	readonly glyphs: PaintedGlyph[];
	readonly count: number;
	readonly unmapped: number;
	/** Some figure is announced in place of what is painted: PDFium gives the announcement. */
	readonly isReplaced: boolean;
	/** Some text is left out: PDFium takes no text that repeats another on its place, which of the two is seen or not. */
	readonly isThinned: boolean;
}

/** The characters of a page with their places, in paint order. */
export function readText(of: TextOf): PageText {
	const { pdfium, page, textOf } = of;
	const text = pdfium._FPDFText_LoadPage(page);
	if (text === 0) return { glyphs: [], count: 0, unmapped: 0, isReplaced: false, isThinned: false };
	const factsOf = objectFacts(of);
	const met = new Set<number>();
	const glyphs: PaintedGlyph[] = [];
	let [count, unmapped, isReplaced] = [0, 0, false];
	const length = pdfium._FPDFText_CountChars(text);
	for (let i = 0; i < length && glyphs.length <= of.maxCount; i++) {
		if (pdfium._FPDFText_IsGenerated(text, i)) continue;
		const object = pdfium._FPDFText_GetTextObject(text, i);
		met.add(object);
		const { said, isLost } = characterAt(text, i, pdfium);
		const shown = said.replaceAll(BLANKS, "");
		if (shown === "" && !isLost) continue;
		count++;
		if (isLost) unmapped++;
		isReplaced ||= factsOf(object).isReplaced && FIGURES.test(said);
		const { run = 0, look = UNKNOWN_LOOK } = textOf.get(object) ?? {};
		const glyph = { text: isLost ? "\ufffd" : foldRadicals(shown), ...placed(text, i, { ...of, said }), run };
		glyphs.push({ glyph, look });
	}
	pdfium._FPDFText_ClosePage(text);
	const isThinned = [...textOf.keys()].some((object) => !met.has(object));
	return { glyphs: inPaintOrder(glyphs), count, unmapped, isReplaced, isThinned };
}

/** Of text whose object was not met: too deep in forms. */
const UNKNOWN_LOOK: Look = {
	color: undefined,
	alpha: 1,
	isUnpainted: false,
	clip: [-Infinity, -Infinity, Infinity, Infinity],
};

/** A character as the font maps it to Unicode; `isLost` where it has no usable map. */
function characterAt(text: number, i: number, pdfium: Pdfium): { readonly said: string; readonly isLost: boolean } {
	const code = pdfium._FPDFText_IsHyphen(text, i) ? 0x2d : pdfium._FPDFText_GetUnicode(text, i);
	const said = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
	return { said, isLost: pdfium._FPDFText_HasUnicodeMapError(text, i) === 1 || isUnmapped(said) };
}

/** PDFium sorts the text of a line from left to right; the order of painting tells more. */
function inPaintOrder(glyphs: PaintedGlyph[]): PaintedGlyph[] {
	return glyphs.every(({ glyph }, i) => i === 0 || (glyphs[i - 1]?.glyph.run ?? 0) <= glyph.run)
		? glyphs
		: glyphs.sort((a, b) => a.glyph.run - b.glyph.run);
}

function objectFacts({ pdfium, actualText }: TextOf) {
	const known = new Map<number, { readonly isReplaced: boolean }>();
	return (object: number) => {
		const before = known.get(object);
		if (before) return before;
		let isReplaced = false;
		const marks = pdfium._FPDFPageObj_CountMarks(object);
		for (let i = 0; i < marks; i++)
			isReplaced ||= pdfium._FPDFPageObjMark_GetParamValueType(pdfium._FPDFPageObj_GetMark(object, i), actualText) > 0;
		const facts = { isReplaced };
		known.set(object, facts);
		return facts;
	};
}

/**
 * A character's box is its advance by nominal ascent and descent, as with pdf.js. PDFium gives the
 * origin on the baseline and an upright box that spans advance and ink.
 */
function placed(
	text: number,
	index: number,
	of: TextOf & { readonly said: string },
): Pick<Glyph, "box" | "sizePt" | "direction" | "leanDeg"> {
	const { pdfium, toPage, scratch } = of;
	pdfium._FPDFText_GetMatrix(text, index, scratch);
	pdfium._FPDFText_GetCharOrigin(text, index, scratch + 32, scratch + 40);
	pdfium._FPDFText_GetLooseCharBox(text, index, scratch + 48);
	pdfium._FPDFText_GetCharBox(text, index, scratch + 64, scratch + 72, scratch + 80, scratch + 88);
	// One by one: a view for each character takes longer than PDFium does. All before the next call, which may move the memory.
	const { HEAPF32: singles, HEAPF64: doubles } = pdfium;
	const single = (place: number) => singles[(scratch >> 2) + place] ?? 0;
	const double = (place: number) => doubles[(scratch >> 3) + place] ?? 0;
	const [a, b, c, d] = [single(0), single(1), single(2), single(3)];
	const [x, y] = [double(4), double(5)];
	const [left, top, right, bottom] = [single(12), single(13), single(14), single(15)];
	const inkBox = { left: double(8), right: double(9), bottom: double(10), top: double(11) };
	const [along, across] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
	const size = pdfium._FPDFText_GetFontSize(text, index);
	const sign = size < 0 ? -1 : 1;
	const [forwardX, forwardY, upX, upY] = [(sign * a) / along, (sign * b) / along, (sign * c) / across, (sign * d) / across];
	const sizePt = Math.abs(size) * across;
	const box = { left, top, right, bottom };
	const width = advanceOf(box, {
		inkBox,
		origin: [x, y],
		forward: [forwardX, forwardY],
		sizePt,
		emPt: Math.abs(size) * along,
		isSquare: SQUARE.test(of.said),
	});
	const writing = multiply(toPage, [forwardX, forwardY, upX, upY, 0, 0]);
	const middleOf = (of: Sides) => ((of.left + of.right) / 2 - x) * upX + ((of.top + of.bottom) / 2 - y) * upY;
	// Type 3 fonts may be drawn upside down in a space turned over; elsewhere signs hang below their line by their font's word only.
	const isTurnedOver = writing[0] * writing[3] - writing[1] * writing[2] > 0;
	const up = sizePt * (isTurnedOver && Math.min(middleOf(box), middleOf(inkBox)) < 0 ? -1 : 1);
	const at = (forward: number, upward: number) =>
		applyTo(toPage, x + forward * forwardX + upward * upX, y + forward * forwardY + upward * upY);
	const lean = leanOf(writing);
	return {
		box: boxAround([at(0, DESCENT * up), at(width, DESCENT * up), at(0, ASCENT * up), at(width, ASCENT * up)]),
		sizePt: sizePt * Math.hypot(toPage[2], toPage[3]),
		direction: directionOf(writing),
		...(lean ? { leanDeg: lean } : {}),
	};
}

interface Sides {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

interface PaintContext {
	readonly inkBox: Sides;
	readonly origin: readonly [number, number];
	readonly forward: readonly [number, number];
	readonly sizePt: number;
	/** The advance of a square character. */
	readonly emPt: number;
	readonly isSquare: boolean;
}

/** How far a character moves the pen on: exact where its ink does not reach beyond it, or it is square. */
function advanceOf(loose: Sides, { inkBox, origin, forward, sizePt, emPt, isSquare }: PaintContext): number {
	const [cos, sin] = [Math.abs(forward[0]), Math.abs(forward[1])];
	const isLevel = cos >= sin;
	const reach = ({ left, right, top, bottom }: Sides) =>
		isLevel ? (forward[0] > 0 ? right - origin[0] : origin[0] - left) : forward[1] > 0 ? top - origin[1] : origin[1] - bottom;
	// A leaning box is wider than its text by the height that leans into it.
	const lean = isLevel ? (sin * ASCENT * sizePt) / cos : (cos * ASCENT * sizePt) / sin;
	const [advance, ink] = [reach(loose), reach(inkBox)];
	if (isSquare && advance - ink < 0.001 * sizePt) return emPt;
	// The box of vertical writing reaches nonsensically far; 洪泽区's reports have it.
	if (advance > WIDEST * emPt) return emPt;
	const isLeaning = Math.min(cos, sin) > 0.02;
	return Math.max(0, isLeaning ? (advance - lean) / Math.max(cos, sin) : advance);
}
