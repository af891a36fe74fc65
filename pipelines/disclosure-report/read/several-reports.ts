import type { Block, ReportDocument } from "../../../src/rules.ts";
import type { SectionHeading } from "./heading.ts";
import { allHeadings } from "./headings.ts";
import { isTitle, statedBy } from "./title-wording.ts";

/** The report of a document that is read, where it holds several. */
export interface ChosenReport {
	/** From its title to the next report's; a cover over several names none of them. */
	readonly document: ReportDocument;
	/** How many other reports the document holds. */
	readonly others: number;
}

/** A report has so many sections at least before another begins. */
const MIN_SECTIONS = 3;
/** A list of contents has headings and titles too, and next to nothing between them. */
const MIN_CHARACTERS = 300;
/** A title has so many lines. */
const TITLE_LINES = 3;
/** A title stands at most so many lines above the first section. */
const MAX_TITLE_DISTANCE = 25;

/**
 * The report that is wanted of a document: the whole of it, unless a second report with a title of its own begins in it.
 * Of several, the latest year's, of those the first.
 */
export function chooseReport(document: ReportDocument): ChosenReport {
	const starts = startsOf(document);
	if (starts.length < 2) return { document, others: 0 };
	const parts = starts.map(({ block, year }, i) => ({ year, from: i === 0 && year === 0 ? 0 : block, to: starts[i + 1]?.block }));
	const wanted = parts.reduce((best, part) => (part.year > best.year ? part : best));
	return { document: { ...document, blocks: document.blocks.slice(wanted.from, wanted.to) }, others: parts.length - 1 };
}

interface ReportStart {
	/** Index of its title's block. */
	readonly block: number;
	readonly year: number;
}

/** Where reports begin: at the title above a first section, or at that section, where a report that has its sections is behind. */
function startsOf(document: ReportDocument): ReportStart[] {
	const headings = allHeadings(document);
	const starts: ReportStart[] = [];
	for (const { block } of headings.filter(({ key }) => key === "overview")) {
		const before = starts.at(-1);
		const start = titleAbove(document.blocks, block, before?.block ?? -1) ?? { block, year: 0 };
		if (!before || isReport(document.blocks, headings, [before.block, start.block])) starts.push(start);
	}
	const last = starts.at(-1);
	const isLastWhole = !last || isReport(document.blocks, headings, [last.block, document.blocks.length]);
	return isLastWhole ? starts : starts.slice(0, -1);
}

/** The last title with a year above a heading, and below where the report before it begins, with the lines that belong to it. */
function titleAbove(blocks: readonly Block[], heading: number, before: number): ReportStart | undefined {
	const textAt = (i: number) => {
		const block = blocks[i];
		return i > before && block?.kind === "paragraph" ? block.paragraph.text.replaceAll(/\s/g, "") : "";
	};
	for (let end = heading - 1; end > Math.max(before, heading - MAX_TITLE_DISTANCE); end--) {
		for (let from = end; from > end - TITLE_LINES; from--) {
			const text = Array.from({ length: end - from + 1 }, (_, i) => textAt(from + i)).join("");
			const { year } = statedBy(text);
			if (year === undefined || !isTitle(text)) continue;
			const isName = (line: string) => /^[^\d，。；：:、]{3,25}$/.test(line);
			return { block: isName(textAt(from - 1)) ? from - 1 : from, year };
		}
	}
	return undefined;
}

function isReport(
	blocks: readonly Block[],
	headings: readonly SectionHeading[],
	[from, to]: readonly [from: number, to: number],
): boolean {
	const sections = new Set(headings.flatMap(({ key, block }) => (block >= from && block < to ? [key] : [])));
	const part = blocks.slice(from, to);
	const length = part.reduce((sum, block) => sum + (block.kind === "paragraph" ? block.paragraph.text.length : 0), 0);
	return sections.size >= MIN_SECTIONS && (part.some(({ kind }) => kind === "table") || length >= MIN_CHARACTERS);
}
