import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ReportFamily } from "../../mapping/report-family.ts";
import { GoujiError, toErrorRecord } from "../../model/errors.ts";
import { distinctName } from "../../output/dataset/issuer-book.ts";
import { filesIn, readText } from "../../storage/files.ts";
import { correctedBeside, isAfterCorrected, readBeforeCorrected, readBesideCorrected } from "../search-index/after-corrected.ts";
import { finishIssuers, inBulk, moveFindings, moveReviewer, putReport, removeReport } from "../search-index/fill.ts";
import { unplaceBeside } from "../search-index/place.ts";
import type { Corrections, DocumentOwner } from "../store/corrections.ts";
import type { Decisions } from "../store/decisions.ts";
import type { People } from "../store/people.ts";
import type { SyncSql } from "../store/sql.ts";
import { carriedFrom, correctionsOn, documentsIn } from "./corrections-on.ts";
import { heldBeside } from "./held.ts";
import type { NightAccount } from "./night-account.ts";
import { NO_ACCOUNT } from "./night-account.ts";
import { placeReports } from "./place-reports.ts";
import type { DeskReport } from "./report.ts";
import { corrected, parseReport } from "./report.ts";
import type { RosterFacts } from "./roster-facts.ts";
import { accountOf, tellAllOwed, tellOwedOf } from "./tell-owed.ts";

interface RefreshContext {
	readonly reports: string;
	/** File of the night's account of what is owed. */
	readonly account: string;
	readonly pipeline: ReportFamily;
	readonly roster: RosterFacts;
	readonly decisions: Decisions;
	readonly corrections: Corrections;
	readonly people: People;
	readonly tell: (message: string) => void;
}

/** A report as far as corrections are carried over to it. */
interface KnownReport extends DocumentOwner {
	readonly name: string;
	readonly stamp: string;
	readonly carried_from: string;
}

const KNOWN_REPORTS = "select name, stamp, issuer_id, year, carried_from from report";

/** More changed reports than this are counted once at the end. */
const MANY = 500;

/** Keeps the index like the folder of published reports. */
export class Refresher {
	readonly #sql: SyncSql;
	readonly #around: RefreshContext;
	/** Day and account that what is owed was last told by. */
	#toldBy = "";
	#account: NightAccount = NO_ACCOUNT;
	/** Organs of reports that came in, were read again or went since what is owed was told. */
	readonly #touched = new Set<string>();
	#running: Promise<{ changed: number; removed: number }> | undefined;
	#taken = 0;

	constructor(sql: SyncSql, around: RefreshContext) {
		this.#sql = sql;
		this.#around = around;
	}

	/**
	 * Moves every finding to where the decisions say it stands: the state may be another one than the index was made with.
	 * What a fault of gouji kept out is taken in anew, perhaps by a version without it.
	 */
	align(): void {
		const { decisions, people, roster } = this.#around;
		this.#rememberOwners();
		this.#sql.whole(() => {
			// Aliases may be others than when the index was made.
			for (const organ of roster.aliased) this.#sql.run("update issuer set keys = '' where name = ?", [organ]);
			const wanted = new Map(people.assignments().map(({ organ, reviewer }) => [organ, reviewer]));
			for (const { name, reviewer } of this.#sql.all<{ name: string; reviewer: string }>(
				"select name, reviewer from issuer where reviewer <> ''",
			))
				if (wanted.get(name) !== reviewer) moveReviewer(this.#sql, name, "");
			for (const [organ, reviewer] of wanted)
				if (!this.#sql.one("select 1 from issuer where name = ? and reviewer = ?", [organ, reviewer]))
					moveReviewer(this.#sql, organ, reviewer);
			finishIssuers(this.#sql, { namesOf: roster.namesOf, reviewerOf: people.reviewerOf });
			this.#sql.run("delete from trouble where is_bug = 1");
			this.#sql.run("update finding set state = 'open' where state <> 'open'");
			for (const standing of decisions.standings()) moveFindings(this.#sql, standing);
		});
	}

	/** Another number after every report that came in, was read again or went. */
	get taken(): number {
		return this.#taken;
	}

	/** Takes in what changed. Calls while one is at work wait for that one. */
	refresh(): Promise<{ readonly changed: number; readonly removed: number }> {
		this.#running ??= this.#refreshNow().finally(() => {
			this.#running = undefined;
		});
		return this.#running;
	}

