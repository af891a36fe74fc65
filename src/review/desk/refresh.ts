import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ReportFamily } from "../../mapping/report-family.ts";
import { GoujiError, toErrorRecord } from "../../model/errors.ts";
import type { HeldReport } from "../../nightly/held-reports.ts";
import { filesIn, readText } from "../../storage/files.ts";
import type { Owed } from "../search-index/fill.ts";
import { inBulk, moveFindings, putOwed, putReport, removeReport } from "../search-index/fill.ts";
import type { Corrections } from "../store/corrections.ts";
import type { Decisions } from "../store/decisions.ts";
import type { SyncSql } from "../store/sql.ts";
import { heldBeside, isWaiting } from "./held.ts";
import { corrected, parseReport } from "./report.ts";

/** What is known of issuers besides their reports. */
export interface RosterFacts {
	/** Region and level of an issuer; "" where they are not known. */
	readonly placeOf: (issuer: string, level: string | undefined) => { readonly region: string; readonly level: string };
	/** Whether a report of this issuer and year, dated so, came after its deadline. */
	readonly isLate: (issuer: string, year: number, publishedOn: string | null) => boolean;
	/** Reports that are owed and not there, as of today. */
	readonly owed: (held: (issuer: string, year: number) => boolean) => readonly Owed[];
}

interface RefreshContext {
	readonly reports: string;
	readonly pipeline: ReportFamily;
	readonly roster: RosterFacts;
	readonly decisions: Decisions;
	readonly corrections: Corrections;
	readonly tell: (message: string) => void;
}

/** More changed reports than this are counted once at the end. */
const MANY = 500;

/** Keeps the index like the folder of published reports. */
export class Refresher {
	readonly #sql: SyncSql;
	readonly #around: RefreshContext;
	#running: Promise<{ changed: number; removed: number }> | undefined;

	constructor(sql: SyncSql, around: RefreshContext) {
		this.#sql = sql;
		this.#around = around;
	}

	/**
	 * Moves every finding to where the decisions say it stands: the state may be another one than the index was made with.
	 * What a fault of gouji kept out is taken in anew, perhaps by a version without it.
	 */
	align(): void {
		const { decisions } = this.#around;
		this.#sql.whole(() => {
			this.#sql.run("delete from trouble where is_bug = 1");
			this.#sql.run("update finding set state = 'open' where state <> 'open'");
			for (const standing of decisions.standings()) moveFindings(this.#sql, standing);
		});
	}

	/** Takes in what changed. Calls while one is at work wait for that one. */
	refresh(): Promise<{ readonly changed: number; readonly removed: number }> {
		this.#running ??= this.#refreshNow().finally(() => {
			this.#running = undefined;
		});
		return this.#running;
	}

	/** Reads the reports of a document again, after a correction. */
	async again(sha256: string): Promise<void> {
		await this.#running;
		const rows = this.#sql.all<{ name: string }>("select name from report where sha256 = ?", [sha256]);
		for (const { name } of rows) await this.#take(name, "corrected");
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
		if (changed.length === 0 && gone.length === 0) return { changed: 0, removed: 0 };
		const take = async () => {
			for (const { name, stamp } of changed) await this.#take(name, stamp);
		};
		await (changed.length > MANY ? inBulk(this.#sql, take) : take());
		const waiting = await heldBeside(this.#around.reports);
		this.#sql.whole(() => {
			for (const name of gone) {
				removeReport(this.#sql, name);
				this.#sql.run("delete from trouble where name = ?", [name]);
			}
			this.#tellOwed(waiting);
		});
		return { changed: changed.length, removed: gone.length };
	}

	/** One file that cannot be read never stops the others; it is listed as trouble, and a fault of ours is told with its stack. */
	async #take(name: string, stamp: string): Promise<void> {
		const { reports, pipeline, corrections, decisions, roster } = this.#around;
		try {
			const text = await readText(join(reports, name));
			const asRead = parseReport(text);
			const own = corrections.of(asRead.source.sha256);
			const report = corrected(asRead, own, pipeline);
			const { name: issuer, level } = report.issuer;
			const digest = createHash("sha256").update(text).digest("hex");
			const isLate = roster.isLate(issuer, report.year, report.published_on);
			this.#sql.whole(() => {
				putReport(
					this.#sql,
					{ name, digest, stamp, report, corrections: own.size, isLate, ...roster.placeOf(issuer, level) },
					decisions.standing,
				);
				this.#sql.run("delete from trouble where name = ?", [name]);
			});
		} catch (error) {
			this.#leaveOut(name, stamp, error);
		}
	}

	#leaveOut(name: string, stamp: string, error: unknown): void {
		const { message } = toErrorRecord(error);
		const isBug = !(error instanceof GoujiError);
		if (isBug) this.#around.tell(`Taking in ${name} showed a fault of gouji: ${message}`);
		const detail = isBug ? `程序自身出错，请告知维护者：${message}` : message;
		this.#sql.whole(() => {
			removeReport(this.#sql, name);
			this.#sql.run("insert or replace into trouble (name, stamp, detail, is_bug) values (?,?,?,?)", [
				name,
				stamp,
				detail.slice(0, isBug ? 5000 : 500),
				isBug ? 1 : 0,
			]);
		});
	}

	#tellOwed(waiting: readonly HeldReport[]): void {
		const held = new Set(
			this.#sql
				.all<{ held: string }>(
					"select issuer.name || ' ' || report.year as held from report join issuer on issuer.id = report.issuer",
				)
				.map((row) => row.held),
		);
		putOwed(
			this.#sql,
			this.#around.roster.owed((issuer, year) => held.has(`${issuer} ${year}`) || isWaiting(waiting, issuer, year)),
		);
	}
}
