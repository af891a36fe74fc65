import type { Block, ReportDocument } from "../../../src/rules.ts";
import { isEnumerated, plainLabel, similarity } from "../../../src/rules.ts";
import type { SectionKey } from "../fields/sections.ts";
import { HEADINGS, SECTION_KEYS } from "../fields/sections.ts";
import type { HeadingFit, SectionHeading } from "./heading.ts";
import { CONTENTS_LINE, MAX_HEADING_LENGTH } from "./heading.ts";
import { fillHeadings } from "./odd-headings.ts";

/** A heading may misprint this much. */
const MIN_SCORE = 0.7;
/** Without a number before it, only one character of a long heading. */
const MIN_BARE_SCORE = 0.9;

const NUMBERED = /^\s*(?:[一二三四五六七八九]\s*[、.．,，]|第\s*[一二三四五六七八九]\s*部分)/;
/** Numbers of lower order; a heading all the same where the words are exactly a section's. */
const BRACKETED = /^\s*[（(]\s*[一二三四五六七八九]\s*[）)]/;

/** Every paragraph that reads as a section heading, in printed order; a section may have several. */
export function allHeadings(document: ReportDocument): readonly SectionHeading[] {
	return document.blocks.flatMap((block, index) => headingsIn(block, index));
}

/**
 * Finds the section headings, each at its best match, in printed order. Headings that are numbered or worded otherwise
 * than the form has them are taken where their section's place is empty: misnumbered is not missing.
 */
export function findHeadings(document: ReportDocument): SectionHeading[] {
	const found = document.blocks.flatMap((block, index) => headingsIn(block, index));
	const best = new Map<SectionKey, SectionHeading & { score: number }>();
	for (const heading of found) {
		const before = best.get(heading.key);
		if (!before || heading.score > before.score) best.set(heading.key, heading);
	}
	const known = [...best.values()].sort((a, b) => a.block - b.block).map(({ score: _, ...heading }) => heading);
	return fillHeadings(document.blocks, known, fitHeading);
}

function headingsIn(block: Block, index: number): (SectionHeading & { score: number })[] {
	if (block.kind === "table") return [];
	const { page } = block.paragraph;
	const text = withNumberMark(block.paragraph.text);
	const numbered = NUMBERED.test(text);
	if (!numbered && (text.length > MAX_HEADING_LENGTH || (isEnumerated(text) && !BRACKETED.test(text)))) return [];
	if (CONTENTS_LINE.test(text)) return [];
	const best = bestFit(text);
	if (best.score < (numbered ? MIN_SCORE : MIN_BARE_SCORE)) return [];
	const rest = text.slice(best.length).replace(/^[：:。．.\s]+/, "");
	if (!numbered && rest.length > 0) return [];
	const { key, length, score } = best;
	return [{ key, block: index, rest, page, text: text.slice(0, length), score: score + (numbered ? 0.1 : 0) }];
}

/** Recognition loses the small mark after a heading's number: `六其他` is read as `六、其他`. */
function withNumberMark(text: string): string {
	const bare = /^\s*([一二三四五六])\s*(?=[总主收政因存其])/.exec(text);
	return bare && text.length <= MAX_HEADING_LENGTH ? `${bare[1]}、${text.slice(bare[0].length)}` : text;
}

/** The section whose heading a paragraph begins with best; of equal ones, the longer heading. */
function bestFit(text: string): HeadingFit & { readonly key: SectionKey } {
	const fits = SECTION_KEYS.flatMap((key) => HEADINGS[key].map((label) => ({ key, ...fitHeading(text, label) })));
	return fits.reduce((best, fit) =>
		fit.score > best.score || (fit.score === best.score && fit.length > best.length) ? fit : best,
	);
}

/** How well a paragraph begins with a heading of the form. */
function fitHeading(text: string, label: string): HeadingFit {
	const wanted = plainLabel(label);
	const whole = plainLabel(text);
	const alone = { score: similarity(whole, wanted), length: text.length };
	if (!whole.startsWith(wanted))
		return whole.length > wanted.length + 3 && whole.length > MAX_HEADING_LENGTH ? { ...alone, score: 0 } : alone;
	for (let length = 1; length < text.length; length++) {
		if (plainLabel(text.slice(0, length)) !== wanted) continue;
		const runsOn = whole.length > wanted.length + 3 || /^[：:。．.\s]/.test(text.slice(length));
		return runsOn ? { score: 1, length } : alone;
	}
	return alone;
}
