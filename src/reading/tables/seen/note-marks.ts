import { midY } from "../../../model/geometry.ts";
import { largest } from "../../../model/many.ts";
import type { Glyph, Page } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";

const DIGIT = /^[\d０-９%％]$/;
/** What a mark of a footnote is made of. */
const MARK = /^[\d*＊†‡注①-⑳[\]()（）〔〕【】［］,，]$/;

/** A page without the marks of footnotes at its figures: 2745 with a small raised 1 is 2745. */
export function withoutNoteMarks(page: Page, settings: TableSettings): Page {
	const { noteMarks } = settings;
	const largestPt = Math.max(0, largest(page.glyphs.map(({ sizePt }) => sizePt)));
	const small = page.glyphs.filter(
		({ text, sizePt, invisible }) => !invisible && sizePt < noteMarks.sizeShare * largestPt && MARK.test(text),
	);
	if (small.length === 0) return page;
	const figures = page.glyphs
		.filter(({ text, invisible }) => !invisible && DIGIT.test(text))
		.sort((a, b) => midY(a.box) - midY(b.box));
	const marks = new Set<Glyph>();
	// A mark of several characters stands at its figure by its first one, the others at one another.
	for (const glyph of small.sort((a, b) => a.box[0] - b.box[0])) {
		const isMark =
			near(glyph, figures).some((figure) => isMarkOf(glyph, figure, settings)) ||
			[...marks].some((mark) => follows(glyph, mark, settings));
		if (isMark) marks.add(glyph);
	}
	return marks.size === 0 ? page : { ...page, glyphs: page.glyphs.filter((glyph) => !marks.has(glyph)) };
}

/** The figures at about the height of a character, of those sorted by height. */
function near({ box, sizePt }: Glyph, figures: readonly Glyph[]): readonly Glyph[] {
	const [top, bottom] = [midY(box) - 3 * sizePt, midY(box) + 3 * sizePt];
	let [from, end] = [0, figures.length];
	while (from < end) {
		const middle = (from + end) >> 1;
		if (midY(figures[middle]?.box ?? box) < top) from = middle + 1;
		else end = middle;
	}
	let to = from;
	while (to < figures.length && midY(figures[to]?.box ?? box) <= bottom) to++;
	return figures.slice(from, to);
}

/** Whether a character stands small and raised behind a figure. */
function isMarkOf(mark: Glyph, figure: Glyph, { noteMarks }: TableSettings): boolean {
	if (mark.sizePt > noteMarks.sizeShare * figure.sizePt) return false;
	const gap = mark.box[0] - figure.box[2];
	const isBehind = gap > -noteMarks.overlapEm * figure.sizePt && gap < noteMarks.gapEm * figure.sizePt;
	const raised = figure.box[3] - mark.box[3];
	const isRaised = raised > noteMarks.raisedEm * figure.sizePt && mark.box[3] > figure.box[1];
	return isBehind && isRaised;
}

function follows(glyph: Glyph, mark: Glyph, { noteMarks }: TableSettings): boolean {
	const gap = glyph.box[0] - mark.box[2];
	const isAlike = Math.abs(glyph.sizePt - mark.sizePt) < 0.25 * mark.sizePt;
	return (
		isAlike &&
		Math.abs(midY(glyph.box) - midY(mark.box)) < 0.3 * mark.sizePt &&
		gap > -0.3 * mark.sizePt &&
		gap < noteMarks.gapEm * mark.sizePt
	);
}
