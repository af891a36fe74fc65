import type { OfficePart, Relation } from "./package.ts";
import { officeFile, RELATIONS } from "./package.ts";
import type { WordParagraph, WordRun, WordTable } from "./word-blocks.ts";
import { wordTable } from "./word-table.ts";
import { element, xmlFile, xmlText } from "./xml.ts";

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STYLES = "rIdStyles";

/**
 * Writes a Word document (.docx) on A4 with the margins and page numbers of official letters (GB/T 9704—2012, 5.2 and 7.5).
 * Texts are texts: no field but the number of the page, no script and no picture is ever written. The same blocks give the
 * same bytes.
 */
export function writeWord(blocks: readonly (WordParagraph | WordTable)[], title: string): Uint8Array {
	const { xml: body, links } = bodyOf(blocks, "rId");
	const section = element(
		"w:sectPr",
		{},
		element("w:footerReference", { "w:type": "default", "r:id": "rIdOdd" }),
		element("w:footerReference", { "w:type": "even", "r:id": "rIdEven" }),
		element("w:pgSz", { "w:w": 11906, "w:h": 16838 }),
		// 37, 26, 35 and 28 mm; the number stands 7 mm below the text.
		element("w:pgMar", {
			...{ "w:top": 2098, "w:right": 1474, "w:bottom": 1984, "w:left": 1587 },
			...{ "w:header": 851, "w:footer": 1400, "w:gutter": 0 },
		}),
	);
	const main: OfficePart = {
		name: "word/document.xml",
		type: "wordprocessingml.document.main+xml",
		xml: xmlFile(element("w:document", { "xmlns:w": WORD, "xmlns:r": RELATIONS }, element("w:body", {}, body, section))),
		relations: [
			{ id: STYLES, type: "styles", target: "styles.xml" },
			{ id: "rIdSettings", type: "settings", target: "settings.xml" },
			{ id: "rIdOdd", type: "footer", target: "footer1.xml" },
			{ id: "rIdEven", type: "footer", target: "footer2.xml" },
			...links,
		],
	};
	const settings = element("w:settings", { "xmlns:w": WORD }, element("w:evenAndOddHeaders"));
	return officeFile(
		[
			main,
			{ name: "word/styles.xml", type: "wordprocessingml.styles+xml", xml: stylesXml() },
			{ name: "word/settings.xml", type: "wordprocessingml.settings+xml", xml: xmlFile(settings) },
			{ name: "word/footer1.xml", type: "wordprocessingml.footer+xml", xml: footerXml("right") },
			{ name: "word/footer2.xml", type: "wordprocessingml.footer+xml", xml: footerXml("left") },
		],
		{ title },
	);
}

/** Blocks as they stand in a document's body, and where its links lead; ids of links begin with `prefix`. */
export function bodyOf(
	blocks: readonly (WordParagraph | WordTable)[],
	prefix: string,
): { readonly xml: string; readonly links: readonly Relation[] } {
	const links: Relation[] = [];
	const paragraph = (content: WordParagraph) => paragraphXml(content, { links, prefix });
	return { xml: blocks.map((block) => ("runs" in block ? paragraph(block) : wordTable(block, paragraph))).join(""), links };
}

/** Links of a body that were written so far. */
interface Links {
	readonly links: Relation[];
	readonly prefix: string;
}

/** The page's number between dashes, one character from the outer margin. */
function footerXml(align: "left" | "right"): string {
	const looks = element(
		"w:rPr",
		{},
		element("w:rFonts", { "w:ascii": "SimSun", "w:hAnsi": "SimSun", "w:eastAsia": "宋体" }),
		element("w:sz", { "w:val": 28 }),
	);
	const text = (content: string) => element("w:r", {}, looks, element("w:t", { "xml:space": "preserve" }, content));
	const number = element("w:fldSimple", { "w:instr": "PAGE" }, text("1"));
	const place = [element("w:ind", { [`w:${align}`]: 280 }), element("w:jc", { "w:val": align })];
	const line = element("w:p", {}, element("w:pPr", {}, ...place), text("— "), number, text(" —"));
	return xmlFile(element("w:ftr", { "xmlns:w": WORD }, line));
}

