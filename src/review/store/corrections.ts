import type { SyncSql } from "./sql.ts";

/** One version of a corrected figure. Earlier versions stay; the raw reading is never touched. */
export interface ReviewCorrection {
	readonly id: number;
	readonly at: string;
	readonly who: string;
	/** Of the document's bytes: what stands on its page does not change with later readings. */
	readonly sha256: string;
	/** Of the figure, such as `requests.received.total`. */
	readonly path: string;
	/** Counts from 1 for each figure. */
	readonly version: number;
	/** What stands on the page; null where no figure does. Meaningless where `isWithdrawn`. */
	readonly value: number | null;
	/** The reading that it replaces, as it was then. */
	readonly before: number | null;
	readonly reason: string;
	/** 1 where this version takes the correction back. */
	readonly is_withdrawn: 0 | 1;
}

export const CORRECTION_TABLES = `
create table correction (
	id integer primary key,
	at text not null,
	who text not null,
	sha256 text not null,
	path text not null,
	version integer not null,
	value real,
	before real,
	reason text not null,
	is_withdrawn integer not null,
	unique (sha256, path, version)
) strict;
create trigger correction_kept before update on correction begin select raise(abort, 'corrections are append-only'); end;
create trigger correction_stays before delete on correction begin select raise(abort, 'corrections are append-only'); end`;

/** The corrected figures of all documents. */
export interface Corrections {
	/** The versions in force of one document, by path. */
	readonly of: (sha256: string) => ReadonlyMap<string, ReviewCorrection>;
	/** Every version of a document's corrections, oldest first. */
	readonly historyOf: (sha256: string) => ReviewCorrection[];
	/** Every document that has one. */
	readonly documents: () => Set<string>;
	/** Adds a version. False, and nothing is done, where the figure's version is not `expected` (0 before the first). */
	readonly correct: (wish: Omit<ReviewCorrection, "id" | "version">, expected: number) => boolean;
	/** Adds a version of each, or of none where one of them is not at its expected version. */
	readonly correctAll: (
		wishes: readonly { readonly wish: Omit<ReviewCorrection, "id" | "version">; readonly expected: number }[],
	) => boolean;
	/** Newest first. */
	readonly log: (before: number | undefined, limit: number) => ReviewCorrection[];
}

/** Opens the corrections in a database that has their table. */
export function correctionsIn(sql: SyncSql): Corrections {
	const historyOf = (sha256: string) =>
		sql.all<ReviewCorrection>("select * from correction where sha256 = ? order by id", [sha256]);
	const correct: Corrections["correct"] = (wish, expected) => sql.whole(() => correctNow(sql, wish, expected));
	return {
		historyOf,
		of: (sha256) => {
			const last = new Map(historyOf(sha256).map((correction) => [correction.path, correction]));
			for (const [path, { is_withdrawn }] of last) if (is_withdrawn === 1) last.delete(path);
			return last;
		},
		documents: () => new Set(sql.all<{ sha256: string }>("select distinct sha256 from correction").map(({ sha256 }) => sha256)),
		correct,
		correctAll: (wishes) => {
			try {
				sql.whole(() => {
					for (const { wish, expected } of wishes) if (!correct(wish, expected)) throw new Refused();
				});
				return true;
			} catch (error) {
				if (error instanceof Refused) return false;
				throw error;
			}
		},
		log: (before, limit) =>
			sql.all<ReviewCorrection>("select * from correction where id < ? order by id desc limit ?", [
				before ?? Number.MAX_SAFE_INTEGER,
				limit,
			]),
	};
}

class Refused extends Error {}

function correctNow(
	sql: SyncSql,
	{ at, who, sha256, path, value, before, reason, is_withdrawn }: Omit<ReviewCorrection, "id" | "version">,
	expected: number,
): boolean {
	const last = sql.one<{ version: number | null }>(
		"select max(version) as version from correction where sha256 = ? and path = ?",
		[...[sha256, path]],
	);
	if ((last?.version ?? 0) !== expected) return false;
	sql.run(
		"insert into correction (at, who, sha256, path, version, value, before, reason, is_withdrawn) values (?,?,?,?,?,?,?,?,?)",
		[at, who, sha256, path, expected + 1, value, before, reason, is_withdrawn],
	);
	return true;
}
