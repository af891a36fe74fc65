import type { Part, Way } from "../model.ts";

/** Where a run of the usual size says so. */
export const SIZE_HERE = "<!--size-->";

const FONTS = '<w:rFonts w:ascii="DejaVu Serif" w:hAnsi="DejaVu Serif" w:eastAsia="Noto Serif CJK SC"/>';
const run = (text: string, properties = "") => {
	// The schema wants the style first.
	const [style, rest] = properties.startsWith("<w:rStyle") ? [properties, ""] : ["", properties];
	const size = properties.includes("<w:sz ") ? "" : SIZE_HERE;
	return `<w:r><w:rPr>${style}${FONTS}${rest}${size}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
};
const withProperties = (properties: string) => (text: string) => run(text, properties);

/** Every way that Word knows, as runs of a paragraph. */
export const RUNS: Readonly<Partial<Record<Way, (text: string) => string>>> = {
	plain: (text) => run(text),
	white: withProperties('<w:color w:val="FFFFFF"/>'),
	"near-white": withProperties('<w:color w:val="FEFEFD"/>'),
	vanish: withProperties("<w:vanish/>"),
	"style-vanish": withProperties('<w:rStyle w:val="Gone"/>'),
	deleted: (text) =>
		`<w:del w:id="7" w:author="a" w:date="2024-01-02T00:00:00Z"><w:r><w:delText>${text}</w:delText></w:r></w:del>`,
	struck: withProperties("<w:strike/>"),
	"struck-twice": withProperties("<w:dstrike/>"),
	"class-struck": withProperties('<w:rStyle w:val="Struck"/>'),
	raised: withProperties('<w:vertAlign w:val="superscript"/>'),
	lowered: withProperties('<w:vertAlign w:val="subscript"/>'),
	"class-raised": withProperties('<w:rStyle w:val="Raised"/>'),
	sup: withProperties('<w:position w:val="8"/><w:sz w:val="11"/>'),
	ruby: (text) =>
		`<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt><w:r><w:t>${text}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t> </w:t></w:r></w:rubyBase></w:ruby></w:r>`,
	condensed: withProperties('<w:w w:val="50"/>'),
	"condensed-more": withProperties('<w:w w:val="40"/>'),
	spread: withProperties('<w:spacing w:val="60"/>'),
	"spread-more": withProperties('<w:spacing w:val="160"/>'),
	"split-spans": (text) => [...text].map((one, i) => run(one, i % 2 === 0 ? '<w:lang w:val="en-US"/>' : "")).join(""),
	formula: (text) =>
		`<m:oMath><m:r><w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr><m:t>${text}</m:t></m:r></m:oMath>`,
	symbol: (text) =>
		[...text].map((one) => `<w:r><w:sym w:font="Arial" w:char="F0${one.charCodeAt(0).toString(16)}"/></w:r>`).join(""),
	field: (text) =>
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> =SUM(ABOVE) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
	select: (text) =>
		`<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="${Number(text) + 3}" w:value="1"/><w:listItem w:displayText="${text}" w:value="2"/></w:dropDownList></w:sdtPr><w:sdtContent>${run(text)}</w:sdtContent></w:sdt>`,
	shape: (text) =>
		`<w:r><w:pict><v:shape id="b" style="width:40pt;height:14pt;mso-wrap-style:none" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent><w:p>${run(text)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
};

/** Styles that the runs name. */
export const RUN_STYLES = `<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Struck"><w:name w:val="Struck"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Raised"><w:name w:val="Raised"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`;

/** The content of a cell: one paragraph, or a table of its own. */
export function cellContent(parts: readonly Part[], alignment: string, pictureOf: (text: string) => string): string {
	const runs = parts.map(({ text, way }) => {
		if (way === "picture") return pictureOf(text);
		if (way === "nested-table") return "";
		const make = RUNS[way];
		if (!make) throw new Error(`Word knows no ${way}`);
		return make(text);
	});
	const nested = parts.filter(({ way }) => way === "nested-table").map(({ text }) => nestedTable(text));
	return `${nested.join("")}<w:p><w:pPr><w:jc w:val="${alignment}"/></w:pPr>${runs.join("")}</w:p>`;
}

function nestedTable(text: string): string {
	return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="600"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="600" w:type="dxa"/></w:tcPr><w:p>${run(text)}</w:p></w:tc></w:tr></w:tbl>`;
}

/** Ways of Word, runs and others. */
export const WORD_WAYS: readonly Way[] = [...(Object.keys(RUNS) as Way[]), "picture", "nested-table"];
