import type { PrintedCell } from "../../../src/rules.ts";
import type { PlacedRow } from "./paths.ts";
import type { ColumnField, RemedyFields, RequestFields } from "./types.ts";

/** Where a cell of labels stands; one row high and one column wide unless it says more. */
interface Place {
	readonly row: number;
	readonly column: number;
	readonly rowSpan?: number;
	readonly columnSpan?: number;
}

/** A cell that holds a label. */
export function labelCell(text: string, { row, column, rowSpan = 1, columnSpan = 1 }: Place): PrintedCell {
	return { row, column, rowSpan, columnSpan, text };
}

/** Columns of labels before the figures of table 三, and rows of headings over them. */
export const REQUEST_LABELS = { columns: 3, rows: 3 } as const;

/** The three head rows of table 三. */
export function requestHeads({ corner, over, columns }: RequestFields): PrintedCell[] {
	const { columns: first, rows } = REQUEST_LABELS;
	const heads = runsOf(columns);
	return [
		labelCell(corner, { row: 0, column: 0, rowSpan: rows, columnSpan: first }),
		labelCell(over, { row: 0, column: first, columnSpan: columns.length }),
		...heads.map(({ under, at, members: [one, ...rest] }) =>
			under === undefined
				? labelCell(one?.label ?? "", { row: 1, column: first + at, rowSpan: 2 })
				: labelCell(under, { row: 1, column: first + at, columnSpan: rest.length + 1 }),
		),
		...columns.flatMap(({ label, under }, i) => (under === undefined ? [] : [labelCell(label, { row: 2, column: first + i })])),
	];
}

/** The three head rows of table 四. */
export function remedyHeads({ columns, blocks }: RemedyFields): PrintedCell[] {
	const wide = columns.length;
	const heads = runsOf(blocks);
	const named = blocks.map(({ label, under }, i) => ({ label, under, at: i * wide }));
	const own = (row: number, rowSpan: number, at: number) =>
		columns.map(({ label }, i) => labelCell(label, { row, column: at + i, rowSpan }));
	return [
		...heads.map(({ under, at, members: [one, ...rest] }) =>
			labelCell(under ?? one?.label ?? "", { row: 0, column: at * wide, columnSpan: (rest.length + 1) * wide }),
		),
		...named.flatMap(({ label, under, at }) =>
			under === undefined ? own(1, 2, at) : [labelCell(label, { row: 1, column: at, columnSpan: wide })],
		),
		...named.flatMap(({ under, at }) => (under === undefined ? [] : own(2, 1, at))),
	];
}

interface Run<T> {
	readonly under: string | undefined;
	/** Place of the first member. */
	readonly at: number;
	readonly members: readonly T[];
}

/** Neighbours under one heading together; what stands under none alone. */
function runsOf<T extends Pick<ColumnField, "under">>(fields: readonly T[]): Run<T>[] {
	const runs: Run<T>[] = [];
	fields.forEach((field, at) => {
		const last = runs.at(-1);
		if (last?.under !== undefined && last.under === field.under)
			runs[runs.length - 1] = { ...last, members: [...last.members, field] };
		else runs.push({ under: field.under, at, members: [field] });
	});
	return runs;
}

/** How a row of table 三 is labelled. */
export function printedLabel({ number = "", label, note = "", group, place }: PlacedRow): string {
	return group ? `${place}.${label}` : number + label + note;
}
