import { FULL_TEXT_TABLES } from "./full-text.ts";

/** Raised with every change of the tables: an index of another version is made anew, it holds nothing of its own. */
export const INDEX_VERSION = 8;

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

/** Columns of `coverage` that are counted. */
export const COVERED = ["published", "late", "flagged", "verified", "doubted", "missing", "unread", "unseen", "undue"] as const;

const SUMS = COVERED.map((column) => `${column} = ${column} + excluded.${column}`).join(", ");

/** One report's or owed report's place in every row of the cube that counts it. */
const cube = (row: string) => `(select ${row}.region as region union all select '*')
	cross join (select ${row}.level as level union all select '*') cross join (select ${row}.year as year union all select 0)`;

const reportCounts = (row: string, sign: "" | "-") =>
	`insert into coverage select region, level, year, ${sign}1, ${sign}${row}.late, ${sign}(${row}.errors > 0),
		${sign}(${row}.status = 'verified'), ${sign}(${row}.doubts > 0), 0, 0, 0, 0 from ${cube(row)} where true on conflict do update set ${SUMS};`;

/** An owed report as missing, unread, unseen and undue. */
const OWED_COUNTS: readonly ((row: string) => string)[] = [
	(row) => `${row}state <> 'unread'`,
	(row) => `${row}state = 'unread'`,
	(row) => `${row}state = 'not-found' and coalesce(${row}seen_whole, 0) = 0`,
	(row) => `${row}state = 'not-due'`,
];

const owedCounts = (row: string, sign: "" | "-") =>
	`insert into coverage select region, level, year, 0, 0, 0, 0, 0, ${OWED_COUNTS.map((count) => `${sign}(${count(`${row}.`)})`).join(", ")} from ${cube(row)} where true on conflict do update set ${SUMS};`;

const findingCounts = (row: string, sign: "" | "-") =>
	`insert into finding_tally select region, level, ${row}.year, ${row}.rule, ${row}.weight, ${row}.cause, ${row}.state, ${sign}1
		from (select '*' as region, '*' as level union all select '*', ${row}.level union all select ${row}.region, '*')
		where true on conflict do update set n = n + excluded.n;`;

/** What a report or a finding adds to what its reviewer has before them. */
const loadCounts = (row: string, sign: "" | "-", counts: readonly string[]) =>
	`insert into load_tally select ${row}.reviewer, ${counts.map((n) => `${sign}(${n})`).join(", ")} where ${row}.reviewer <> ''
		on conflict do update set reports = reports + excluded.reports, todo = todo + excluded.todo, errors = errors + excluded.errors;`;
const reportLoad = (row: string, sign: "" | "-") => loadCounts(row, sign, ["1", "0", "0"]);
const findingLoad = (row: string, sign: "" | "-") => {
	const isOpen = `${row}.state in ('open', 'reopened')`;
	return loadCounts(row, sign, ["0", isOpen, `${isOpen} and ${row}.rank = 0`]);
};

/**
 * Keep the counts true with every change. `coverage` counts reports by every combination of region, level and year, where
 * `*` and 0 stand for all of them; `finding_tally` counts findings for all organs, by level and by region; `load_tally` what each
 * reviewer has.
 */
export const COUNTING = `
create trigger report_in after insert on report begin ${reportCounts("new", "")} end;
create trigger report_out after delete on report begin ${reportCounts("old", "-")} end;
create trigger owed_in after insert on owed begin ${owedCounts("new", "")} end;
create trigger owed_out after delete on owed begin ${owedCounts("old", "-")} end;
create trigger finding_in after insert on finding begin ${findingCounts("new", "")} end;
create trigger finding_out after delete on finding begin ${findingCounts("old", "-")} end;
create trigger report_loaded after insert on report begin ${reportLoad("new", "")} end;
create trigger report_unloaded after delete on report begin ${reportLoad("old", "-")} end;
create trigger report_handed after update of reviewer on report when old.reviewer <> new.reviewer begin
	${reportLoad("old", "-")} ${reportLoad("new", "")} end;
create trigger finding_loaded after insert on finding begin ${findingLoad("new", "")} end;
create trigger finding_unloaded after delete on finding begin ${findingLoad("old", "-")} end;
create trigger finding_handed after update of state, reviewer on finding when old.reviewer <> new.reviewer or old.state <> new.state begin
	${findingLoad("old", "-")} ${findingLoad("new", "")} end;
create trigger finding_moved after update of state on finding when old.state <> new.state begin
	${findingCounts("old", "-")} ${findingCounts("new", "")} end`;

/** Stops counting, for a change of many reports; `RECOUNT` begins it again. */
export const STOP_COUNTING = [
	...["report_in", "report_out", "owed_in", "owed_out", "finding_in", "finding_out", "finding_moved"],
	...["report_loaded", "report_unloaded", "report_handed", "finding_loaded", "finding_unloaded", "finding_handed"],
]
	.map((trigger) => `drop trigger if exists ${trigger}`)
	.join(";");

/** Counts everything anew. */
export const RECOUNT = `
delete from coverage;
insert into coverage select iif(r.on_, region, '*'), iif(l.on_, level, '*'), iif(y.on_, year, 0), ${COVERED.map((column) => `sum(${column})`).join(", ")} from (
	select region, level, year, count(*) as published, sum(late) as late, sum(errors > 0) as flagged, sum(status = 'verified') as verified,
		sum(doubts > 0) as doubted, 0 as missing, 0 as unread, 0 as unseen, 0 as undue from report group by 1, 2, 3
	union all select region, level, year, 0, 0, 0, 0, 0, ${OWED_COUNTS.map((count) => `sum(${count("")})`).join(", ")} from owed group by 1, 2, 3)
	cross join (select 0 as on_ union all select 1) as r cross join (select 0 as on_ union all select 1) as l
	cross join (select 0 as on_ union all select 1) as y group by 1, 2, 3;
delete from finding_tally;
insert into finding_tally select region, '*', year, rule, weight, cause, state, count(*) from finding group by 1, 3, 4, 5, 6, 7;
insert into finding_tally select '*', level, year, rule, weight, cause, state, count(*) from finding group by 2, 3, 4, 5, 6, 7;
insert into finding_tally select '*', '*', year, rule, weight, cause, state, sum(n) from finding_tally where region = '*'
	group by 3, 4, 5, 6, 7;
delete from load_tally;
insert into load_tally select reviewer, sum(reports), sum(todo), sum(errors) from (
	select reviewer, count(*) as reports, 0 as todo, 0 as errors from report where reviewer > '' group by reviewer
	union all select reviewer, 0, count(*), sum(rank = 0) from finding where reviewer > '' and state in ('open', 'reopened') group by reviewer)
	group by reviewer;
pragma analysis_limit = 1000;
analyze`;
