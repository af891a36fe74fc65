import type { Organs } from "./organs.ts";

/** A document that was found, and of which no report could be read. */
export interface UnreadDocument {
	readonly url: string;
	readonly title: string;
	readonly source: string;
	/** Whose report it is and of which year, as far as source, title and file name tell; "" and 0 where they do not. */
	readonly issuer: string;
	readonly year: number;
	/** The year is a mere number in the file's name: the document may be another year's as well. */
	readonly isYearGuessed?: boolean | undefined;
	/** Code of the failure, such as damaged-pdf, and its words. */
	readonly reason: string;
	readonly detail: string;
	/** Of its bytes, where they are kept. */
	readonly sha256?: string | undefined;
}

/** Where a report stands that is owed and not read. */
export type OwedState = "not-due" | "not-found" | "unread";

/** One organ's report of one year that is not read. */
export interface OwedReport {
	/** The roster's name. */
	readonly issuer: string;
	readonly year: number;
	readonly region: string;
	readonly level: string;
	/** ISO date, and what sets it. */
	readonly deadline: string;
	readonly basis: string;
	readonly state: OwedState;
	/**
	 * Whether all that may list it was seen, and nothing in it was left unread that may be it; undefined where nothing
	 * was looked at. Only then is a report that was not found a fact about the organ.
	 */
	readonly seenWhole?: boolean | undefined;
	/** What was found and not read. */
	readonly document?: UnreadDocument | undefined;
}

/** What is known when owed reports are told. */
export interface OwedKnowledge {
	readonly organs: Organs;
	/** First year that the roster's organs owe; only last year's report where undefined. */
	readonly from: number | undefined;
	/** The office's day, as ISO date. */
	readonly today: string;
	/** Whether a report of the organ (by the roster's name) and year is read. */
	readonly isRead: (organ: string, year: number) => boolean;
	readonly unread: readonly UnreadDocument[];
	/** Whether all that may list the organ's report of a year was seen; undefined where nothing was looked at. */
	readonly isSeenWhole: (organ: string, year: number) => boolean | undefined;
}

/** The years that are owed until today, oldest first. */
export function owedYears(from: number | undefined, today: string): number[] {
	const last = Number(today.slice(0, 4)) - 1;
	const first = Math.min(from ?? last, last);
	return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Every report that the roster's organs owe and that is not read, in the roster's order. */
export function owedReports(known: OwedKnowledge): OwedReport[] {
	const { organs, from, today, isRead, unread } = known;
	const ofOrgan = Map.groupBy(unread, ({ issuer, title }) => organIn(organs, issuer, title));
	const years = owedYears(from, today);
	return organs.roster.flatMap(({ name }) =>
		years.filter((year) => !isRead(name, year)).map((year) => owedReport({ name, year, own: ofOrgan.get(name) ?? [] }, known)),
	);
}

function owedReport(
	{ name, year, own }: { readonly name: string; readonly year: number; readonly own: readonly UnreadDocument[] },
	{ organs, today, isSeenWhole }: OwedKnowledge,
): OwedReport {
	const { deadline, basis } = organs.dueOf(name, year);
	const document = own.find((found) => found.year === year);
	const mayBeIt = own.some((found) => found.year === 0 || found.isYearGuessed === true);
	const whole = isSeenWhole(name, year);
	return {
		...{ issuer: name, year, ...organs.placeOf(name), deadline, basis },
		state: document ? "unread" : deadline >= today ? "not-due" : "not-found",
		...(whole === undefined ? {} : { seenWhole: whole && !mayBeIt }),
		...(document ? { document } : {}),
	};
}

/** The roster's organ that a document is of, by its source or its title; undefined where they name none. */
export function organIn(organs: Organs, issuer: string, title: string): string | undefined {
	const named = issuer === "" ? undefined : organs.find(issuer)?.name;
	if (named !== undefined) return named;
	return organs.inText(title)?.name;
}

/** What of a report's day of publication is known; ISO days. */
export interface KnownDays {
	/** The day that its page states. */
	readonly pageDate?: string | undefined;
	/** The day on which it was first seen on its list. */
	readonly firstSeen?: string | undefined;
}

/**
 * Whether a report came after its deadline: only where its page states such a day, and it was not seen before. The date
 * under a report is that of its signature, and proves nothing.
 */
export function isLate({ pageDate, firstSeen }: KnownDays, deadline: string): boolean {
	if (pageDate === undefined || pageDate <= deadline) return false;
	return firstSeen === undefined || firstSeen > deadline;
}
