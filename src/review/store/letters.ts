import type { SyncSql } from "./sql.ts";

/** What a letter asks: to mend what was found, or to publish what is missing. */
export type LetterKind = "rectify" | "urge";

/** One figure of a finding as it stood when the letter was made. */
export interface LetterFigure {
	readonly path: string;
	readonly value: number | null;
}

/** One thing that a letter asks for. */
export interface LetterItem {
	/** Counts from 1 in its letter. */
	readonly item: number;
	/** Year reported on. */
	readonly year: number;
	/** Of the finding; "" in letters that ask for a missing report. */
	readonly fingerprint: string;
	readonly rule: string;
	readonly message: string;
	readonly basis: string;
	/** Paths of figures and places that the finding is about, its figures' values, and its document's bytes then. */
	readonly cells: readonly string[];
	readonly figures: readonly LetterFigure[];
	readonly sha256: string;
	/** All documents of the organ and year that were known then: none of them is an answer. */
	readonly known: readonly string[];
}

/** A letter in the register. */
export interface Letter {
	readonly id: number;
	readonly kind: LetterKind;
	/** As printed, such as 〔2026〕3号. */
	readonly number: string;
	readonly organ: string;
	readonly at: string;
	readonly who: string;
	/** ISO dates of the office. */
	readonly sent_on: string;
	readonly deadline: string;
	readonly items: readonly LetterItem[];
	readonly events: readonly LetterEvent[];
}

/** What became of a letter; `item` is 0 for the letter as a whole. */
export const LETTER_EVENTS = ["reply", "mended", "not-mended", "accepted", "withdrawn", "note"] as const;
export type LetterEventKind = (typeof LETTER_EVENTS)[number];

/** One line of a letter's log; lines are added and never changed. */
export interface LetterEvent {
	readonly id: number;
	readonly letter: number;
	readonly item: number;
	readonly at: string;
	readonly who: string;
	readonly kind: LetterEventKind;
	readonly text: string;
	/** Of a re-check: the document's bytes and the figures in it. */
	readonly sha256: string;
	readonly figures: readonly LetterFigure[];
}

/** A report that somebody looked at and has nothing to say of. */
export interface SignOff {
	readonly id: number;
	readonly at: string;
	readonly who: string;
	readonly sha256: string;
	readonly text: string;
	readonly is_withdrawn: 0 | 1;
}

export const LETTER_TABLES = `
create table letter (
	id integer primary key,
	kind text not null,
	register_year integer not null,
	serial integer not null,
	number text not null,
	organ text not null,
	at text not null,
	who text not null,
	sent_on text not null,
	deadline text not null,
	items text not null,
	document blob not null,
	unique (register_year, serial)
) strict;
create index letter_organ on letter (organ);
create table letter_event (
	id integer primary key,
	letter integer not null references letter (id),
	item integer not null,
	at text not null,
	who text not null,
	kind text not null,
	text text not null,
	sha256 text not null,
	figures text not null
) strict;
create index letter_event_letter on letter_event (letter, id);
create table sign_off (
	id integer primary key,
	at text not null,
	who text not null,
	sha256 text not null,
	text text not null,
	is_withdrawn integer not null
) strict;
create index sign_off_sha on sign_off (sha256, id);
${["letter", "letter_event", "sign_off"]
	.map(
		(table) => `create trigger ${table}_kept before update on ${table} begin select raise(abort, 'append-only'); end;
create trigger ${table}_stays before delete on ${table} begin select raise(abort, 'append-only'); end;
create trigger ${table}_new before insert on ${table} when exists (select 1 from ${table} where id = new.id)
	begin select raise(abort, 'append-only'); end`,
	)
	.join(";\n")}`;

/** A letter to be registered; `number` makes its printed number from the register's year and the next serial. */
export interface NewLetter extends Pick<Letter, "kind" | "organ" | "at" | "who" | "sent_on" | "deadline" | "items"> {
	readonly number: (serial: number) => string;
	/** Makes the document that is sent, with its number. */
	readonly document: (number: string) => Uint8Array;
}

/** The register of letters, and the reports that were signed off. */
export interface Letters {
	/** Newest first; of one organ where it is named. */
	readonly list: (organ?: string) => Letter[];
	readonly find: (id: number) => Letter | undefined;
	/** The document as it was sent. */
	readonly documentOf: (id: number) => Uint8Array | undefined;
	/** Registers a letter under the next number of the year in which it is sent. */
	readonly register: (letter: NewLetter) => Letter;
	/** The number that the next letter of a year has. */
	readonly nextSerial: (year: number) => number;
	readonly add: (event: Omit<LetterEvent, "id">) => void;
	readonly signOff: (entry: Omit<SignOff, "id">) => void;
	/** The sign-off of a document that stands. */
	readonly signOffOf: (sha256: string) => SignOff | undefined;
}

