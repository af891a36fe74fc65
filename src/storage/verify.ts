import { toErrorRecord } from "../model/errors.ts";
import { append } from "../model/many.ts";
import type { Archive, ArchiveListing } from "./archive.ts";
import type { NamedFile } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** What is wrong with one part of a store. */
export interface StoreProblem {
	readonly where: "ledger" | "archive" | "readings";
	/** `damaged`: not there, or other bytes than its name says. `odd`: something that gouji does not put there. */
	readonly what: "damaged" | "odd";
	/** SHA-256, path or table. */
	readonly name: string;
	readonly detail: string;
	/** An address that it belongs to, where the ledger names it. */
	readonly url: string | null;
}

/** What a look at all files of an archive came to. */
export interface VerifiedFiles {
	/** Files whose bytes were read and compared with their name. */
	readonly checked: number;
	/** Files that the ledger does not name, such as those of a run that was killed; no fault. */
	readonly unnamed: number;
	readonly problems: readonly StoreProblem[];
}

/** Problems that SQLite's own check tells at most. */
const MOST = 50;

/**
 * Lets the database look at itself: SQLite by its own check of pages and indexes, PostgreSQL by reading every table
 * of ours whole. Damage is a problem, not an exception.
 */
export async function verifyLedger(sql: Sql, tables: readonly string[], isEmbedded: boolean): Promise<StoreProblem[]> {
	const problems: StoreProblem[] = [];
	if (isEmbedded) {
		const told = await damageOf("ledger.sqlite", async () =>
			(await sql.all<{ integrity_check: string }>(`pragma main.integrity_check(${MOST})`))
				.map(({ integrity_check }) => integrity_check)
				.filter((line) => line !== "ok"),
		);
		append(problems, told);
	}
	for (const table of tables)
		append(
			problems,
			await damageOf(table, async () => {
				await sql.one(`select count(*) as count from ${table}`);
				return [];
			}),
		);
	return problems;
}

async function damageOf(name: string, look: () => Promise<readonly string[]>): Promise<StoreProblem[]> {
	const problem = (detail: string): StoreProblem => ({ where: "ledger", what: "damaged", name, detail, url: null });
	try {
		return (await look()).map(problem);
	} catch (error) {
		const { code, message } = toErrorRecord(error);
		if (code !== "damaged-ledger") throw error;
		return [problem(message)];
	}
}

/** So many files are read side by side. */
const AT_ONCE = 8;

/**
 * Reads every file that the ledger names, and every other that lies there where that can be listed, and compares its
 * bytes with its name.
 */
export async function verifyFiles(
	where: "archive" | "readings",
	{ archive, named, listing }: { archive: Archive; named: readonly NamedFile[]; listing?: ArchiveListing | undefined },
	progress: (message: string) => void,
): Promise<VerifiedFiles> {
	const known = new Map(named.map(({ sha256, url }) => [sha256, url]));
	const unnamed = (listing?.names ?? []).filter((sha256) => !known.has(sha256));
	const all = [...known.keys(), ...unnamed].sort();
	const problems: StoreProblem[] = [];
	for (let i = 0; i < all.length; i += AT_ONCE) {
		const faults = all.slice(i, i + AT_ONCE).map(async (sha256): Promise<StoreProblem[]> => {
			const detail = await faultOf(sha256, archive);
			return detail === undefined ? [] : [{ where, what: "damaged", name: sha256, detail, url: known.get(sha256) ?? null }];
		});
		append(problems, (await Promise.all(faults)).flat());
		progress(`${where}: ${Math.min(i + AT_ONCE, all.length)} of ${all.length} files`);
	}
	const odd = (listing?.odd ?? []).map(
		(name): StoreProblem => ({ where, what: "odd", name, detail: "gouji puts no such file there", url: null }),
	);
	return { checked: all.length, unnamed: unnamed.length, problems: [...problems, ...odd] };
}

/** What is wrong with one file; undefined where it is whole. Throws what is no fault of the file. */
export async function faultOf(sha256: string, archive: Archive): Promise<string | undefined> {
	try {
		await archive.bytesOf(sha256);
		return undefined;
	} catch (error) {
		const { code, message } = toErrorRecord(error);
		if (code !== "damaged-archive") throw error;
		return message;
	}
}
