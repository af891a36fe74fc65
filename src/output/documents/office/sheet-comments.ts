import { cellName } from "./sheet.ts";
import { element, xmlFile, xmlText } from "./xml.ts";

/** A cell's comment; row and column from 0. */
export interface PlacedComment {
	readonly row: number;
	readonly column: number;
	readonly text: string;
}

/** The part with the comments' texts. */
export function commentsXml(comments: readonly PlacedComment[]): string {
	const list = comments.map(({ row, column, text }) =>
		element(
			"comment",
			{ ref: cellName(row, column), authorId: 0 },
			element("text", {}, element("r", {}, element("t", { "xml:space": "preserve" }, xmlText(text)))),
		),
	);
	return xmlFile(
		element(
			"comments",
			{ xmlns: "http://schemas.openxmlformats.org/spreadsheetml/2006/main" },
			element("authors", {}, element("author", {}, "gouji")),
			element("commentList", {}, ...list),
		),
	);
}

/** The part with the comments' boxes: Excel shows no comment without one (ECMA-376 part 4, VML). */
export function commentBoxes(comments: readonly PlacedComment[]): string {
	const kind = element(
		"v:shapetype",
		{ id: "_x0000_t202", coordsize: "21600,21600", "o:spt": 202, path: "m,l,21600r21600,l21600,xe" },
		element("v:stroke", { joinstyle: "miter" }),
		element("v:path", { gradientshapeok: "t", "o:connecttype": "rect" }),
	);
	const names = {
		"xmlns:v": "urn:schemas-microsoft-com:vml",
		"xmlns:o": "urn:schemas-microsoft-com:office:office",
		"xmlns:x": "urn:schemas-microsoft-com:office:excel",
	};
	return element("xml", names, kind, ...comments.map(boxOf));
}

/** Two columns wide and four rows high, right of its cell; Excel sizes the inset itself. */
function boxOf({ row, column }: PlacedComment, i: number): string {
	const anchor = [column + 1, 6, Math.max(row - 1, 0), 14, column + 3, 2, row + 3, 16].join(", ");
	return element(
		"v:shape",
		{
			id: `_x0000_s${1025 + i}`,
			type: "#_x0000_t202",
			style: "position:absolute;width:97.8pt;height:59.1pt;z-index:1;visibility:hidden",
			fillcolor: "infoBackground [80]",
			strokecolor: "none [81]",
			"o:insetmode": "auto",
		},
		element("v:fill", { color2: "infoBackground [80]" }),
		element("v:shadow", { color: "none [81]", obscured: "t" }),
		element("v:path", { "o:connecttype": "none" }),
		element("v:textbox", { style: "mso-direction-alt:auto" }, element("div", { style: "text-align:left" })),
		element(
			"x:ClientData",
			{ ObjectType: "Note" },
			element("x:MoveWithCells"),
			element("x:SizeWithCells"),
			element("x:Anchor", {}, anchor),
			element("x:AutoFill", {}, "False"),
			element("x:Row", {}, String(row)),
			element("x:Column", {}, String(column)),
		),
	);
}
