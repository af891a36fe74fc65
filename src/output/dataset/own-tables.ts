import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";

/** Tables of a reader's own are small: populations, budgets, names. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Columns of identifiers stay text: 010100 is no number. */
const CODE = /code|代码|编号|_id$|^id$/i;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Takes a CSV file (UTF-8, with headings) in as a table named as the file, before the connection is confined. Columns of
 * codes stay text, other types are told from all rows. Throws GoujiError bad-arguments.
 */
export async function addOwnTable(connection: DuckDBConnection, path: string, taken: readonly string[]): Promise<string> {
	const name = basename(path)
		.replace(/\.csv$/i, "")
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}_]+/gu, "_");
	if (taken.includes(name)) throw refused(path, `the set has a table ${name} itself; give the file another name`);
	if (!/\.csv$/i.test(path)) throw refused(path, "it is no .csv file");
	// DuckDB would look for other files, or ask the network.
	if (/[*?[\]{}]|:\/\//.test(path)) throw refused(path, "its name has signs that stand for other files");
	if (!existsSync(path) || !statSync(path).isFile()) throw refused(path, "there is no such file");
	if (statSync(path).size > MAX_BYTES) throw refused(path, `it is larger than ${MAX_BYTES} bytes`);
	const from = `read_csv(${literal(resolve(path))}, header = true, delim = ',', quote = '"', escape = '"', sample_size = -1`;
	try {
		const heads = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}, all_varchar = true)`);
		const codes = heads.getRowsJson().flatMap(([column]) => (CODE.test(String(column)) ? [String(column)] : []));
		const types = codes.length === 0 ? "" : `, types = {${codes.map((column) => `${literal(column)}: 'VARCHAR'`).join(", ")}}`;
		await connection.run(`CREATE TABLE ${identifier(name)} AS SELECT * FROM ${from}${types})`);
		return name;
	} catch (cause) {
		if (isOwnBug(cause)) throw cause;
		throw refused(path, (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "", cause);
	}
}

function refused(path: string, why: string, cause?: unknown): GoujiError {
	return new GoujiError("bad-arguments", `${path} cannot be joined: ${why}`, {
		hint: "Give a CSV file in UTF-8 with a row of headings, such as population.csv with division_code, year, population.",
		...(cause === undefined ? {} : { cause }),
	});
}
