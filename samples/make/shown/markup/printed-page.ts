import { htmlOf } from "../../variety/html.ts";
import type { Piece } from "../../variety/report.ts";
import type { Making, ShownPiece, ShownReport } from "../model.ts";
import { MARK_STYLE, MARKS, marked, PRINT_MARKS } from "./marks.ts";

/** Ways that a browser's print knows. */
export const PRINTED_WAYS = { ...MARKS, ...PRINT_MARKS };

/** A report as HTML for a browser to print. */
export function printableHtml(report: ShownReport, { look }: Making, { style = "", body = "" } = {}): string {
	const pieces = report.pieces.map(pieceOf);
	const truth = { ...report.truth, sections: [], figures: {} };
	const html = htmlOf({ name: "", pieces, truth }, look);
	const more = `${MARK_STYLE} td.figure{position:relative} svg,img{vertical-align:middle} ${style}`;
	return html.replace("</style>", () => `${more}</style>`).replace("<body>", () => `<body>${body}`);
}

function pieceOf(piece: ShownPiece): Piece {
	if (piece.kind !== "table") return piece;
	const cells = piece.cells.map((cell) => ({ ...cell, text: marked(cell.parts, PRINTED_WAYS) }));
	return { kind: "table", sheet: { ...piece, cells }, isWide: piece.isWide };
}
