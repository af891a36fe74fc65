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