function paragraphXml({ runs, align, firstLine, spacing, keepNext }: WordParagraph, links: Links): string {
	const looks = [
		keepNext ? element("w:keepNext") : "",
		spacing
			? element("w:spacing", {
					...{ "w:before": spacing.before, "w:after": spacing.after, "w:line": spacing.line },
					"w:lineRule": spacing.isExact ? "exact" : undefined,
				})
			: "",
		firstLine === undefined ? "" : element("w:ind", { "w:firstLine": firstLine }),
		align === undefined ? "" : element("w:jc", { "w:val": align }),
	].join("");
	return element("w:p", {}, looks === "" ? "" : element("w:pPr", {}, looks), ...runs.map((run) => runXml(run, links)));
}

function runXml({ text, size, bold, font, link }: WordRun, links: Links): string {
	const looks = [
		link === undefined ? "" : element("w:rStyle", { "w:val": "Hyperlink" }),
		font === undefined ? "" : element("w:rFonts", { "w:eastAsia": font }),
		bold ? "<w:b/><w:bCs/>" : "",
		element("w:sz", { "w:val": size }),
		element("w:szCs", { "w:val": size }),
	];
	const run = element("w:r", {}, element("w:rPr", {}, ...looks), element("w:t", { "xml:space": "preserve" }, xmlText(text)));
	return link === undefined ? run : linked(run, link, links);
}

/** Word keeps what follows the # apart from the address. */
function linked(run: string, link: string, { links, prefix }: Links): string {
	const [target = "", ...rest] = link.split("#");
	const id = `${prefix}${links.length + 1}`;
	links.push({ id, type: "hyperlink", target, isExternal: true });
	const anchor = rest.length > 0 ? rest.join("#") : undefined;
	return element("w:hyperlink", { "r:id": id, "w:anchor": anchor, "w:history": 1 }, run);
}

/** The looks of running text, of tables and of links; 仿宋 is what official letters are set in (GB/T 9704). */
function stylesXml(): string {
	const size = ["w:sz", "w:szCs"].map((name) => element(name, { "w:val": 28 }));
	const fonts = element("w:rFonts", { "w:ascii": "Times New Roman", "w:hAnsi": "Times New Roman", "w:eastAsia": "仿宋" });
	const margins = ["top", "left", "bottom", "right"].map((side) =>
		element(`w:${side}`, { "w:w": side === "left" || side === "right" ? 108 : 0, "w:type": "dxa" }),
	);
	return xmlFile(
		element(
			"w:styles",
			{ "xmlns:w": WORD },
			element("w:docDefaults", {}, element("w:rPrDefault", {}, element("w:rPr", {}, fonts, ...size)), "<w:pPrDefault/>"),
			style({ type: "paragraph", id: "Normal", name: "Normal", isDefault: true }),
			style({ type: "character", id: "DefaultParagraphFont", name: "Default Paragraph Font", isDefault: true }),
			style(
				{ type: "table", id: "TableNormal", name: "Normal Table", isDefault: true },
				element("w:tblPr", {}, element("w:tblCellMar", {}, ...margins)),
			),
			style(
				{ type: "character", id: "Hyperlink", name: "Hyperlink" },
				element("w:rPr", {}, element("w:color", { "w:val": "0563C1" }), element("w:u", { "w:val": "single" })),
			),
		),
	);
}

function style(
	{ type, id, name, isDefault }: { type: string; id: string; name: string; isDefault?: boolean },
	looks = "",
): string {
	const attributes = { "w:type": type, "w:default": isDefault ? 1 : undefined, "w:styleId": id };
	return element("w:style", attributes, element("w:name", { "w:val": name }), looks);
}
