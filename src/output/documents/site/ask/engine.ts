import type { AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";
import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import type { Table } from "apache-arrow";

/** DuckDB in this page, with tables that it was handed. */
export interface Engine {
	readonly put: (name: string, table: Table) => Promise<void>;
	readonly name: (view: string, sql: string) => Promise<void>;
	readonly ask: (sql: string) => Promise<Table>;
	/** It stops at once, whatever it does. */
	readonly end: () => void;
}

/** Where its parts are, from the page. */
const PARTS = { worker: "ask/duckdb.worker.js", wasm: "ask/duckdb.wasm.gz" } as const;

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Starts DuckDB in a worker. The worker is made from its text, so that it is held to this page's policy: it can
 * reach this site and nothing else.
 */
export async function startEngine(): Promise<Engine> {
	const [code, wasm] = await Promise.all([part(PARTS.worker), part(PARTS.wasm)]);
	const workerUrl = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
	const wasmUrl = URL.createObjectURL(new Blob([await unpacked(wasm)], { type: "application/wasm" }));
	const worker = new Worker(workerUrl);
	try {
		const database = new AsyncDuckDB(new VoidLogger(), worker);
		await database.instantiate(wasmUrl);
		await database.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
		const connection = await database.connect();
		for (const setting of [
			"autoinstall_known_extensions = false",
			"autoload_known_extensions = false",
			"enable_external_access = false",
			"lock_configuration = true",
		])
			await connection.query(`SET ${setting}`);
		return engineOf(connection, worker);
	} catch (error) {
		worker.terminate();
		throw error;
	} finally {
		URL.revokeObjectURL(workerUrl);
		URL.revokeObjectURL(wasmUrl);
	}
}

function engineOf(connection: AsyncDuckDBConnection, worker: Worker): Engine {
	return {
		put: async (name, table) => {
			await connection.query(`DROP TABLE IF EXISTS ${identifier(name)}`);
			await connection.insertArrowTable(table, { name, create: true });
		},
		name: async (view, sql) => {
			await connection.query(`CREATE OR REPLACE VIEW ${identifier(view)} AS ${sql}`);
		},
		ask: (sql) => connection.query(sql),
		end: () => worker.terminate(),
	};
}

async function part(path: string): Promise<ArrayBuffer> {
	const answer = await fetch(path);
	if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
	return answer.arrayBuffer();
}

/** Some servers unpack what they send by themselves. */
async function unpacked(bytes: ArrayBuffer): Promise<ArrayBuffer> {
	const [first, second] = new Uint8Array(bytes);
	if (first !== 0x1f || second !== 0x8b) return bytes;
	return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
