import { strToU8, zipSync } from "fflate";

/** One way in which a Word file says more, or less, than Word shows. */
export interface WordKind {
	/** "right": the figure is seen; "unread": something else is, or two figures are. */
	readonly expect: "right" | "unread";
	/** Inside `w:styles`. */
	readonly styles?: string;
	/** Inside the cell's `w:tcPr`. */
	readonly cellProperties?: string;
	/** What stands in the cell, for the figure that is seen and for another that is not. */
	readonly cell: (figure: string, other: string) => string;
}

/** A run of text with its properties. */
export const run = (text: string, properties = "") =>
	`<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (inside: string, properties = "") => `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`;
const shown = (cell: WordKind["cell"], more: Partial<WordKind> = {}): WordKind => ({ expect: "right", cell, ...more });
const unread = (cell: WordKind["cell"], more: Partial<WordKind> = {}): WordKind => ({ expect: "unread", cell, ...more });
const beside = (properties: string, more: Partial<WordKind> = {}) => shown((v, o) => p(run(o, properties) + run(v)), more);
const style = (type: string, id: string, inside: string, more = "") =>
	`<w:style w:type="${type}" w:styleId="${id}"${more}><w:name w:val="${id}"/>${inside}</w:style>`;
const sym = (font: string, v: string, base = 0xf000) =>
	[...v]
		.map(
			(c) =>
				`<w:r><w:sym w:font="${font}" w:char="${(base + c.charCodeAt(0)).toString(16).toUpperCase().padStart(4, "0")}"/></w:r>`,
		)
		.join("");
const math = (inside: string) => p(`<m:oMath>${inside}</m:oMath>`);
const mr = (v: string) => `<m:r><m:rPr><m:sty m:val="p"/></m:rPr><m:t>${v}</m:t></m:r>`;
const field = (code: string, result: string, data = "") =>
	`<w:r><w:fldChar w:fldCharType="begin">${data}</w:fldChar></w:r><w:r><w:instrText> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

