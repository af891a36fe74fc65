import { GoujiError } from "../../model/errors.ts";
import { csvRows } from "./csv-rows.ts";
import type { SheetRow } from "./sheet-row.ts";
import { RowsError } from "./sheet-row.ts";
import { xlsxRows } from "./xlsx-rows.ts";

/** One organ as a table has it, not checked yet. */
export interface RosterRow {
	/** Line of the text, or row of the sheet. */
	readonly line: number;
	/** Keys and values as a configuration has them. */
	readonly values: Readonly<Record<string, unknown>>;
}

/** Headings of a roster's columns, as people write them. */
const HEADINGS: Readonly<Record<string, readonly string[]>> = {
	name: ["name", "机关", "机关名称", "单位", "单位名称", "名称", "部门", "部门名称", "行政机关"],
	aliases: ["aliases", "alias", "别名", "曾用名", "简称", "其他名称"],
	id: ["id", "机关编号"],
	level: ["level", "级别", "层级"],
	code: ["code", "代码", "区划代码", "行政区划代码"],
	parent: ["parent", "上级", "上级机关", "上级单位", "主管部门", "所属政府"],
	deadline: ["deadline", "期限", "截止日期", "截止", "应公布日期"],
	deadline_basis: ["deadline_basis", "依据", "期限依据", "截止依据"],
	complete: ["complete", "完整", "下级完整"],
};

const KEYS = new Map(Object.entries(HEADINGS).flatMap(([key, words]) => words.map((word) => [word, key] as const)));

/**
 * The organs of a roster in a table: CSV or Excel (.xlsx), with a row of headings first. Throws GoujiError bad-config with
 * file, line and mend.
 */
export function rosterRows(bytes: Uint8Array, file: string): RosterRow[] {
	try {
		const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
		const isOle = bytes[0] === 0xd0 && bytes[1] === 0xcf;
		const [head, ...rows] = isZip || isOle ? xlsxRows(bytes) : csvRows(bytes);
		if (!head) throw new RowsError(1, "the table is empty; the first row has headings, such as 机关名称");
		const keys = keysOf(head);
		return rows.map((row) => ({ line: row.line, values: valuesOf(row, keys) }));
	} catch (error) {
		if (!(error instanceof RowsError)) throw error;
		throw new GoujiError("bad-config", `${file}:${error.line}: ${error.message}`, {
			hint: "Correct the roster; docs/configuration.md, roster, lists its columns.",
			cause: error,
		});
	}
}

/** What each column means; undefined for one without a heading. */
function keysOf({ line, cells }: SheetRow): (string | undefined)[] {
	const keys = cells.map((cell) => {
		const word = cell.replaceAll(/\s/g, "").toLowerCase();
		if (word === "" || /^(?:序号|编号|no\.?|备注|说明)$/.test(word)) return undefined;
		const key = KEYS.get(word);
		if (key === undefined)
			throw new RowsError(
				line,
				`no column is called ${cell.slice(0, 40)}; use ${Object.values(HEADINGS)
					.map(([, word = ""]) => word)
					.join(", ")}, or take it away`,
			);
		return key;
	});
	if (!keys.includes("name")) throw new RowsError(line, "no column has the organs' names; head it 机关名称");
	const twice = keys.find((key, i) => key !== undefined && keys.indexOf(key) !== i);
	if (twice !== undefined) throw new RowsError(line, `two columns mean ${twice}; keep one`);
	return keys;
}

function valuesOf({ line, cells }: SheetRow, keys: readonly (string | undefined)[]): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const [i, cell] of cells.entries()) {
		const key = keys[i];
		if (cell === "") continue;
		if (key === undefined) continue;
		values[key] = READ[key]?.(cell, line) ?? cell;
	}
	return values;
}

const READ: Readonly<Record<string, (cell: string, line: number) => unknown>> = {
	aliases: (cell) => cell.split(/[、,，;；|\n]/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()])),
	complete: (cell, line) => {
		if (/^(?:是|true|yes|1)$/i.test(cell)) return true;
		if (/^(?:否|false|no|0)$/i.test(cell)) return false;
		throw new RowsError(line, `complete is ${cell.slice(0, 20)}; write 是 or 否`);
	},
	deadline: (cell, line) => {
		const day = monthAndDay(cell);
		if (day === undefined) throw new RowsError(line, `${cell.slice(0, 20)} is no month and day; write 01-31 or 1月31日`);
		return day;
	},
};

/** `01-31` of what people and spreadsheets write: 1月31日, 1/31, 2026-01-31, or a spreadsheet's count of days since 1899-12-30. */
function monthAndDay(cell: string): string | undefined {
	const written = /^(?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell);
	if (written) return `${(written[1] ?? "").padStart(2, "0")}-${(written[2] ?? "").padStart(2, "0")}`;
	if (!/^\d{5}(?:\.0+)?$/.test(cell)) return undefined;
	const day = new Date(Date.UTC(1899, 11, 30) + Number(cell) * 86_400_000);
	return day.toISOString().slice(5, 10);
}
