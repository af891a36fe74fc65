/** Raised with every change of the tables; an older ledger is brought up to date, a newer one is refused. */
export const LEDGER_VERSION = 8;

/** The ledger's tables. Times are ISO 8601 in UTC. */
export const TABLES = `
create table run (
	id integer primary key,
	started_at text not null unique,
	finished_at text,
	summary text
) strict;
create table resource (
	url text primary key,
	etag text,
	last_modified text,
	content_type text,
	media text,
	sha256 text,
	final_url text,
	tls text,
	state text not null,
	code text,
	detail text,
	hint text,
	first_seen text,
	last_seen text,
	last_attempt text not null,
	run integer
) strict;
create table attempt (
	id integer primary key,
	url text not null,
	at text not null,
	method text not null,
	status integer,
	outcome text not null,
	detail text not null,
	bytes integer not null,
	conditional integer not null,
	tls text not null,
	ticket text
) strict;
create index attempt_at on attempt (at);
create unique index attempt_ticket on attempt (ticket);
create table version (
	url text not null,
	number integer not null,
	sha256 text not null,
	final_url text,
	content_type text,
	tls text,
	first_seen text not null,
	last_seen text not null,
	run integer,
	primary key (url, number)
) strict;
create table reference (
	url text primary key,
	source text not null,
	kind text not null,
	title text not null,
	page_url text,
	issuer text,
	year integer,
	page_facts text not null,
	first_seen text not null,
	last_seen text not null
) strict;
create table look (
	source text not null,
	at text not null,
	is_whole integer not null default 0,
	found integer not null default 0,
	pages integer not null default 0,
	entries integer not null default 0,
	oldest text,
	fingerprint text not null default '',
	doubts text not null default '[]',
	primary key (source, at)
) strict;
create index attempt_url on attempt (url, at);
create index reference_source on reference (source, url);
create table outcome (
	sha256 text not null,
	reader text not null,
	report text,
	id text,
	issuer text,
	year integer,
	status text not null,
	code text,
	detail text,
	hint text,
	figures text,
	content text,
	tries integer not null,
	saved integer not null,
	primary key (sha256, reader)
) strict;
create table host (
	name text primary key,
	next_at integer not null,
	blocked_until integer not null,
	reason text not null,
	set_at integer not null default 0,
	ticket text,
	held_until integer not null default 0,
	run integer not null default 0,
	asked integer not null default 0,
	refused integer not null default 0,
	began integer not null default 0
) strict;
create table published (
	name text primary key,
	digest text not null
) strict;
create table trouble (
	key text primary key,
	kind text not null,
	url text not null,
	source text,
	issuer text,
	year integer,
	detail text not null,
	since integer not null,
	note text,
	acknowledged_at text
) strict;
`;

/** What each older version lacks for the next, by its number. */
const UPGRADES: Readonly<Record<number, string>> = {
	// When and how reports were published.
	3: `
alter table reference add column page_facts text not null default '{}';
create table look (
	source text not null,
	at text not null,
	primary key (source, at)
) strict;
create index attempt_url on attempt (url, at);
`,
	// What several workers need to know of one another.
	4: `
create unique index run_started on run (started_at);
alter table attempt add column ticket text;
create unique index attempt_ticket on attempt (ticket);
alter table outcome add column saved integer not null default 0;
update outcome set saved = rowid;
alter table host add column set_at integer not null default 0;
alter table host add column ticket text;
alter table host add column held_until integer not null default 0;
alter table host add column run integer not null default 0;
alter table host add column asked integer not null default 0;
alter table host add column refused integer not null default 0;
`,
	// What to do about a document that was not read.
	5: `
alter table resource add column hint text;
alter table outcome add column hint text;
`,
	// What looks at sources saw; older ones do not say, and prove nothing.
	6: `
alter table look add column is_whole integer not null default 0;
alter table look add column found integer not null default 0;
alter table look add column pages integer not null default 0;
alter table look add column entries integer not null default 0;
alter table look add column oldest text;
alter table look add column fingerprint text not null default '';
alter table look add column doubts text not null default '[]';
`,
	// What each run came to, and what has been wrong since when.
	7: `
alter table run add column summary text;
alter table resource add column run integer;
alter table version add column run integer;
alter table host add column began integer not null default 0;
create table trouble (
	key text primary key,
	kind text not null,
	url text not null,
	source text,
	issuer text,
	year integer,
	detail text not null,
	since integer not null,
	note text,
	acknowledged_at text
) strict;
`,
};

/** From an older version to this one, over those between; undefined where there is no way. */
export function upgradeFrom(version: number): string | undefined {
	const steps = Array.from({ length: Math.max(0, LEDGER_VERSION - version) }, (_, i) => UPGRADES[version + i]);
	return steps.length > 0 && steps.every((step) => step !== undefined) ? steps.join("\n") : undefined;
}

/** What came of tasks, and which were given up. In the embedded store beside the queue, which can be made again from the ledger. */
export const TASK_TABLES = `
create table if not exists result (
	batch text not null,
	stage text not null,
	key text not null,
	body text not null,
	primary key (batch, stage, key)
) strict;
create table if not exists dead (
	stage text not null,
	key text not null,
	payload text not null,
	error text not null,
	tries integer not null,
	died_at integer not null,
	primary key (stage, key)
) strict;
`;

/** What one process at a time may hold. */
export const LEASE_TABLES = `
create table if not exists lease (
	name text primary key,
	ticket text not null,
	held_until integer not null
) strict;
`;

/** The embedded queue. `run_at` and `lease_until` are by the store's clock; `attempts` fences off who comes too late. */
export const QUEUE_TABLES = `
create table if not exists task (
	id integer primary key,
	batch text not null,
	stage text not null,
	key text not null,
	task_group text not null default '',
	payload text not null,
	state text not null default 'ready',
	run_at integer not null default 0,
	lease_until integer not null default 0,
	attempts integer not null default 0,
	unique (batch, stage, key)
) strict;
create index if not exists task_state on task (stage, state, task_group, id);
`;

/** The tables as PostgreSQL has them: wider integers, and texts in the order of their bytes, as SQLite sorts them. */
export function forPostgres(tables: string): string {
	return tables
		.replaceAll("integer primary key", "bigint generated by default as identity primary key")
		.replaceAll(/\binteger\b/g, "bigint")
		.replaceAll(/\btext\b/g, 'text collate "C"')
		.replaceAll(") strict;", ");");
}
