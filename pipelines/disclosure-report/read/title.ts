import type { Paragraph, ReportDocument } from "../../../src/rules.ts";
import { parseYear, YEAR_PATTERN } from "../../../src/rules.ts";

/** The title of a report and what it states. */
export interface ReadTitle {
	/** As printed, lines joined without spaces. */
	readonly title: string;
	/** The organ that reports, as printed; undefined when the title names none. */
	readonly issuer: string | undefined;
	/** The year reported on; undefined when the title has none. */
	readonly year: number | undefined;
	/** Indices of its blocks in the document. */
	readonly blocks: ReadonlySet<number>;
}

/** The title is looked for among this many first paragraphs. */
const FIRST_PARAGRAPHS = 30;
const REPORT = /信息公开.{0,6}(?:报告|年报)|工作告年度报|年度报告/;
const YEAR_MARK = new RegExp(`(${YEAR_PATTERN})\\s*年?(?:度)?`);

/** The cell of an index over the report that has the document's name. */
const INDEXED = /^(?:文件|信息|公文|文档)?(?:名称|标题)/;
/** Titles are set larger than an index or a path that names the report too; sizes that differ less are one. */
const AS_LARGE = 0.95;

/** Finds the title: of the short lines that name the report the first that is set largest, with the lines that belong to it. */
export function findTitle(document: ReportDocument, firstHeading: number): ReadTitle | undefined {
	const early = document.blocks
		.flatMap((block, index) =>
			block.kind === "paragraph" && index < firstHeading ? [{ index, paragraph: block.paragraph }] : [],
		)
		.slice(0, FIRST_PARAGRAPHS);
	const texts = early.map(({ paragraph }) => squeeze(paragraph.text));
	const found: (ReadTitle & { readonly sizePt: number })[] = [];
	for (let end = 1; end <= early.length; end++) {
		const from = [1, 2, 3].map((length) => end - length).find((start) => start >= 0 && isTitle(texts.slice(start, end).join("")));
		if (from === undefined || texts.slice(from, end - 1).some((line) => isTitle(line))) continue;
		const start = startOf(early, from, texts.slice(from, end).join(""));
		const title = texts.slice(start, end).join("");
		const sizePt = early[end - 1]?.paragraph.lines[0]?.sizePt ?? 0;
		found.push({ title, ...statedBy(title), blocks: new Set(early.slice(start, end).map(({ index }) => index)), sizePt });
	}
	const largest = Math.max(...found.map(({ sizePt }) => sizePt));
	return found.find(({ sizePt }) => sizePt >= AS_LARGE * largest);
}

function squeeze(text: string): string {
	return text.replaceAll(/\s/g, "");
}

/** Whether a text without spaces reads as the title of a report. */
export function isTitle(text: string): boolean {
	return (
		text.length >= 8 &&
		text.length <= 70 &&
		REPORT.test(text) &&
		!INDEXED.test(text) &&
		/公开/.test(text) &&
		!/[。；，：]/.test(text.replace(/[（(].*?[）)]/g, "")) &&
		!/^[一二三四五六七八九十]+、/.test(text)
	);
}

/** A title that begins with its year, or with 政府信息公开 or the end of that word, has the year and the organ's name on the lines above. */
function startOf(early: readonly { readonly paragraph: Paragraph }[], from: number, text: string): number {
	let start = from;
	let title = text;
	while (start > 0 && from - start < 3 && startsWithoutName(title)) {
		const [above, here] = [early[start - 1]?.paragraph, early[start]?.paragraph];
		if (!above || !here || !isPartOfTitle(above, here)) break;
		title = squeeze(above.text) + title;
		start--;
	}
	return start;
}

/** Whether a line names an organ or a year, in type as large as the line below it. */
function isPartOfTitle(above: Paragraph, here: Paragraph): boolean {
	const name = squeeze(above.text);
	const sameSize = (above.lines[0]?.sizePt ?? 0) > 0.8 * (here.lines[0]?.sizePt ?? 0);
	return sameSize && name.length >= 2 && name.length <= 40 && !/[。；，：:〔〕【】0-9]/.test(name.replace(YEAR_MARK, ""));
}

function startsWithoutName(text: string): boolean {
	const rest = text.replace(YEAR_MARK, "");
	return /^(?:年度?|度)?政?府?信?息?公?开/.test(rest);
}

/** The organ and the year in a title, wherever the year stands. */
export function statedBy(title: string): { issuer: string | undefined; year: number | undefined } {
	const match = YEAR_MARK.exec(title);
	const year = match ? parseYear(match[1] ?? "") : undefined;
	const bare = match ? `${title.slice(0, match.index)}\u0000${title.slice(match.index + match[0].length)}` : title;
	const cut = bare.search(/\u0000?(?:年度)?(?:政府信息公开|信息公开)/);
	let name = (cut < 0 ? bare : bare.slice(0, cut)).replaceAll("\u0000", "");
	if (/人民$/.test(name) && bare.replaceAll("\u0000", "").startsWith(`${name}政府信息公开`)) name += "政府";
	name = name
		.replace(/^关于(?:报送|印发)?《?/, "")
		.replace(/[《》]/g, "")
		.replace(/的$/, "");
	// The end of a name that stands on a line of its own is none.
	return { issuer: name.length < 2 ? undefined : name, year };
}
