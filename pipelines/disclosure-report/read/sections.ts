import type { Paragraph, PrintedDate, ReportDocument } from "../../../src/rules.ts";
import { findDates } from "../../../src/rules.ts";
import type { SectionKey } from "../fields/sections.ts";
import { SECTION_KEYS } from "../fields/sections.ts";
import type { SectionHeading } from "./heading.ts";
import { bareName, shapeOfName } from "./names.ts";
import { squeeze } from "./title-wording.ts";

/** The narrative of a report by section, and what stands below it. */
export interface ReadSections {
	/** Paragraphs separated by `\n`, tables left out; null where the heading is not there. */
	readonly sections: Readonly<Record<"preamble" | SectionKey, string | null>>;
	/** The date printed under the report. */
	readonly publishedOn: string | null;
	/** The organ named above that date; undefined when there is none. */
	readonly signature: string | undefined;
	/** The lines that the date and the organ stand in; undefined where there is no date. */
	readonly closing?: { readonly date: Paragraph; readonly organ: Paragraph } | undefined;
}

/** Divides the text after the title at the section headings. */
export function readSections(
	document: ReportDocument,
	headings: readonly SectionHeading[],
	titleBlocks: ReadonlySet<number>,
): ReadSections {
	const sections: Record<string, string[] | null> = { preamble: [] };
	for (const key of SECTION_KEYS) sections[key] = null;
	const at = new Map(headings.map((heading) => [heading.block, heading]));
	const last = headings.at(-1);
	let current: string[] = sections.preamble ?? [];
	const tail: Paragraph[] = [];
	document.blocks.forEach((block, index) => {
		if (block.kind === "table" || titleBlocks.has(index)) return;
		const heading = at.get(index);
		if (heading) {
			current = [];
			sections[heading.key] = current;
			if (heading.rest !== "") current.push(heading.rest);
			return;
		}
		if (last && index > last.block) tail.push(block.paragraph);
		current.push(block.paragraph.text);
	});
	const { publishedOn, signature, closing, count } = signOff(tail);
	if (last && count > 0) sections[last.key]?.splice(-count);
	const joined = Object.entries(sections).map(([key, paragraphs]) => [key, paragraphs === null ? null : paragraphs.join("\n")]);
	const result = Object.fromEntries(joined);
	if (result.preamble === "") result.preamble = null;
	return { sections: result, publishedOn, signature, closing };
}

interface SignOff extends Pick<ReadSections, "publishedOn" | "signature" | "closing"> {
	/** How many of the last paragraphs are the sign-off and what follows it. */
	readonly count: number;
}

/** The last short paragraph with a date, the organ's name before it, and notes after it. */
function signOff(tail: readonly Paragraph[]): SignOff {
	for (let i = tail.length - 1; i >= Math.max(0, tail.length - 8); i--) {
		const text = squeeze(tail[i]?.text ?? "");
		const [date] = findDates(text);
		if (!date || text.length > date.length + 32 || isSentence(text, date)) continue;
		const { signature, organ } = signerOf(text.slice(0, date.index), { above: tail[i - 1], line: tail[i], below: tail[i + 1] });
		const start = organ !== undefined && organ === tail[i - 1] ? i - 1 : i;
		const line = tail[i];
		const closing = organ && line ? { date: line, organ } : undefined;
		return { publishedOn: date.iso, signature, closing, count: tail.length - start };
	}
	return { publishedOn: null, signature: undefined, count: 0 };
}

interface Around {
	readonly above: Paragraph | undefined;
	readonly line: Paragraph | undefined;
	readonly below: Paragraph | undefined;
}

/** The organ before the date in its line, else in the line above, else one whose name alone stands below. */
function signerOf(before: string, { above, line, below }: Around): { signature?: string; organ?: Paragraph | undefined } {
	const isName = (name: string) => name.length >= 3 && name.length <= 40 && !/[，。；：:]/.test(name);
	if (isName(before)) return { signature: bareName(before), organ: line };
	if (before !== "") return {};
	const name = squeeze(above?.text ?? "");
	if (isName(name) && !/^无/.test(name)) return { signature: bareName(name), organ: above };
	const under = squeeze(below?.text ?? "");
	return isName(under) && shapeOfName(under) === "sound" ? { signature: under, organ: below } : {};
}

/** A date inside a sentence is none of issue; brackets and a full stop may follow one. */
function isSentence(text: string, date: PrintedDate): boolean {
	const after = text.slice(date.index + date.length).replace(/。$/, "");
	return /[，。；]/.test(text.slice(0, date.index)) || /[，。；]/.test(after.replaceAll(/[（(].*?[）)]/g, ""));
}
