import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { RELATIONS } from "./package.ts";
import { bodyOf } from "./word.ts";
import type { WordParagraph, WordTable } from "./word-blocks.ts";
import { element, xmlText } from "./xml.ts";

/** ZIP keeps times from 1980 on; one fixed time, so that the same letter gives the same bytes. */
const NO_TIME = new Date(1980, 0, 1);
/** A template's parts, unpacked; an office's letterhead with a picture is far smaller. */
const MAX_BYTES = 50_000_000;

const TEXT = /(<w:t(?: [^<>]*)?>)([^<]*)(<\/w:t>)/g;
const MARK = /\{\{([^{}]{1,30})\}\}/g;
const PARAGRAPH_END = "</w:p>";

const MAIN = "word/document.xml";
const LINKS = "word/_rels/document.xml.rels";

/** A Word document that letters are written into. */
export interface WordTemplate {
	/** What stands between {{ and }} in its text, headers and footers, each once. */
	readonly marks: ReadonlySet<string>;
	/**
	 * The document with `words` in place of the marks of these names, and `blocks` in place of the paragraph that has the mark
	 * `body`. Marks of other names stay.
	 */
	readonly fill: (words: ReadonlyMap<string, string>, body: string, blocks: readonly (WordParagraph | WordTable)[]) => Uint8Array;
}

/** Opens a template; undefined where the bytes are no Word document. */
export function openTemplate(bytes: Uint8Array): WordTemplate | undefined {
	const files = unpacked(bytes);
	const names = Object.keys(files ?? {}).filter((name) => /^word\/(?:document|header\d*|footer\d*)\.xml$/.test(name));
	if (files === undefined || !names.includes(MAIN)) return undefined;
	const texts = new Map(names.map((name) => [name, strFromU8(files[name] ?? new Uint8Array())]));
	const marks = new Set([...texts.values()].flatMap(marksIn));
	return {
		marks,
		fill: (words, body, blocks) => {
			const { xml, links } = bodyOf(blocks, "rIdLetter");
			const filled = [...texts].map(([name, text]): [string, string] => [
				name,
				piecesOf(text)
					.map((piece, i) => (isParagraph(i) ? filledParagraph(piece, { words, body, xml: name === MAIN ? xml : "" }) : piece))
					.join(""),
			]);
			const all = new Map<string, string>(filled);
			if (links.length > 0) all.set(LINKS, withLinks(strFromU8(files[LINKS] ?? new Uint8Array()), links));
			const parts = Object.entries(files).map(([name, own]) => [name, strToBytes(all.get(name)) ?? own] as const);
			return zipSync(Object.fromEntries(parts), { mtime: NO_TIME, level: 6 });
		},
	};
}

function strToBytes(text: string | undefined): Uint8Array | undefined {
	return text === undefined ? undefined : strToU8(text);
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
	let all = 0;
	try {
		return unzipSync(bytes, {
			filter: ({ originalSize }) => {
				all += originalSize;
				if (all > MAX_BYTES) throw new RangeError("larger than a template is");
				return true;
			},
		});
	} catch {
		return undefined;
	}
}

/** A part's text in pieces: paragraphs with no other inside them, and what stands between these. */
function piecesOf(xml: string): string[] {
	const pieces: string[] = [];
	let from = 0;
	for (let end = xml.indexOf(PARAGRAPH_END); end >= 0; end = xml.indexOf(PARAGRAPH_END, end + 1)) {
		const start = Math.max(xml.lastIndexOf("<w:p>", end), xml.lastIndexOf("<w:p ", end));
		// The end of one that others stand in, as in a text box.
		if (start < from) continue;
		pieces.push(xml.slice(from, start), xml.slice(start, end + PARAGRAPH_END.length));
		from = end + PARAGRAPH_END.length;
	}
	return [...pieces, xml.slice(from)];
}

/** Of the pieces of a part: what stands between paragraphs, or in one around others, is left as it is. */
function isParagraph(place: number): boolean {
	return place % 2 === 1;
}

function marksIn(xml: string): string[] {
	return piecesOf(xml).flatMap((piece, i) => (isParagraph(i) ? namesIn(textOf(piece)) : []));
}

function namesIn(text: string): string[] {
	return [...text.matchAll(MARK)].map(([, name = ""]) => name.trim());
}

/** Word parts a paragraph's text as it likes: a mark may begin in one piece and end in another. */
function textOf(paragraph: string): string {
	return [...paragraph.matchAll(TEXT)].map(([, , text = ""]) => text).join("");
}

interface Filling {
	readonly words: ReadonlyMap<string, string>;
	readonly body: string;
	readonly xml: string;
}

function filledParagraph(paragraph: string, { words, body, xml }: Filling): string {
	const text = textOf(paragraph);
	const marks = namesIn(text);
	if (marks.length === 0) return paragraph;
	// A break of sections stays where it is.
	if (marks.includes(body)) return `${xml}${/<w:sectPr[\s>]/.test(paragraph) ? paragraph.replaceAll(TEXT, "$1$3") : ""}`;
	if (!marks.some((name) => words.has(name))) return paragraph;
	const filled = text.replaceAll(MARK, (mark, name: string) => {
		const word = words.get(name.trim());
		return word === undefined ? mark : xmlText(word);
	});
	let isFirst = true;
	return paragraph.replaceAll(TEXT, (_, open: string, _text: string, close: string) => {
		const own = isFirst ? filled : "";
		isFirst = false;
		return `${open.includes("xml:space") ? open : open.replace("<w:t", '<w:t xml:space="preserve"')}${own}${close}`;
	});
}

function withLinks(relations: string, links: readonly { readonly id: string; readonly target: string }[]): string {
	const added = links
		.map(({ id, target }) =>
			element("Relationship", { Id: id, Type: `${RELATIONS}/hyperlink`, Target: target, TargetMode: "External" }),
		)
		.join("");
	return relations.replace(/<\/Relationships>\s*$/, `${added}</Relationships>`);
}