/** Ways of hiding, striking, raising, drawing and setting apart, as Word has them. */
export const wordKinds: Readonly<Record<string, WordKind>> = {
	"one run": shown((v) => p(run(v))),
	vanish: beside("<w:vanish/>"),
	"vanish-1": beside('<w:vanish w:val="1"/>'),
	"vanish-off": shown((v) => p(run(v, '<w:vanish w:val="0"/><w:strike w:val="false"/>'))),
	strike: beside("<w:strike/>"),
	dstrike: beside("<w:dstrike/>"),
	white: beside('<w:color w:val="FFFFFF"/>'),
	"white-theme": beside('<w:color w:val="FFFFFF" w:themeColor="background1"/>'),
	"white-on-dark": shown((v) => p(run(v, '<w:color w:val="FFFFFF"/>')), {
		cellProperties: '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>',
	}),
	"white-on-run": shown((v) => p(run(v, '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'))),
	"white-on-highlight": shown((v) => p(run(v, '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>'))),
	"auto-on-dark": shown((v) => p(run(v, '<w:color w:val="auto"/>')), {
		cellProperties: '<w:shd w:val="clear" w:fill="000000"/>',
	}),
	"own-colour": beside('<w:color w:val="D9E2F3"/>', { cellProperties: '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>' }),
	"own-colour-paragraph": shown((v, o) =>
		p(run(o, '<w:color w:val="EEECE1"/>') + run(v), '<w:shd w:val="clear" w:fill="EEECE1"/>'),
	),
	tiny: beside('<w:sz w:val="1"/>'),
	"no-fill": beside("<w14:textFill><w14:noFill/></w14:textFill>"),
	"clear-fill": beside(
		'<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
	),
	del: shown((v, o) => p(`<w:del w:id="1"><w:r><w:delText>${o}</w:delText></w:r></w:del><w:ins w:id="2">${run(v)}</w:ins>`)),
	"del-t": shown((v, o) => p(`<w:del w:id="1">${run(o)}</w:del>${run(v)}`)),
	moved: shown((v, o) => p(`<w:moveFrom w:id="1">${run(o)}</w:moveFrom><w:moveTo w:id="2">${run(v)}</w:moveTo>`)),
	"old-properties": shown((v) => p(run(v, '<w:rPrChange w:id="3"><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>'))),
	superscript: shown((v) => p(run(v) + run("1", '<w:vertAlign w:val="superscript"/>'))),
	subscript: shown((v) => p(run(v) + run("1", '<w:vertAlign w:val="subscript"/>'))),
	position: shown((v) => p(run(v) + run("1", '<w:position w:val="8"/><w:sz w:val="12"/>'))),
	"all-raised": shown((v) => p(run(v, '<w:vertAlign w:val="superscript"/>'))),
	footnote: shown((v) =>
		p(`${run(v)}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>`),
	),
	"style-character": beside('<w:rStyle w:val="Old"/>', { styles: style("character", "Old", "<w:rPr><w:vanish/></w:rPr>") }),
	"style-based": beside('<w:rStyle w:val="New"/>', {
		styles:
			style("character", "Old", "<w:rPr><w:strike/></w:rPr>") +
			style("character", "New", '<w:basedOn w:val="Old"/><w:rPr><w:b/></w:rPr>'),
	}),
	"style-undone": shown((v) => p(run(v, '<w:rStyle w:val="New"/>')), {
		styles:
			style("character", "Old", "<w:rPr><w:vanish/></w:rPr>") +
			style("character", "New", '<w:basedOn w:val="Old"/><w:rPr><w:vanish w:val="0"/></w:rPr>'),
	}),
	"style-paragraph": shown((v, o) => p(run(o), '<w:pStyle w:val="Gone"/>') + p(run(v)), {
		styles: style("paragraph", "Gone", "<w:rPr><w:vanish/></w:rPr>"),
	}),
	"style-white": shown((v, o) => p(run(o), '<w:pStyle w:val="Pale"/>') + p(run(v)), {
		styles: style("paragraph", "Pale", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
	}),
	"style-superscript": shown((v) => p(run(v) + run("1", '<w:rStyle w:val="Ref"/>')), {
		styles: style("character", "Ref", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
	}),
	"style-default": shown((v, o) => p(run(o) + run(v, '<w:vanish w:val="0"/>')), {
		styles: style("paragraph", "Normal", "<w:rPr><w:vanish/></w:rPr>", ' w:default="1"'),
	}),
	"style-linked": shown((v, o) => p(run(v) + run(o, '<w:rStyle w:val="A"/>')), {
		styles: `<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>${style("character", "A", '<w:link w:val="B"/><w:rPr><w:dstrike/></w:rPr>')}`,
	}),
	ruby: shown((v) => p(`<w:r><w:ruby><w:rubyPr/><w:rt>${run("5")}</w:rt><w:rubyBase>${run(v)}</w:rubyBase></w:ruby></w:r>`)),
	omath: shown((v) => math(mr(v))),
	"omath-runs": shown((v) => math([...v].map(mr).join(""))),
	"omath-paragraph": shown((v) => p(`<m:oMathPara><m:oMath>${mr(v)}</m:oMath></m:oMathPara>`)),
	"omath-power": shown((v) => math(`<m:sSup><m:e>${mr(v)}</m:e><m:sup>${mr("1")}</m:sup></m:sSup>`)),
	"omath-fraction": unread((v, o) => math(`<m:f><m:num>${mr(v)}</m:num><m:den>${mr(o)}</m:den></m:f>`)),
	symbol: shown((v) => p(sym("Symbol", v))),
	"symbol-plain": shown((v) => p(sym("Times New Roman", v, 0))),
	"symbol-wingdings": unread(() => p(sym("Wingdings", "2"))),
	tab: unread((v, o) => p(`<w:r><w:t>${v}</w:t><w:tab/><w:t>${o}</w:t></w:r>`)),
	"tab-runs": unread((v, o) => p(`${run(v)}<w:r><w:tab/></w:r>${run(o)}`)),
	break: unread((v, o) => p(`<w:r><w:t>${v}</w:t><w:br/><w:t>${o}</w:t></w:r>`)),
	"two paragraphs": unread((v, o) => p(run(v)) + p(run(o))),
	"tab before": shown((v) => p(`<w:r><w:tab/></w:r>${run(v)}`)),
	nested: shown((v) => `<w:tbl><w:tblPr/><w:tr><w:tc>${p(run(v))}</w:tc></w:tr></w:tbl><w:p/>`),
	"nested two": unread(
		(v, o) => `<w:tbl><w:tblPr/><w:tr><w:tc>${p(run(v))}</w:tc><w:tc>${p(run(o))}</w:tc></w:tr></w:tbl><w:p/>`,
	),
	drawing: unread(() => p("<w:r><w:drawing/></w:r>")),
	"drawing inline": unread(() =>
		p(
			'<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
		),
	),
	pict: unread(() => p('<w:r><w:pict><v:shape><v:imagedata r:id="r1"/></v:shape></w:pict></w:r>')),
	object: unread(() => p('<w:r><w:object><v:shape><v:imagedata r:id="r1"/></v:shape><o:OLEObject/></w:object></w:r>')),
	"drawing hidden": shown((v) => p(`${run(v)}<w:r><w:rPr><w:vanish/></w:rPr><w:drawing/></w:r>`)),
	"text box": shown((v) =>
		p(
			`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx><w:txbxContent>${p(run(v))}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${p(run(v))}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
		),
	),
	"text box beside": unread((v, o) =>
		p(
			`${run(v)}<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${p(run(o))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
		),
	),
	control: shown((v) => p(`<w:sdt><w:sdtPr/><w:sdtContent>${run(v)}</w:sdtContent></w:sdt>`)),
	"control block": shown((v) => `<w:sdt><w:sdtContent>${p(run(v))}</w:sdtContent></w:sdt>`),
	"control hidden": shown((v, o) => p(`<w:sdt><w:sdtContent>${run(o, "<w:vanish/>")}</w:sdtContent></w:sdt>${run(v)}`)),
	field: shown((v) => p(field("=SUM(ABOVE)", run(v)))),
	"field simple": shown((v) => p(`<w:fldSimple w:instr="=1">${run(v)}</w:fldSimple>`)),
	"field list": shown((v, o) =>
		p(
			field(
				"FORMDROPDOWN",
				"",
				`<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="${o}"/><w:listEntry w:val="${v}"/></w:ddList></w:ffData>`,
			),
		),
	),
	hyperlink: shown((v) => p(`<w:hyperlink>${run(v)}</w:hyperlink>`)),
	hyphen: shown((v) => p(`<w:r><w:t>${v.slice(0, 1)}</w:t><w:softHyphen/><w:t>${v.slice(1)}</w:t></w:r>`)),
	"split runs": shown((v) => p(run(v.slice(0, 1)) + run(v.slice(1), "<w:b/>"))),
	"paragraph mark": shown((v) => p(run(v), "<w:rPr><w:vanish/><w:strike/></w:rPr>")),
};

const NAMESPACES =
	'xmlns:w="w" xmlns:m="m" xmlns:mc="mc" xmlns:wp="wp" xmlns:wps="wps" xmlns:w14="w14" xmlns:v="v" xmlns:o="o" xmlns:a="a" xmlns:pic="pic" xmlns:r="r"';

/** A Word file of what stands in its body. */
export function wordFile(body: string, styles = ""): Uint8Array {
	return zipSync({
		"word/document.xml": strToU8(`<?xml version="1.0"?><w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`),
		...(styles === "" ? {} : { "word/styles.xml": strToU8(`<?xml version="1.0"?><w:styles ${NAMESPACES}>${styles}</w:styles>`) }),
	});
}
