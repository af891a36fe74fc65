import type { KnownDays, OwedReport, UnreadDocument } from "../../collecting/owed/owed-reports.ts";
import type { NightAccount } from "./night-account.ts";
import type { DeskReport } from "./report.ts";

/** What is known of organs besides their reports. */
export interface RosterFacts {
	/** Without a roster nobody knows who owes a report: nothing missing is then no fact. */
	readonly hasOrgans: boolean;
	/** The office's day. */
	readonly today: () => string;
	/** `issuer_id` of the organ that stands above one, and of those below; undefined and empty where the roster has none. */
	readonly parentOf: (issuerId: string) => string | undefined;
	readonly childrenOf: (issuerId: string) => readonly string[];
	/** All names of an organ, aliases too. */
	readonly namesOf: (organ: string) => readonly string[];
	/** Organs that have aliases. */
	readonly aliased: readonly string[];
	/** The one name of an organ. */
	readonly nameOf: (issuer: string) => string;
	/** `issuer_id` of the data set, of reports that do not say it. */
	readonly issuerIdOf: (report: Pick<DeskReport, "issuer" | "source">) => string;
	/** Region and level of an organ; "" where they are not known. */
	readonly placeOf: (issuer: string, level: string | undefined) => { readonly region: string; readonly level: string };
	/** When a year's report is due, and what sets that. */
	readonly dueOf: (issuer: string, year: number) => { readonly deadline: string; readonly basis: string };
	/** Whether a report of this organ and year came after its deadline, by its page's day and when it was first seen (ISO 8601). */
	readonly isLate: (issuer: string, year: number, days: KnownDays) => boolean;
	/** Reports that are owed and not read, as of today, by what the last night saw; of these organs only, where they are named. */
	readonly owed: (
		isRead: (organ: string, year: number) => boolean,
		account: NightAccount,
		only?: ReadonlySet<string>,
	) => readonly OwedReport[];
	/** Whose a document is that was not read; "" where nothing tells. */
	readonly organOfDocument: (document: UnreadDocument) => string;
}
