import { createHash } from "node:crypto";
import { setImmediate as othersTurn } from "node:timers/promises";
import type { SyncSql } from "./sql.ts";

/** What happened at the desk besides decisions: sign-ins, users, letters, files that were taken away. */
export interface RecordEntry {
	readonly id: number;
	readonly at: string;
	readonly who: string;
	readonly action: string;
	readonly about: string;
}

/** The tables whose lines are sealed, each with its way to the seal. */
const SEALED = ["decision", "correction", "letter", "letter_event", "sign_off", "record", "second_look"] as const;

/** Lines may be added only; replacing one by its key is refused too. */
const kept = (table: string, key: string) => `create trigger ${table}_new before insert on ${table}
	when exists (select 1 from ${table} where ${key}) begin select raise(abort, 'append-only'); end`;

export const RECORD_TABLES = `
create table record (
	id integer primary key,
	at text not null,
	who text not null,
	action text not null,
	about text not null
) strict;
create table seal (
	id integer primary key,
	line text not null unique,
	hash text not null
) strict;
${["record", "seal"]
	.map(
		(table) => `create trigger ${table}_kept before update on ${table} begin select raise(abort, 'append-only'); end;
create trigger ${table}_stays before delete on ${table} begin select raise(abort, 'append-only'); end`,
	)
	.join(";\n")};
${[
	kept("record", "id = new.id"),
	kept("seal", "id = new.id or line = new.line"),
	kept("decision", "id = new.id or (fingerprint = new.fingerprint and version = new.version)"),
	kept("correction", "id = new.id or (sha256 = new.sha256 and path = new.path and version = new.version)"),
].join(";\n")}`;

/** What a check of the seals came to: lines that were changed, are gone, or were added beside the desk. */
export interface SealCheck {
	/** ISO 8601: when it began. */
	readonly at: string;
	readonly sealed: number;
	readonly broken: readonly string[];
}

/** The record of what was done, and the chain of hashes over every line that the desk keeps. */
export interface DeskRecord {
	readonly add: (entry: Omit<RecordEntry, "id">) => void;
	/** Newest first. */
	readonly list: (limit: number) => RecordEntry[];
	/** Seals all lines that have no seal yet; each hash holds the one before it. */
	readonly seal: () => void;
	/** Checks every seal, in portions: others are served meanwhile. Calls while one is at work wait for that one. */
	readonly check: (at: string) => Promise<SealCheck>;
	/** What the last check of this process came to. */
	readonly lastCheck: () => SealCheck | undefined;
	/** The last hash of the chain: whoever keeps it elsewhere can tell later that nothing before it was changed. */
	readonly head: () => string;
}

/** Lines that are read at once, so that others are served in between and a season's letters do not fill the memory. */
const PORTION = 200;

/** Opens the record in a database that has its tables. */
export function recordIn(sql: SyncSql): DeskRecord {
	const head = () => sql.one<{ hash: string }>("select hash from seal order by id desc limit 1")?.hash ?? "";
	/** Ids up to which each table's lines are known to be sealed. */
	const sealed = new Map<string, number>();
	const seal = () => sql.whole(() => void SEALED.reduce((last, table) => sealTable(sql, { table, last, sealed }), head()));
	let [running, last]: [Promise<SealCheck> | undefined, SealCheck | undefined] = [undefined, undefined];
	return {
		add: ({ at, who, action, about }) => {
			sql.run("insert into record (at, who, action, about) values (?,?,?,?)", [at, who, action, about.slice(0, 500)]);
			seal();
		},
		list: (limit) => sql.all<RecordEntry>("select * from record order by id desc limit ?", [limit]),
		seal,
		check: (at) => {
			running ??= checkSeals(sql, at)
				.then((check) => {
					last = check;
					return check;
				})
				.finally(() => {
					running = undefined;
				});
			return running;
		},
		lastCheck: () => last,
		head,
	};
}

/** Seals a table's lines that have no seal yet; gives the last hash of the chain after them. */
function sealTable(
	sql: SyncSql,
	{ table, last, sealed }: { readonly table: string; readonly last: string; readonly sealed: Map<string, number> },
): string {
	let hash = last;
	for (;;) {
		const after = sealed.get(table) ?? 0;
		const rows = sql.all<{ id: number }>(`select * from ${table} where id > ? order by id limit ${PORTION}`, [after]);
		for (const row of rows) {
			sealed.set(table, row.id);
			const line = `${table} ${row.id}`;
			if (sql.one("select 1 from seal where line = ?", [line])) continue;
			hash = hashOf(hash, table, row);
			sql.run("insert into seal (line, hash) values (?,?)", [line, hash]);
		}
		if (rows.length < PORTION) return hash;
	}
}

async function checkSeals(sql: SyncSql, at: string): Promise<SealCheck> {
	const broken: string[] = [];
	let [last, id, sealed] = ["", 0, 0];
	for (;;) {
		const seals = sql.all<{ id: number; line: string; hash: string }>(
			`select id, line, hash from seal where id > ? order by id limit ${PORTION}`,
			[id],
		);
		for (const seal of seals) {
			const [table = "", of = ""] = seal.line.split(" ");
			const row = isSealed(table) ? sql.one<{ id: number }>(`select * from ${table} where id = ?`, [Number(of)]) : undefined;
			if (row === undefined || hashOf(last, table, row) !== seal.hash) broken.push(seal.line);
			[last, id] = [seal.hash, seal.id];
		}
		sealed += seals.length;
		if (seals.length < PORTION) return { at, sealed, broken };
		await othersTurn();
	}
}

function isSealed(table: string): table is (typeof SEALED)[number] {
	return SEALED.some((name) => name === table);
}

function hashOf(before: string, table: string, row: object): string {
	const values = Object.entries(row).map(([key, value]) => [
		key,
		value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
	]);
	return createHash("sha256")
		.update(JSON.stringify([before, table, values]))
		.digest("hex");
}