	/** Reads the reports of documents again, after corrections of figures of theirs. */
	async again(figures: readonly { readonly sha256: string; readonly path: string }[]): Promise<void> {
		await this.#running;
		const { corrections, pipeline, reports } = this.#around;
		for (const [sha256, own] of Map.groupBy(figures, (figure) => figure.sha256)) {
			const rows = this.#sql.all<KnownReport>(`${KNOWN_REPORTS} where sha256 = ?`, [sha256]);
			for (const row of rows) {
				const asRead = await this.#take(row.name, "corrected", documentsIn(row));
				const read = asRead && pipeline.dataset.knowledge.figuresOf(asRead);
				for (const { path } of own) corrections.keepOwner(sha256, row, { path, isText: read?.get(path)?.isText });
			}
		}
		await placeReports(this.#sql, reports, pipeline.dataset);
		await this.#followCorrected();
	}

	async #refreshNow(): Promise<{ changed: number; removed: number }> {
		const files = (await filesIn(this.#around.reports)).filter(({ name }) => name.endsWith(".json"));
		const known = new Map(
			this.#sql
				.all<{ name: string; stamp: string }>("select name, stamp from report union all select name, stamp from trouble")
				.map(({ name, stamp }) => [name, stamp]),
		);
		const changed = files.filter(({ name, stamp }) => known.get(name) !== stamp);
		const there = new Set(files.map(({ name }) => name));
		const gone = [...known.keys()].filter((name) => !there.has(name));
		const account = await readText(this.#around.account).catch(() => "");
		const waiting = await heldBeside(this.#around.reports);
		const toldBy = `${this.#around.roster.today()} ${account} ${JSON.stringify(waiting)}`;
		const tellOwed = () => {
			if (toldBy !== this.#toldBy) this.#account = accountOf(account, waiting);
			// What a night saw is told whole, what a few reports change of it for their organs.
			if (toldBy !== this.#toldBy || changed.length + gone.length > MANY) tellAllOwed(this.#sql, this.#account, this.#around);
			else tellOwedOf(this.#sql, this.#touched, { ...this.#around, account: this.#account });
			this.#touched.clear();
			this.#toldBy = toldBy;
		};
		if (changed.length === 0 && gone.length === 0) {
			if (toldBy !== this.#toldBy) this.#sql.whole(tellOwed);
			return { changed: 0, removed: 0 };
		}
		const take = async () => {
			for (const { name, stamp } of changed) await this.#take(name, stamp);
		};
		const takeAll = async () => {
			await take();
			this.#sql.whole(() => {
				for (const name of gone) this.#drop(name);
				tellOwed();
			});
		};
		await (changed.length > MANY ? inBulk(this.#sql, takeAll) : takeAll());
		await placeReports(this.#sql, this.#around.reports, this.#around.pipeline.dataset);
		await this.#carryOver();
		await this.#followCorrected();
		return { changed: changed.length, removed: gone.length };
	}

	/** Reads again what stands in place of a corrected document that is published no more, or does so no more. */
	async #carryOver(): Promise<void> {
		const { corrections, reports, pipeline } = this.#around;
		let read = 0;
		for (const { issuer_id, year } of this.#rememberOwners())
			for (const row of this.#sql.all<KnownReport>(`${KNOWN_REPORTS} where issuer_id = ? and year = ?`, [issuer_id, year])) {
				const carried = carriedFrom(row, { index: this.#sql, corrections });
				if (carried.join(" ") === row.carried_from) continue;
				read++;
				await this.#take(row.name, row.stamp, carried);
			}
		if (read > 0) await placeReports(this.#sql, reports, pipeline.dataset);
	}

	/** Reads again what was compared with reports whose figures a person has put otherwise since, or does so no more. */
	async #followCorrected(): Promise<void> {
		const { reports, pipeline, roster } = this.#around;
		const readBefore = () => {
			const years = readBeforeCorrected(this.#sql);
			return years.length > 0 ? years : readBesideCorrected(this.#sql, roster);
		};
		// Which version is in force is not known while it is read again: what comes after it may have to be read once more.
		for (let later = readBefore(); later.length > 0; later = readBefore()) {
			for (const { name, stamp } of later) await this.#take(name, stamp);
			await placeReports(this.#sql, reports, pipeline.dataset);
		}
	}

	/** Remembers whose the corrected documents are that are published now. Gives the issuers' years that have any, each once. */
	#rememberOwners(): Iterable<DocumentOwner> {
		const { corrections } = this.#around;
		const owners = new Map<string, DocumentOwner>();
		for (const sha256 of corrections.documents()) {
			const now = this.#sql.one<KnownReport>(`${KNOWN_REPORTS} where sha256 = ?`, [sha256]);
			if (now) corrections.keepOwner(sha256, now);
			const owner = corrections.ownerOf(sha256);
			if (owner) owners.set(`${owner.issuer_id} ${owner.year}`, owner);
		}
		return owners.values();
	}

	/** Remembers whose corrected documents are that a run says stood at a report's address before. */
	#rememberEarlier({ source: { earlier = [] } }: DeskReport, owner: DocumentOwner): void {
		const { corrections } = this.#around;
		for (const sha256 of earlier)
			if (!corrections.ownerOf(sha256) && corrections.historyOf(sha256).length > 0) corrections.keepOwner(sha256, owner);
	}

	/** One file that cannot be read never stops the others; it is listed as trouble, and a fault of ours is told with its stack. */
	async #take(name: string, stamp: string, carried = this.#carriedTo(name)): Promise<DeskReport | undefined> {
		const { reports, pipeline, corrections, decisions, roster } = this.#around;
		this.#taken++;
		try {
			const text = await readText(join(reports, name));
			const asRead = parseReport(text);
			const own = correctionsOn(asRead, carried, { corrections, knowledge: pipeline.dataset.knowledge });
			const { name: printed, level } = asRead.issuer;
			const organ = roster.nameOf(asRead.issuer.organ ?? printed);
			const issuerId = asRead.issuer.id ?? roster.issuerIdOf(asRead);
			const isAfter = isAfterCorrected(this.#sql, issuerId, asRead.year);
			const beside = correctedBeside(this.#sql, { name, issuer_id: issuerId, year: asRead.year }, roster);
			const report = corrected(asRead, { ...own, isAfterCorrected: isAfter, correctedBeside: beside }, pipeline);
			// Two organs that both print 财政局 are two in lists.
			const listed = distinctName({ id: issuerId, name: organ }, report);
			const { page_date: pageDate, first_seen: firstSeen } = report.source;
			const digest = createHash("sha256").update(text).digest("hex");
			const isLate = roster.isLate(organ, report.year, { pageDate, firstSeen });
			const { deadline } = roster.dueOf(organ, report.year);
			this.#touched.add(listed);
			this.#sql.whole(() => {
				this.#touch(name);
				unplaceBeside(this.#sql, name);
				putReport(
					this.#sql,
					{
						name,
						digest,
						stamp,
						report,
						corrections: own.inForce.size,
						outdated: own.refused.length,
						changed: own.changed.size,
						isAfterCorrected: isAfter,
						correctedBeside: beside,
						carriedFrom: carried,
						organ: listed,
						issuerId,
						deadline,
						isLate,
						...roster.placeOf(organ, level),
					},
					decisions.standing,
				);
				this.#sql.run("delete from trouble where name = ?", [name]);
			});
			this.#rememberEarlier(asRead, { issuer_id: issuerId, year: report.year });
			return asRead;
		} catch (error) {
			this.#leaveOut(name, stamp, error);
			return undefined;
		}
	}

	/** What was carried over to a file when it was read last. */
	#carriedTo(name: string): readonly string[] {
		const known = this.#sql.one<KnownReport>(`${KNOWN_REPORTS} where name = ?`, [name]);
		return known ? documentsIn(known) : [];
	}

	#leaveOut(name: string, stamp: string, error: unknown): void {
		const { message } = toErrorRecord(error);
		const isBug = !(error instanceof GoujiError);
		if (isBug) this.#around.tell(`Taking in ${name} showed a fault of gouji: ${message}`);
		const detail = isBug ? `程序自身出错，请告知维护者：${message}` : message;
		this.#sql.whole(() => {
			this.#touch(name);
			removeReport(this.#sql, name);
			this.#sql.run("insert or replace into trouble (name, stamp, detail, is_bug) values (?,?,?,?)", [
				name,
				stamp,
				detail.slice(0, isBug ? 5000 : 500),
				isBug ? 1 : 0,
			]);
		});
	}

	#drop(name: string): void {
		this.#taken++;
		this.#touch(name);
		unplaceBeside(this.#sql, name);
		removeReport(this.#sql, name);
		this.#sql.run("delete from trouble where name = ?", [name]);
	}

	/** Remembers whose a file's report is that is about to go. */
	#touch(name: string): void {
		const known = this.#sql.one<{ organ: string }>(
			"select issuer.name as organ from report join issuer on issuer.id = report.issuer where report.name = ?",
			[name],
		);
		if (known) this.#touched.add(known.organ);
	}
}
