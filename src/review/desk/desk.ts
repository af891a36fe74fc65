import { join } from "node:path";
import type { ReportFamily } from "../../mapping/report-family.ts";
import type { CorrectedBeside } from "../../model/dataset.ts";
import type { HeldReport } from "../../nightly/held-reports.ts";
import type { LetterPaper } from "../../output/documents/letter-paper.ts";
import { PLAIN_PAPER } from "../../output/documents/letter-paper.ts";
import { readText } from "../../storage/files.ts";
import type { OfficeClock } from "../../text/day.ts";
import { moveFindings, moveReviewer, recount } from "../search-index/fill.ts";
import { reportNamed } from "../search-index/lists.ts";
import { INDEX_TABLES, INDEX_VERSION } from "../search-index/schema.ts";
import type { Corrections, ReviewCorrection } from "../store/corrections.ts";
import { correctionsIn } from "../store/corrections.ts";
import type { DecisionRequest, DecisionResult, Decisions } from "../store/decisions.ts";
import { decisionsIn } from "../store/decisions.ts";
import type { Letters } from "../store/letters.ts";
import { lettersIn } from "../store/letters.ts";
import type { People } from "../store/people.ts";
import { peopleIn } from "../store/people.ts";
import type { DeskRecord } from "../store/record.ts";
import { recordIn } from "../store/record.ts";
import type { SyncSql } from "../store/sql.ts";
import { openSql } from "../store/sql.ts";
import type { Users } from "../store/users.ts";
import { usersIn } from "../store/users.ts";
import type { CorrectionsOn } from "./corrections-on.ts";
import { correctionsOn, documentsIn } from "./corrections-on.ts";
import type { Documents } from "./documents.ts";
import { heldBeside } from "./held.ts";
import type { Proof } from "./proof.ts";
import { proofOf } from "./proof.ts";
import { recheckerOf } from "./recheck.ts";
import { Refresher } from "./refresh.ts";
import type { DeskReport } from "./report.ts";
import { cellsByPath, corrected, parseReport } from "./report.ts";
import type { RosterFacts } from "./roster-facts.ts";
import { openState } from "./state.ts";

/**
 * All that views and downloads stand on.
 * `index` is read with the functions of `../index/` (lists.ts, overview.ts: every filter, page and count);
 * `decisions` and `corrections` are the state that survives; a report's full JSON comes from `reportOf`.
 */
export interface Desk {
	readonly pipeline: ReportFamily;
	readonly index: SyncSql;
	readonly decisions: Decisions;
	readonly corrections: Corrections;
	readonly users: Users;
	/** The register of letters, and reports that were signed off. */
	readonly letters: Letters;
	/** Who checks what, second looks, views that people keep. */
	readonly people: People;
	/** What was done at the desk besides decisions, and the seals over all that it keeps. */
	readonly record: DeskRecord;
	/** The name of the office that sends letters; empty where none is configured. */
	readonly office: string;
	/** What letters are written on. */
	readonly paper: LetterPaper;
	readonly roster: RosterFacts;
	/** Days and minutes of the office. */
	readonly clock: OfficeClock;
	readonly documents: Documents;
	/**
	 * A published report by its file's name in the index, with corrections applied and checked again, and as it was
	 * read. Undefined where the index does not know the name.
	 */
	readonly reportOf: (name: string) => Promise<FoundReport | undefined>;
	/** What the last run published as nobody's, until a person has said whose it is. */
	readonly held: () => Promise<readonly HeldReport[]>;
	/** Decides and moves the finding in the index. */
	readonly decide: (
		wish: DecisionRequest,
		by: { readonly who: string; readonly at: string; readonly batch?: string },
	) => DecisionResult;
	/** Hands organs to a reviewer, or to nobody where it is "". */
	readonly assign: (organs: readonly string[], reviewer: string) => void;
	/** All or nothing. */
	readonly decideAll: (
		wishes: readonly DecisionRequest[],
		by: { readonly who: string; readonly at: string; readonly batch: string },
	) => DecisionResult[];
	/** Keeps a correction and checks its document's reports again; false where somebody else was faster. */
	readonly correct: (wish: Omit<ReviewCorrection, "id" | "version">, expected: number) => Promise<boolean>;
	/** Keeps figures of one document, all or none: false where somebody else was faster with one of them. */
	readonly correctAll: (
		wishes: readonly { readonly wish: Omit<ReviewCorrection, "id" | "version">; readonly expected: number }[],
	) => Promise<boolean>;
	/** What may be done about a finding of a report; undefined where there is no such finding. */
	readonly proofOf: (name: string, fingerprint: string) => Promise<Proof | undefined>;
	/** Another text after every change of what files show; who signed in or took a file away is no such change. */
	readonly changes: () => string;
	/** Takes changed reports into the index; quick where nothing changed. */
	readonly refresh: () => Promise<{ readonly changed: number; readonly removed: number }>;
	readonly close: () => void;
}

/** A report with what people corrected in it. */
export interface FoundReport {
	/** With corrections applied. */
	readonly report: DeskReport;
	readonly asRead: DeskReport;
	readonly corrections: CorrectionsOn;
}

