import type { CheckContext, ChildReports, PeerMatch, ReportCopy, Worded } from "../check/check-context.ts";
import type { ParsedReport, ReportChecker } from "../check/report-checker.ts";
import type { Organs } from "../collecting/owed/organs.ts";
import type { OwedReport } from "../collecting/owed/owed-reports.ts";
import type { Issuer } from "../collecting/sources/config.ts";
import type { KnownPublication } from "../model/publication.ts";
import { isOfficeOf } from "./whose-report.ts";

/** A report that is held, as far as telling which others stand around it goes. */
export interface StoredReport {
	/** The address or file it is published from; one of a kind. */
	readonly key: string;
	/** Issuer as the report or its source names it. */
	readonly issuer: string;
	/** Whose source it stands at; undefined where the configuration names nobody. */
	readonly publisher?: string | undefined;
	readonly year: number;
	/** Which reports its words are compared with where no roster tells its place. */
	readonly group: string;
	/** Whether it stands at a place that is known to be its organ's. */
	readonly isOwn?: boolean;
	readonly load: () => Promise<ParsedReport>;
}

/** What is known besides the reports. */
export interface Known {
	readonly organs: Organs;
	/** What the roster's organs owe and is not read. */
	readonly owed: readonly OwedReport[];
}

/** Of copies with other figures no more are compared. */
const MAX_COPIES = 5;

/** Tells what stands around each report of an archive: years, organs below, copies, reports with the same words. */
export class RelatedReports {
	readonly #pipeline: Pick<ReportChecker, "findPeers">;
	readonly #known: Known;
	readonly #owed: ReadonlyMap<string, OwedReport>;
	readonly #below: ReadonlyMap<string, readonly Issuer[]>;
	/** Reports by name and year, in the order given. */
	readonly #held: ReadonlyMap<string, readonly StoredReport[]>;
	readonly #years: ReadonlyMap<string, readonly number[]>;
	readonly #peers = new Map<string, readonly PeerMatch[]>();

