/** Raised with every change of the tables: an index of another version is made anew, it holds nothing of its own. */
export const INDEX_VERSION = 1;

/**
 * The index: what views list, filter and count. Findings repeat year, region and level of their report, so that
 * every list is one range of one index. `report_tally` and `finding_tally` are counted once after filling; the
 * trigger keeps them true when a decision moves a finding.
 */
export const INDEX_TABLES = `
create table issuer (
	id integer primary key,
	name text not null unique,
	region text not null,
	level text not null
) strict;
create table report (
	id integer primary key,
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
	late integer not null,
	errors integer not null,
	warnings integer not null,
	doubts integer not null,
	corrections integer not null
) strict;
create index report_issuer on report (issuer, year);
create index report_year on report (year, errors desc, id);
create index report_region on report (region, year, errors desc, id);
create index report_errors on report (errors desc, id);
create index report_sha on report (sha256);
create table finding (
	id integer primary key,
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
	state text not null
) strict;
create index finding_report on finding (report);
create index finding_print on finding (fingerprint);
create index finding_order on finding (rank, id);
create index finding_state on finding (state, rank, id);
create index finding_rule on finding (rule, state, rank, id);
create index finding_year on finding (year, state, rank, id);
create index finding_region on finding (region, state, rank, id);
create table owed (
	issuer integer not null references issuer (id),
	year integer not null,
	region text not null,
	level text not null,
	deadline text not null,
	primary key (issuer, year)
) strict;
create table trouble (
	name text primary key,
	stamp text not null,
	detail text not null
) strict;
create table report_tally (
	year integer not null,
	region text not null,
	level text not null,
	status text not null,
	late integer not null,
	flagged integer not null,
	doubted integer not null,
	n integer not null,
	primary key (year, region, level, status, late, flagged, doubted)
) strict, without rowid;
create table finding_tally (
	year integer not null,
	region text not null,
	level text not null,
	rule text not null,
	severity text not null,
	cause text not null,
	state text not null,
	n integer not null,
	primary key (year, region, level, rule, severity, cause, state)
) strict, without rowid;
create index finding_tally_rule on finding_tally (rule, year);
create trigger finding_moved after update of state on finding when old.state <> new.state begin
	update finding_tally set n = n - 1
		where year = old.year and region = old.region and level = old.level and rule = old.rule
			and severity = old.severity and cause = old.cause and state = old.state;
	insert into finding_tally values (new.year, new.region, new.level, new.rule, new.severity, new.cause, new.state, 1)
		on conflict do update set n = n + 1;
end`;

/** Counts everything anew; after filling, in the same transaction. */
export const TALLY = `
delete from report_tally;
insert into report_tally
	select year, region, level, status, late, errors > 0, doubts > 0, count(*) from report group by 1, 2, 3, 4, 5, 6, 7;
delete from finding_tally;
insert into finding_tally
	select year, region, level, rule, severity, cause, state, count(*) from finding group by 1, 2, 3, 4, 5, 6, 7;
analyze`;