type LetterRow = Omit<Letter, "items" | "events"> & { readonly items: string };
type EventRow = Omit<LetterEvent, "figures"> & { readonly figures: string };
const COLUMNS = "id, kind, number, organ, at, who, sent_on, deadline, items";

/** Opens the register in a database that has its tables. */
export function lettersIn(sql: SyncSql): Letters {
	const register = registerIn(sql);
	const nextSerial = (year: number) =>
		(sql.one<{ last: number | null }>("select max(serial) as last from letter where register_year = ?", [year])?.last ?? 0) + 1;
	return {
		list: (organ) => (organ === undefined ? register().all : (register().byOrgan.get(organ) ?? [])).toReversed(),
		find: (id) => register().byId.get(id),
		documentOf: (id) => sql.one<{ document: Uint8Array }>("select document from letter where id = ?", [id])?.document,
		nextSerial,
		register: (letter) => {
			const id = sql.whole(() => registerNow(sql, letter, nextSerial));
			const registered = register().byId.get(id);
			if (!registered) throw new Error("A letter that was registered is not in the register");
			return registered;
		},
		add: ({ letter, item, at, who, kind, text, sha256, figures }) =>
			void sql.run("insert into letter_event (letter, item, at, who, kind, text, sha256, figures) values (?,?,?,?,?,?,?,?)", [
				...[letter, item, at, who, kind, text, sha256, JSON.stringify(figures)],
			]),
		...signOffsIn(sql),
	};
}

/** Letters with their events, oldest first. */
interface Register {
	readonly all: readonly Letter[];
	readonly byId: ReadonlyMap<number, Letter>;
	readonly byOrgan: ReadonlyMap<string, readonly Letter[]>;
}

/**
 * The register as it stands, held in memory. Its tables are append-only, so only lines after the last known ids are read, and
 * a season's letters are not parsed again for every page. Not to be asked inside a transaction that may be taken back.
 */
function registerIn(sql: SyncSql): () => Register {
	const last = { letter: 0, event: 0 };
	const byId = new Map<number, Letter>();
	let known: Register = { all: [], byId, byOrgan: new Map() };
	return () => {
		// Events first: another process may add a letter and its event between the two.
		const events = sql.all<EventRow>("select * from letter_event where id > ? order by id", [last.event]);
		const letters = sql.all<LetterRow>(`select ${COLUMNS} from letter where id > ? order by id`, [last.letter]);
		if (letters.length === 0 && events.length === 0) return known;
		for (const { items, ...row } of letters) byId.set(row.id, { ...row, items: JSON.parse(items) as LetterItem[], events: [] });
		const more = Map.groupBy(events, ({ letter }) => letter);
		for (const [id, own] of more) {
			const letter = byId.get(id);
			if (letter) byId.set(id, { ...letter, events: [...letter.events, ...own.map(wholeEvent)] });
		}
		last.letter = letters.at(-1)?.id ?? last.letter;
		last.event = events.at(-1)?.id ?? last.event;
		const all = [...byId.values()];
		known = { all, byId, byOrgan: Map.groupBy(all, ({ organ }) => organ) };
		return known;
	};
}

function wholeEvent({ figures, ...event }: EventRow): LetterEvent {
	return { ...event, figures: JSON.parse(figures) as LetterFigure[] };
}

function registerNow(sql: SyncSql, letter: NewLetter, nextSerial: (year: number) => number): number {
	const { kind, organ, at, who, sent_on, deadline, items } = letter;
	const year = Number(sent_on.slice(0, 4));
	const serial = nextSerial(year);
	const number = letter.number(serial);
	return sql.run(
		"insert into letter (kind, register_year, serial, number, organ, at, who, sent_on, deadline, items, document) values (?,?,?,?,?,?,?,?,?,?,?)",
		[kind, year, serial, number, organ, at, who, sent_on, deadline, JSON.stringify(items), letter.document(number)],
	);
}

function signOffsIn(sql: SyncSql): Pick<Letters, "signOff" | "signOffOf"> {
	return {
		signOff: ({ at, who, sha256, text, is_withdrawn }) =>
			void sql.run("insert into sign_off (at, who, sha256, text, is_withdrawn) values (?,?,?,?,?)", [
				...[at, who, sha256, text, is_withdrawn],
			]),
		signOffOf: (sha256) => {
			const latest = sql.one<SignOff>("select * from sign_off where sha256 = ? order by id desc limit 1", [sha256]);
			return latest?.is_withdrawn === 0 ? latest : undefined;
		},
	};
}
