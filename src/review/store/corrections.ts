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

/** What is kept of a corrected figure, to know it again where its document is published anew. */
export const CORRECTED_FIGURES = `
create table corrected_figure (
	sha256 text not null,
	path text not null,
	issuer_id text not null,
	year integer not null,
	is_text integer,
	primary key (sha256, path)
) strict, without rowid;
create index corrected_year on corrected_figure (issuer_id, year, sha256)`;

/** Whose report a document is: the issuer's id in the data set, and the year reported on. */
export interface DocumentOwner {
	readonly issuer_id: string;
	readonly year: number;
}

/** A version of a correction, with whether the reading that it replaced was of a text layer; undefined where that is not known. */
export type KeptCorrection = ReviewCorrection & { readonly wasText?: boolean };

/** The corrected figures of all documents. What stands of them on a report is told by `correctionsOn`. */
export interface Corrections {
	/** Every version of a document's corrections, oldest first. */
	readonly historyOf: (sha256: string) => KeptCorrection[];
	/** Every document that has one. */
	readonly documents: () => Set<string>;
	/** Remembers whose a corrected document is, and how one of its figures was read; the owner of the others moves with it. */
	readonly keepOwner: (
		sha256: string,
		owner: DocumentOwner,
		figure?: { readonly path: string; readonly isText: boolean | undefined },
	) => void;
	/** Whose a document was when it was last seen; undefined where it was never corrected. */
	readonly ownerOf: (sha256: string) => DocumentOwner | undefined;
	/** Corrected documents that are or were of an issuer's year. */
	readonly documentsOf: (owner: DocumentOwner) => readonly string[];
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
		sql
			.all<ReviewCorrection & { is_text: 0 | 1 | null }>(
				`select correction.*, is_text from correction left join corrected_figure using (sha256, path) where sha256 = ? order by id`,
				[sha256],
			)
			.map(({ is_text, ...own }): KeptCorrection => ({ ...own, ...(is_text === null ? {} : { wasText: is_text === 1 }) }));
	const correct: Corrections["correct"] = (wish, expected) => sql.whole(() => correctNow(sql, wish, expected));
	return {
		historyOf,
		keepOwner: (sha256, owner, figure) => sql.whole(() => keepOwner(sql, { sha256, owner, figure })),
		ownerOf: (sha256) =>
			sql.one<DocumentOwner>("select issuer_id, year from corrected_figure where sha256 = ? limit 1", [sha256]),
		documentsOf: ({ issuer_id, year }) =>
			sql
				.all<{ sha256: string }>(
					"select distinct sha256 from corrected_figure where issuer_id = ? and year = ? order by sha256",
					[...[issuer_id, year]],
				)
				.map(({ sha256 }) => sha256),
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

function keepOwner(
	sql: SyncSql,
	{
		sha256,
		owner: { issuer_id, year },
		figure,
	}: {
		readonly sha256: string;
		readonly owner: DocumentOwner;
		readonly figure: { readonly path: string; readonly isText: boolean | undefined } | undefined;
	},
): void {
	const isText = figure?.isText === undefined ? null : Number(figure.isText);
	if (figure)
		sql.run("insert or ignore into corrected_figure (sha256, path, issuer_id, year, is_text) values (?,?,?,?,?)", [
			...[sha256, figure.path, issuer_id, year, isText],
		]);
	// Figures that were corrected before this was kept.
	else
		sql.run(
			"insert or ignore into corrected_figure (sha256, path, issuer_id, year) select distinct sha256, path, ?, ? from correction where sha256 = ?",
			[issuer_id, year, sha256],
		);
	sql.run("update corrected_figure set issuer_id = ?, year = ? where sha256 = ? and (issuer_id, year) <> (?, ?)", [
		...[issuer_id, year, sha256, issuer_id, year],
	]);
}