	constructor(held: readonly StoredReport[], known: Known, pipeline: Pick<ReportChecker, "findPeers">) {
		this.#pipeline = pipeline;
		this.#known = known;
		this.#owed = new Map(known.owed.map((owed) => [`${owed.issuer} ${owed.year}`, owed]));
		this.#below = Map.groupBy(
			known.organs.roster.filter(({ parent }) => parent !== undefined),
			({ parent }) => this.nameOf(parent ?? ""),
		);
		this.#held = Map.groupBy(held, (report) => `${this.organOf(report)} ${report.year}`);
		const years = Map.groupBy(held, (report) => this.organOf(report));
		this.#years = new Map(
			[...years].map(([name, reports]) => [name, [...new Set(reports.map(({ year }) => year))].sort((a, b) => a - b)]),
		);
	}

	/** The name an issuer keeps through its changes of name: the roster's. */
	nameOf(issuer: string): string {
		return this.#known.organs.nameOf(issuer);
	}

	/** Compares the words of all reports of one place and year; memory holds none of them for long. */
	async comparePeers(): Promise<void> {
		const all = [...this.#held.values()].flatMap((reports) => reports.slice(0, 1));
		const groups = Map.groupBy(all, (report) => `${this.#placeOf(report)} ${report.year}`);
		for (const group of groups.values()) {
			if (group.length < 2) continue;
			const matches = await this.#pipeline.findPeers(group.length, async (i) => wordsOf(await group[i]?.load()));
			for (const [i, { key }] of group.entries()) this.#peers.set(key, matches[i] ?? []);
		}
	}

	/** What a check of this report may take into account; `publication` is added by whoever fetched it. */
	async around(report: StoredReport): Promise<CheckContext<ParsedReport>> {
		const { issuer, year } = report;
		if (issuer === "" || year === 0) return {};
		const organ = this.organOf(report);
		const previous = this.#first(organ, year - 1);
		const children = await this.#childrenOf(organ, year);
		const copies = await this.#copiesOf(report);
		const peers = this.#peers.get(report.key);
		return {
			years: this.#years.get(organ) ?? [year],
			...(previous ? { previous: await previous.load() } : {}),
			...(children ? { children } : {}),
			...(copies.length > 0 ? { copies } : {}),
			...(peers ? { peers } : {}),
		};
	}

	/**
	 * Whose report it is: the roster's organ, or that of its name where the name bears its place, or whose source it stands
	 * at. 财政局 alone is any place's: such a report is nobody else's but its own.
	 */
	organOf({ issuer, publisher, key }: StoredReport): string {
		const { organs } = this.#known;
		if (organs.find(issuer) || bearsPlace(issuer, organs)) return this.nameOf(issuer);
		const own = publisher === undefined ? "" : this.nameOf(publisher);
		return own !== "" && issuer !== "" && own.endsWith(issuer) ? own : `${issuer}@${key}`;
	}

	/** What the roster says of its publication. */
	publicationOf(issuer: string): Pick<KnownPublication, "localDeadline"> {
		const { deadline, deadline_basis: basis } = this.#known.organs.find(issuer) ?? {};
		return deadline !== undefined && basis !== undefined ? { localDeadline: { day: deadline, basis } } : {};
	}

	#first(issuer: string, year: number): StoredReport | undefined {
		return this.#held.get(`${this.nameOf(issuer)} ${year}`)?.[0];
	}

	/** Organs under one parent are of one place, and so is the parent. */
	#placeOf(report: StoredReport): string {
		const { group } = report;
		const name = this.organOf(report);
		if (this.#below.has(name)) return name;
		const parent = this.#known.organs.find(name)?.parent;
		return parent === undefined ? `:${group}` : this.nameOf(parent);
	}

	async #childrenOf(issuer: string, year: number): Promise<ChildReports<ParsedReport> | undefined> {
		const name = this.nameOf(issuer);
		const below = this.#below.get(name);
		if (!below) return undefined;
		const found = below.map((child) => ({ child, held: this.#first(child.name, year) }));
		const reports: ParsedReport[] = [];
		for (const { held } of found) if (held) reports.push(await held.load());
		const office = found.find(({ child, held }) => held && isOfficeOf(child.name, name))?.held;
		return {
			reports,
			...this.#notRead(
				found.filter(({ held }) => !held).map(({ child }) => child),
				year,
			),
			isComplete: this.#known.organs.find(name)?.complete === true && found.every(({ held }) => held),
			...(office ? { office: await office.load() } : {}),
		};
	}

	/** Only what was looked for in whole lists is missing; the rest is not seen. */
	#notRead(organs: readonly Issuer[], year: number): Pick<ChildReports<ParsedReport>, "missing" | "unseen"> {
		const due = organs.flatMap(({ name }) => this.#owed.get(`${name} ${year}`) ?? []).filter(({ state }) => state !== "not-due");
		const isMissing = ({ state, seenWhole }: OwedReport) => state === "not-found" && seenWhole === true;
		return {
			missing: due.filter(isMissing).map(({ issuer }) => issuer),
			unseen: due.filter((owed) => !isMissing(owed)).map(({ issuer }) => issuer),
		};
	}

	/** Reports of one standing only: what stands anywhere says nothing against what stands at the organ's own place. */
	async #copiesOf(report: StoredReport): Promise<ReportCopy<ParsedReport>[]> {
		const { key, year, isOwn = false } = report;
		const others = (this.#held.get(`${this.organOf(report)} ${year}`) ?? []).filter(
			(other) => other.key !== key && (other.isOwn ?? false) === isOwn,
		);
		const copies: ReportCopy<ParsedReport>[] = [];
		for (const other of others.slice(0, MAX_COPIES)) copies.push({ url: other.key, report: await other.load() });
		return copies;
	}
}

/** Whether a name tells which place's organ it is; those of the state need none. */
function bearsPlace(name: string, organs: Organs): boolean {
	const { region, level } = organs.placeOf(name);
	return region !== "" || level === "central";
}

function wordsOf(parsed: ParsedReport | undefined): Worded {
	return parsed?.words() ?? { issuer: "", sections: {} };
}
