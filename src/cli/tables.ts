import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { READER_LIMITS } from "../mapping/isolated/reader-limits.ts";
import type { TablesRead } from "../mapping/read-tables.ts";
import { GoujiError } from "../model/errors.ts";
import type { Box } from "../model/geometry.ts";
import { unionOf } from "../model/geometry.ts";
import type { Table } from "../model/table.ts";
import { DEFAULT_LIMITS } from "../reading/pdf/limits.ts";
import type { TableSettings } from "../reading/tables/settings.ts";
import { DEFAULT_SETTINGS } from "../reading/tables/settings.ts";
import { readBytes, writeWhole } from "../storage/files.ts";
import type { BareEnvironment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { openPool } from "./open-pool.ts";
import type { TableFormat } from "./table-format.ts";
import { formatted, isBinary } from "./table-formats.ts";

/** Options of `gouji tables`, as typed. */
export interface TablesOptions {
	readonly json?: boolean;
	readonly format?: TableFormat;
	/** Such as `1,3-5`. */
	readonly pages?: string;
	/** Left, top, right and bottom in points, such as `50,100,545,700`. */
	readonly area?: string;
	/** JSON with tolerances by step. */
	readonly settings?: string;
	/** A folder for one file a table. */
	readonly out?: string;
	/** A folder for one picture a table. */
	readonly pictures?: string;
}

const PICTURE_DPI = 144;
/** Pages are read one by one and soon forgotten: more room would be filled with them before any is given back. */
const YOUNG_BYTES = 8 * 1024 * 1024;
/** Room around a table in its picture. */
const MARGIN_PT = 6;

/**
 * Prints every table of a PDF, report or not; continued ones joined. Returns the exit code: 1 where there is no table, or where
 * pages could not be read, so that nobody takes what was not seen for what is not there.
 */
export async function tables(file: string, options: TablesOptions, environment: BareEnvironment): Promise<number> {
	const format = options.json ? "json" : (options.format ?? "text");
	if (isBinary(format) && options.out === undefined)
		throw new GoujiError("bad-arguments", `--format ${format} writes files`, { hint: "Name a folder with --out." });
	const settings = options.settings === undefined ? DEFAULT_SETTINGS : await readSettings(options.settings);
	const selection = {
		settings,
		...(options.pages === undefined ? {} : { pages: pagesIn(options.pages) }),
		...(options.area === undefined ? {} : { area: areaIn(options.area) }),
	};
	const pool = openPool(environment, { ...READER_LIMITS, youngBytes: YOUNG_BYTES });
	try {
		const read = JSON.parse(await pool.read(file, "tables", { tables: selection })) as TablesRead;
		if (options.out !== undefined) await writeTables(options.out, read.tables, { format, environment });
		else environment.out(String(formatted(read.tables, format)));
		if (options.pictures !== undefined) {
			const bytes = await readBytes(file, DEFAULT_LIMITS.bytes);
			await mkdir(options.pictures, { recursive: true });
			for (const [i, table] of read.tables.entries()) {
				const picture = { page: table.pages[0] ?? 1, dpi: PICTURE_DPI, area: placeOf(table) };
				await writeWhole(join(options.pictures, `table-${i + 1}.png`), await pool.draw(bytes, picture));
			}
		}
		return ending(file, read, environment);
	} finally {
		pool.close();
	}
}

/** Says what was not found or not read. */
function ending(file: string, { tables: found, pageCount, unread }: TablesRead, { log }: BareEnvironment): number {
	const numbers = unread.join(", ");
	if (unread.length > 0) log.warn(`${file}: pages ${numbers} could not be read; tables may stand on them`, { file, unread });
	if (found.length === 0) log.warn(`${file}: no table found, ${pageCount} pages`, { file, pages: pageCount });
	return found.length === 0 || unread.length > 0 ? EXIT.attention : EXIT.ok;
}

async function writeTables(
	folder: string,
	found: readonly Table[],
	{ format, environment }: { readonly format: TableFormat; readonly environment: BareEnvironment },
): Promise<void> {
	await mkdir(folder, { recursive: true });
	const ending = { text: "txt", json: "json", csv: "csv", html: "html", markdown: "md", xlsx: "xlsx" }[format];
	for (const [i, table] of found.entries()) {
		const path = join(folder, `table-${i + 1}.${ending}`);
		await writeWhole(path, formatted([table], format));
		environment.out(`${path}\n`);
	}
}

/** Where a table stands on its first page. */
function placeOf({ pages, cells, box }: Table): Box {
	const boxes = cells.filter(({ page }) => page === pages[0]).map((cell) => cell.box);
	const [x0, y0, x1, y1] = boxes.length > 0 ? unionOf(boxes) : box;
	return [x0 - MARGIN_PT, y0 - MARGIN_PT, x1 + MARGIN_PT, y1 + MARGIN_PT];
}

/** No document has more pages; a range beyond it is cut. */
const MAX_PAGES = 10_000;

function pagesIn(text: string): number[] {
	const ranges = text.split(",").map((part) => /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(part));
	const pages = ranges.flatMap((range) => {
		const from = Number(range?.[1]);
		const to = Math.min(MAX_PAGES, Number(range?.[2] ?? from));
		return range && from > 0 ? Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i) : [Number.NaN];
	});
	if (pages.length === 0 || pages.some(Number.isNaN))
		throw new GoujiError("bad-arguments", `Not pages: ${text}`, { hint: "Write them as 1,3-5." });
	return pages;
}

function areaIn(text: string): Box {
	const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
	const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers;
	if (numbers.length !== 4 || !numbers.every(Number.isFinite) || x1 <= x0 || y1 <= y0)
		throw new GoujiError("bad-arguments", `Not an area: ${text}`, { hint: "Write left,top,right,bottom in points." });
	return [x0, y0, x1, y1];
}

/** The default settings with those of a file; every name must be one of theirs, every value a number. */
async function readSettings(path: string): Promise<TableSettings> {
	const text = await readFile(path, "utf8").catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `Cannot read ${path}`, { cause, hint: "Check the name and the permissions." });
	});
	const wrong = (what: string) =>
		new GoujiError("bad-arguments", `${path}: ${what}`, { hint: "docs/tables.md lists the settings." });
	const given = parsed(text);
	if (given === undefined) throw wrong("not a JSON object");
	const defaults: Readonly<Record<string, Readonly<Record<string, number>>>> = DEFAULT_SETTINGS;
	const merged: Record<string, Record<string, number>> = {};
	for (const [step, values] of Object.entries(defaults)) merged[step] = { ...values };
	for (const [step, values] of Object.entries(given))
		for (const [name, value] of Object.entries((values ?? {}) as Record<string, unknown>)) {
			const own = Object.hasOwn(merged, step) ? merged[step] : undefined;
			if (!own || !Object.hasOwn(own, name) || typeof value !== "number") throw wrong(`no setting ${step}.${name} of this value`);
			own[name] = value;
		}
	return merged as TableSettings;
}

function parsed(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