/** Where a desk finds its things. */
export interface DeskPlaces {
	/** Folder of published report.json files. */
	readonly reports: string;
	/** File of the night's account of what is owed; it may be absent. */
	readonly account: string;
	/** File of the index; it may be deleted at any time. */
	readonly index: string;
	/** File of decisions, corrections and users; back it up. */
	readonly state: string;
	readonly documents: Documents;
	readonly pipeline: ReportFamily;
	/** What the roster knows of issuers, and who owes a report. */
	readonly roster: RosterFacts;
	readonly clock: OfficeClock;
	/** ISO 8601. */
	readonly now: () => string;
	/** The name of the office that sends letters. */
	readonly office?: string | undefined;
	/** What letters are written on; plain paper where left out. */
	readonly paper?: LetterPaper;
	/** What hashing a password costs, as a power of two; the usual one where left out. */
	readonly passwordCost?: number;
	/** Something that the operator should know of, such as a fault of gouji with its stack. */
	readonly tell: (message: string) => void;
}

/** Opens a desk; `refresh` fills its index. Throws GoujiError cannot-write, or bad-config for a newer state file. */
export function openDesk(places: DeskPlaces): Desk {
	const { pipeline, documents, roster, clock, office = "", paper = PLAIN_PAPER } = places;
	const state = openState(places.state);
	const index = openIndex(places.index, places.now());
	const kept = keptIn(state, places.passwordCost);
	const { decisions, corrections, letters, people, record } = kept;
	const refresher = new Refresher(index, { ...places, decisions, corrections, people });
	refresher.align();
	const reportOf: Desk["reportOf"] = async (name) => {
		const row = reportNamed(index, name);
		if (!row) return undefined;
		const asRead = parseReport(await readText(join(places.reports, row.name)));
		const own = correctionsOn(asRead, documentsIn(row), { corrections, knowledge: pipeline.dataset.knowledge });
		const isAfterCorrected = row.is_after_corrected === 1;
		const beside = row.beside.split(" ") as CorrectedBeside[];
		const report = corrected(asRead, { ...own, isAfterCorrected, correctedBeside: row.beside === "" ? [] : beside }, pipeline);
		return { asRead, report, corrections: own };
	};
	const recheck = recheckerOf({ index, letters, reportOf, now: places.now });
	return {
		...kept,
		pipeline,
		index,
		...{ office, paper, roster, clock, documents },
		reportOf,
		decide: (wish, by) => {
			const decided = moved(index, decisions.decide(wish, by));
			record.seal();
			return decided;
		},
		assign: (organs, reviewer) => {
			people.assign(organs, reviewer);
			index.whole(() => organs.forEach((organ) => void moveReviewer(index, organ, reviewer)));
		},
		held: () => heldBeside(places.reports),
		decideAll: (wishes, by) => {
			const all = decisions.decideAll(wishes, by);
			index.whole(() => all.forEach((decided) => void moved(index, decided)));
			record.seal();
			return all;
		},
		...correcting(corrections, refresher),
		proofOf: async (name, fingerprint) => {
			const report = (await reportOf(name))?.report;
			const finding = report?.findings.find((candidate) => candidate.fingerprint === fingerprint);
			return report && finding && proofOf(finding, cellsByPath(report));
		},
		changes: () => changesOf(index, state),
		refresh: async () => {
			const told = await refresher.refresh();
			await recheck(refresher.taken);
			record.seal();
			return told;
		},
		close: () => [index, state].forEach((sql) => void sql.close()),
	};
}

function correcting(corrections: Corrections, refresher: Refresher): Pick<Desk, "correct" | "correctAll"> {
	const correctAll: Desk["correctAll"] = async (wishes) => {
		const isKept = corrections.correctAll(wishes);
		if (isKept) await refresher.again(wishes.map(({ wish }) => wish));
		return isKept;
	};
	return { correctAll, correct: (wish, expected) => correctAll([{ wish, expected }]) };
}

/** Lines are added to these tables and never changed. */
const TOLD = ["decision", "correction", "letter", "letter_event", "sign_off"] as const;

function changesOf(index: SyncSql, state: SyncSql): string {
	const inIndex = index.one<{ n: number }>("select total_changes() as n")?.n ?? 0;
	const last = TOLD.map((table) => state.one<{ last: number | null }>(`select max(id) as last from ${table}`)?.last ?? 0);
	return [inIndex, ...last].join(".");
}

/** Everything that survives, by its database. */
function keptIn(
	state: SyncSql,
	passwordCost: number | undefined,
): Pick<Desk, "decisions" | "corrections" | "users" | "letters" | "people" | "record"> {
	return {
		decisions: decisionsIn(state),
		corrections: correctionsIn(state),
		users: usersIn(state, passwordCost),
		letters: lettersIn(state),
		people: peopleIn(state),
		record: recordIn(state),
	};
}

function openIndex(path: string, now: string): SyncSql {
	const { sql, was } = openSql(path, INDEX_TABLES, INDEX_VERSION);
	if (was !== 0 && was !== INDEX_VERSION) {
		sql.exec(
			`pragma foreign_keys = off; ${sql
				.all<{ name: string }>(
					"select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'passage_%'",
				)
				.map(({ name }) => `drop table "${name}"`)
				.join(";")}; ${INDEX_TABLES}; pragma user_version = ${INDEX_VERSION}; pragma foreign_keys = on`,
		);
	}
	sql.run("insert into told (last, generation) select 0, ? where not exists (select 1 from told)", [now]);
	// Also where a process was ended while it counted nothing.
	if (!sql.one("select 1 from sqlite_master where type = 'trigger' and name = 'finding_moved'")) recount(sql);
	// The index can be made anew: it need not survive a power cut.
	sql.exec("pragma synchronous = off");
	return sql;
}

function moved(index: SyncSql, decided: DecisionResult): DecisionResult {
	if (decided.ok) moveFindings(index, decided.standing);
	return decided;
}
