import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DatasetTable, Value } from "../../model/dataset.ts";
import type { WrittenSheet } from "../documents/workbook.ts";
import { MOST_ROWS, sheetRow, workbookPieces } from "../documents/workbook.ts";
import type { ReportReader } from "./report-rows.ts";
import { readRows } from "./report-rows.ts";
import type { LinesFile } from "./rows-file.ts";
import { openLines } from "./rows-file.ts";
import type { IndexedReport } from "./set-index.ts";
import type { RowsOf } from "./set-rows.ts";

/** What workbooks are made of. */
export interface WorkbookRequest extends ReportReader {
	readonly folder: string;
	/** Of the set, in its order. */
	readonly reports: Iterable<IndexedReport>;
	readonly count: number;
	/** Reports in one workbook at most. */
	readonly perWorkbook: number;
	/** Rows on one sheet at most; as many as Excel takes where left out. */
	readonly mostRows?: number;
	/** Rows of the tables of the whole set. */
	readonly whole: ReadonlyMap<DatasetTable, RowsOf>;
}

/**
 * Writes the set as `reports.xlsx`, or where that would hold too many reports as `reports.xlsx/1.xlsx` and so on, with the
 * tables of the whole set in `reports.xlsx/0.xlsx` and the codebook in each. Rows go to the disk first: memory holds one
 * report. Gives the files' names.
 */
export async function writeWorkbooks(request: WorkbookRequest): Promise<string[]> {
	const { whole, count, perWorkbook } = request;
	if (count <= perWorkbook) {
		await writeWorkbook(request, "reports.xlsx", { reports: [...request.reports], tables: whole });
		return ["reports.xlsx"];
	}
	const names = ["reports.xlsx/0.xlsx"];
	await writeWorkbook(request, "reports.xlsx/0.xlsx", { reports: [], tables: whole });
	const codebook = new Map([...whole].filter(([{ name }]) => name === "codebook"));
	for (const reports of inGroups(request.reports, perWorkbook)) {
		const name = `reports.xlsx/${names.length}.xlsx`;
		await writeWorkbook(request, name, { reports, tables: codebook });
		names.push(name);
	}
	return names;
}

function* inGroups<T>(items: Iterable<T>, size: number): Generator<T[]> {
	let group: T[] = [];
	for (const item of items) {
		group.push(item);
		if (group.length < size) continue;
		yield group;
		group = [];
	}
	if (group.length > 0) yield group;
}

interface WorkbookContent {
	readonly reports: readonly IndexedReport[];
	readonly tables: ReadonlyMap<DatasetTable, RowsOf>;
}

async function writeWorkbook(request: WorkbookRequest, name: string, content: WorkbookContent): Promise<void> {
	const { folder } = request;
	const spool = join(folder, ".sheets");
	await mkdir(spool, { recursive: true });
	try {
		const sheets = (await spooled(spool, request, content)).flatMap((table) => table.end());
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writePieces(join(folder, name), workbookPieces(sheets));
	} finally {
		await rm(spool, { recursive: true, force: true });
	}
}

async function spooled(
	spool: string,
	request: WorkbookRequest,
	{ reports, tables }: WorkbookContent,
): Promise<readonly SpooledTable[]> {
	const begin = (table: DatasetTable) => new SpooledTable(spool, table, request.mostRows ?? MOST_ROWS);
	const own = reports.length > 0 ? request.dataset.tables.map(begin) : [];
	for (const report of reports) {
		const read = await readRows(request, report);
		for (const [i, table] of own.entries()) table.write(read.tables[i] ?? []);
	}
	for (const [table, rows] of tables) {
		const whole = begin(table);
		for await (const row of rows) whole.write([row]);
		own.push(whole);
	}
	return own;
}

async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
	const file = openSync(path, "wx");
	try {
		for await (const piece of pieces) for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
	} finally {
		closeSync(file);
	}
}

/** A table's rows as XML on the disk, in as many sheets as they need. */
class SpooledTable {
	readonly #spool: string;
	readonly #table: DatasetTable;
	readonly #mostRows: number;
	readonly #sheets: { readonly file: LinesFile; rows: number }[] = [];

	constructor(spool: string, table: DatasetTable, mostRows: number) {
		this.#spool = spool;
		this.#mostRows = mostRows;
		this.#table = table;
		this.#begin();
	}

	#begin(): { readonly file: LinesFile; rows: number } {
		this.#sheets.at(-1)?.file.close();
		const sheet = { file: openLines(join(this.#spool, `${this.#table.name}-${this.#sheets.length + 1}`)), rows: 0 };
		this.#sheets.push(sheet);
		return sheet;
	}

	write(rows: readonly (readonly Value[])[]): void {
		for (const row of rows) {
			const last = this.#sheets.at(-1);
			const sheet = last === undefined || last.rows === this.#mostRows ? this.#begin() : last;
			sheet.file.write(sheetRow(sheet.rows, row));
			sheet.rows++;
		}
	}

	/** Its sheets, to be read once. */
	end(): WrittenSheet[] {
		this.#sheets.at(-1)?.file.close();
		return this.#sheets.map(({ file, rows }, i) => ({
			...{ table: this.#table, part: i + 1, rows },
			pieces: () => createReadStream(file.path, { encoding: "utf8", highWaterMark: 1 << 18 }) as AsyncIterable<string>,
		}));
	}
}
