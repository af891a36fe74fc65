import { FULL_TEXT_TABLES } from "./full-text.ts";

/** Raised with every change of the tables: an index of another version is made anew, it holds nothing of its own. */
export const INDEX_VERSION = 10;

/**
 * The index: what views list, filter and count. Findings repeat year, region and level of their report, so that
 * lists are ranges of an index in the order that they are shown in. `report.seq` counts up each time that one is told anew (none
 * while its place is not known); `id` stays where a report is read again, and is never another's.
 */
export const INDEX_TABLES = `
create table issuer (
	id integer primary key,
	name text not null unique,
	region text not null,
	level text not null,
	reviewer text not null default '',
	keys text not null default '',
	initials text not null default ''
) strict;
create table report (
	id integer primary key autoincrement,
	seq integer,
	name text not null unique,
	digest text not null,
	stamp text not null,
	issuer integer not null references issuer (id),
	year integer not null,
	region text not null,
	level text not null,
	title text not null,
	form text not null,
	status text not null,
	text_source text not null,
	sha256 text not null,
	published_on text,
	page_date text,
	deadline text not null,
	printed_issuer text not null,
	late integer not null,
	errors integer not null,
	warnings integer not null,
	doubts integer not null,
	corrections integer not null,
	outdated integer not null,
	changed integer not null,
	is_after_corrected integer not null,
	beside text not null,
	carried_from text not null,
	reviewer text not null default '',
	issuer_id text not null,
	report_id text,
	version integer,
	is_current integer,
	unplaced integer not null default 1
) strict;
create table told (
	last integer not null,
	generation text not null
) strict;
create index report_unplaced on report (issuer_id, year) where unplaced = 1;
create unique index report_seq on report (seq);
create index report_year_seq on report (year, seq);
create index report_region_seq on report (region, seq);
create index report_set on report (issuer_id, year);
create index report_set_id on report (report_id);
create index report_issuer on report (issuer, year);
create index report_year on report (year, errors desc, id, issuer, warnings);
create index report_region on report (region, year, errors desc, id);
create index report_errors on report (errors desc, id);
create index report_sha on report (sha256);
create index report_date on report (published_on desc, id);
create index report_reviewer on report (reviewer, errors desc, id);
create index report_status on report (status, errors desc, id);
create index report_changed on report (issuer_id, year) where changed > 0;
create index report_after on report (issuer_id, year) where is_after_corrected = 1;
create index report_beside on report (name) where beside <> '';
create table finding (
	id integer primary key autoincrement,
	report integer not null references report (id) on delete cascade,
	fingerprint text not null,
	figures text not null,
	rule text not null,
	severity text not null,
	rank integer not null,
	verdict text not null,
	cause text not null,
	message text not null,
	year integer not null,
	region text not null,
	level text not null,
	state text not null,
	reviewer text not null default '',
	weight text not null generated always as (iif(verdict = 'broken', severity, 'undetermined')) virtual
) strict;
create index finding_report on finding (report);
create index finding_print on finding (fingerprint);
create index finding_order on finding (rank, id);
create index finding_state on finding (state, rank, id);
create index finding_state_report on finding (state, report);
create index finding_rule on finding (rule, rank, id);
create index finding_rule_report on finding (rule, report, state);
create index finding_region on finding (region, rank, id);
create index finding_year on finding (year, rank, id);
create index finding_todo on finding (rank, id) where state in ('open', 'reopened');
create index finding_rule_todo on finding (rule, rank, id) where state in ('open', 'reopened');
create index finding_reviewer on finding (reviewer, rank, id);
create index finding_reviewer_todo on finding (reviewer, rank, id) where state in ('open', 'reopened');
create index finding_reading on finding (rank, id) where cause = 'reading';
create table owed (
	issuer integer not null references issuer (id),
	name text not null,
	year integer not null,
	region text not null,
	level text not null,
	deadline text not null,
	basis text not null,
	state text not null,
	seen_whole integer,
	url text,
	primary key (issuer, year)
) strict;
create index owed_order on owed (deadline, name, year, issuer, level, state, seen_whole);
create index owed_state on owed (state, deadline, name, year, issuer);
create index owed_region on owed (region, deadline, name, year, issuer);
create index owed_year on owed (year, deadline, name, issuer);
create table unread (
	url text primary key,
	title text not null,
	source text not null,
	issuer text not null,
	region text not null,
	level text not null,
	year integer not null,
	reason text not null,
	detail text not null,
	sha256 text
) strict;
create index unread_order on unread (issuer, year, url);
create table trouble (
	name text primary key,
	stamp text not null,
	detail text not null,
	is_bug integer not null
) strict;
create table coverage (
	region text not null,
	level text not null,
	year integer not null,
	published integer not null,
	late integer not null,
	flagged integer not null,
	verified integer not null,
	doubted integer not null,
	missing integer not null,
	unread integer not null,
	unseen integer not null,
	undue integer not null,
	primary key (level, year, region)
) strict, without rowid;
create index coverage_region on coverage (region, year);
create table finding_tally (
	region text not null,
	level text not null,
	year integer not null,
	rule text not null,
	weight text not null,
	cause text not null,
	state text not null,
	n integer not null,
	primary key (region, level, year, rule, weight, cause, state)
) strict, without rowid;
create table load_tally (
	reviewer text primary key,
	reports integer not null,
	todo integer not null,
	errors integer not null
) strict, without rowid;
${FULL_TEXT_TABLES}`;
