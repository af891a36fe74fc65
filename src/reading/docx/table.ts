import type { Element } from "domhandler";
import { childNamed, valOf } from "./xml.ts";

/** A cell as a web page would have it: those that a merged cell covers are left out. */
export interface DocxCell {
	/** Undefined for the room before a row's first cell. */
	readonly content: Element | undefined;
	readonly column: number;
	readonly columnSpan: number;
	readonly rowSpan: number;
}

interface Placed {
	readonly content: Element | undefined;
	readonly column: number;
	readonly columnSpan: number;
	/** Whether it only goes on with the cell above it. */
	readonly isCovered: boolean;
}

/** A report's largest table has some 30 rows and 12 columns. */
const MAX = { rows: 400, columns: 60 } as const;
/** Two points: no letter is lower. */
const FLAT_TWIPS = 40;

/** The rows of a table with spans; Word marks a merged cell in each row that it covers. */
export function tableRows(table: Element): DocxCell[][] {
	const rows = inside(table, "w:tr").filter(isShown).slice(0, MAX.rows).map(placedCells);
	return rows.map((cells, row) =>
		cells.flatMap((cell): DocxCell[] => {
			const isCovered = cell.isCovered && covers(rows[row - 1], cell);
			if (isCovered) return [];
			let rowSpan = 1;
			while (rows[row + rowSpan]?.some((below) => below.isCovered && isBelow(below, cell))) rowSpan++;
			return [{ content: cell.content, column: cell.column, columnSpan: cell.columnSpan, rowSpan }];
		}),
	);
}

/** Rows that are deleted, hidden, or of no height are not shown. */
function isShown(row: Element): boolean {
	const properties = childNamed(row, "w:trPr");
	const hidden = childNamed(properties, "w:hidden");
	const height = childNamed(properties, "w:trHeight");
	const isFlat = height?.attribs["w:hRule"] === "exact" && Number(valOf(height)) < FLAT_TWIPS;
	return !childNamed(properties, "w:del") && (!hidden || /^(?:0|false|off)$/.test(valOf(hidden) ?? "")) && !isFlat;
}

function covers(above: readonly Placed[] | undefined, cell: Placed): boolean {
	return above?.some((other) => isBelow(cell, other)) ?? false;
}

function isBelow(cell: Placed, above: Placed): boolean {
	return cell.column === above.column;
}

function placedCells(row: Element): Placed[] {
	const before = spanOf(childNamed(childNamed(row, "w:trPr"), "w:gridBefore"), 0);
	const cells: Placed[] = before > 0 ? [{ content: undefined, column: 0, columnSpan: before, isCovered: false }] : [];
	let column = before;
	for (const content of inside(row, "w:tc")) {
		const properties = childNamed(content, "w:tcPr");
		const columnSpan = Math.min(spanOf(childNamed(properties, "w:gridSpan"), 1), MAX.columns - column);
		if (columnSpan < 1) break;
		const merge = childNamed(properties, "w:vMerge");
		cells.push({ content, column, columnSpan, isCovered: merge !== undefined && valOf(merge) !== "restart" });
		column += columnSpan;
	}
	return cells;
}

/** Children of a name, also those inside content controls and marks of changes. */
function inside(parent: Element, name: string, depth = 0): Element[] {
	if (depth > 5) return [];
	return parent.children.flatMap((child) => {
		if (!("attribs" in child) || child.name === "w:del" || child.name === "w:tbl") return [];
		return child.name === name
			? [child]
			: /^w:(?:sdt|sdtContent|ins|customXml|moveTo)$/.test(child.name)
				? inside(child, name, depth + 1)
				: [];
	});
}

function spanOf(element: Element | undefined, otherwise: number): number {
	const span = Number(valOf(element));
	return Number.isInteger(span) && span >= 0 ? Math.min(Math.max(span, otherwise), MAX.columns) : otherwise;
}
