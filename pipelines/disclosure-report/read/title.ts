import type { Block, Paragraph } from "../../../src/rules.ts";
import { bareName, shapeOfName } from "./names.ts";
import type { StatedBy } from "./title-wording.ts";
import { isTitle, isTrail, squeeze, statedBy } from "./title-wording.ts";

/** A title that is printed in the text, and what it states. */
export interface ReadTitle extends StatedBy {
	/** As printed, lines joined without spaces. */
	readonly title: string;
	/** Indices of its blocks in the document. */
	readonly blocks: ReadonlySet<number>;
	readonly page: number;
	/** Height of its characters. */
	readonly sizePt: number;
}

/** The title is looked for among this many first paragraphs. */
const FIRST_PARAGRAPHS = 30;
/** Sizes that differ less are one. */
const AS_LARGE = 0.95;
/** Titles are set so much larger than running text. */
const LARGER = 1.15;
const MOST_LINES_ABOVE = 3;
const ONLY_YEAR = /^[（(〔【]?(?:20\d{2}|二[〇○零Ｏ0Oo][〇○零一二三四五六七八九]{2})年?度?[）)〕】]?$/;
const ONLY_PERIOD = /^[（(]20\d{2}年\d{1,2}月\d{1,2}日?[-—–－~～至]+(?:20\d{2}年)?\d{1,2}月\d{1,2}日?[）)]$/;

/** Parts of an organ are named after it. */
const SUB_ORGAN = /(?:分局|支局|分院|分行|支行|分公司|支队|大队|管理处|管理所|工作站)$/;

interface Line {
	readonly index: number;
	readonly paragraph: Paragraph;
	readonly text: string;
}

/** Every line, and lines joined, that is a report's title, among the first paragraphs over the first section's heading. */
export function findTitles(blocks: readonly Block[], firstHeading: number): ReadTitle[] {
	const lines = blocks
		.slice(0, firstHeading)
		.flatMap((block, index): Line[] =>
			block.kind === "paragraph" ? [{ index, paragraph: block.paragraph, text: squeeze(block.paragraph.text) }] : [],
		)
		.slice(0, FIRST_PARAGRAPHS);
	const bodyPt = usualSize(blocks);
	return lines.flatMap((_, last) => {
		const end = last + 1;
		const from = [1, 2, 3].map((length) => end - length).find((start) => start >= 0 && joinsToTitle(lines, start, end));
		if (from === undefined) return [];
		const start = startOf(lines, from, { end, bodyPt });
		return titleOf(lines.slice(start, endOf(lines, start, end)));
	});
}

/** The height of most characters. */
function usualSize(blocks: readonly Block[]): number {
	const counts = new Map<number, number>();
	for (const block of blocks.slice(0, 200)) {
		for (const { sizePt, text } of block.kind === "paragraph" ? block.paragraph.lines : [])
			counts.set(Math.round(sizePt), (counts.get(Math.round(sizePt)) ?? 0) + text.length);
	}
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function joinsToTitle(lines: readonly Line[], start: number, end: number): boolean {
	const texts = lines.slice(start, end).map(({ text }) => text);
	return isTitle(texts.join("")) && !texts.slice(0, -1).some((text) => isTitle(text) || isTrail(text));
}

function titleOf(lines: readonly Line[]): ReadTitle {
	const title = lines.map(({ text }) => text).join("");
	const [first] = lines;
	return {
		title,
		...statedBy(title),
		blocks: new Set(lines.map(({ index }) => index)),
		page: first?.paragraph.page ?? 1,
		sizePt: sizeOf(lines.at(-1)),
	};
}

function sizeOf(line: Line | undefined): number {
	return line?.paragraph.lines[0]?.sizePt ?? 0;
}

/** The year and the organ's name, or the beginning of that, may stand on lines of their own above. */
function startOf(lines: readonly Line[], from: number, { end, bodyPt }: { end: number; bodyPt: number }): number {
	let start = from;
	while (start > 0 && from - start < MOST_LINES_ABOVE) {
		const [above, here] = [lines[start - 1], lines[start]];
		const title = lines
			.slice(start, end)
			.map(({ text }) => text)
			.join("");
		if (!above || !here || !belongsAbove(above, here, { title, bodyPt })) break;
		start--;
	}
	return start;
}

function belongsAbove(above: Line, here: Line, { title, bodyPt }: { title: string; bodyPt: number }): boolean {
	if (sizeOf(above) <= 0.8 * sizeOf(here) || isTitle(above.text)) return false;
	const { issuer, year } = statedBy(title);
	if (ONLY_YEAR.test(above.text)) return year === undefined;
	const name = bareName(above.text).replace(/(?:20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})年?度?/, "");
	const shape = shapeOfName(name);
	if (shape === "none") return false;
	// A name that is none yet, such as 分局 or the words after 2023年, has its beginning above.
	if (issuer === undefined || (shapeOfName(issuer) !== "sound" && issuer.length <= 4)) return true;
	const isSetAlike = sizeOf(above) > AS_LARGE * sizeOf(here) && sizeOf(above) * AS_LARGE < sizeOf(here);
	const isLarge = sizeOf(here) > LARGER * bodyPt;
	if (!isSetAlike || !title.startsWith(issuer)) return false;
	if (shape === "doubtful") return isLarge || (above.paragraph.centred && here.paragraph.centred);
	// A whole name over another is a superior's, or a letterhead; only a part of that organ has its name below it.
	return isLarge && SUB_ORGAN.test(issuer) && !issuer.startsWith(name.slice(0, 2));
}

/** The year may stand on a line below. */
function endOf(lines: readonly Line[], start: number, end: number): number {
	const below = lines[end];
	const title = lines
		.slice(start, end)
		.map(({ text }) => text)
		.join("");
	if (!below || statedBy(title).year !== undefined) return end;
	return ONLY_YEAR.test(below.text) || ONLY_PERIOD.test(below.text) ? end + 1 : end;
}
