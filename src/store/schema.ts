/** Raised with every change of the tables; a ledger of another version is refused. */
export const LEDGER_VERSION = 4;

/** The ledger's tables. Times are ISO 8601 in UTC. */
export const TABLES = `
create table run (
	id integer primary key,
	started_at text not null,
	finished_at text
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
	first_seen text,
	last_seen text,
	last_attempt text not null
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
	tls text not null
) strict;
create index attempt_at on attempt (at);
create table version (
	url text not null,
	number integer not null,
	sha256 text not null,
	final_url text,
	content_type text,
	tls text,
	first_seen text not null,
	last_seen text not null,
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
	figures text,
	content text,
	tries integer not null,
	primary key (sha256, reader)
) strict;
create table host (
	name text primary key,
	next_at integer not null,
	blocked_until integer not null,
	reason text not null
) strict;
create table published (
	name text primary key,
	digest text not null
) strict;
`;
