import type { HeldReport } from "../../nightly/held-reports.ts";
import { finishIssuers, putOwed, putUnread } from "../search-index/fill.ts";
import type { People } from "../store/people.ts";
import type { SyncSql } from "../store/sql.ts";
import { waitingDocuments } from "./held.ts";
import type { NightAccount } from "./night-account.ts";
import { NO_ACCOUNT, parseAccount } from "./night-account.ts";
import type { RosterFacts } from "./roster-facts.ts";

interface OrgansKnown {
	readonly roster: RosterFacts;
	readonly people: Pick<People, "reviewerOf">;
}

/** A night's account, with what waits for a person: it was found and is nobody's report yet. */
export function accountOf(json: string, waiting: readonly HeldReport[]): NightAccount {
	const told = json === "" ? NO_ACCOUNT : parseAccount(json);
	const urls = new Set(told.unread.map(({ url }) => url));
	return { ...told, unread: [...told.unread, ...waiting.filter(({ url }) => !urls.has(url)).flatMap(waitingDocuments)] };
}

/** What a few organs owe, where nothing else changed. */
export function tellOwedOf(
	sql: SyncSql,
	organs: ReadonlySet<string>,
	{ roster, people, account }: OrgansKnown & { readonly account: NightAccount },
): void {
	const isRead = (organ: string, year: number) =>
		sql.one("select 1 from report where issuer = (select id from issuer where name = ?) and year = ?", [organ, year]) !==
		undefined;
	putOwed(sql, roster.owed(isRead, account, organs), organs);
	finishIssuers(sql, { namesOf: roster.namesOf, reviewerOf: people.reviewerOf });
}

/** What all organs owe, and the documents that were found and not read. */
export function tellAllOwed(sql: SyncSql, account: NightAccount, { roster, people }: OrgansKnown): void {
	const held = new Set(
		sql
			.all<{ held: string }>(
				"select issuer.name || ' ' || report.year as held from report join issuer on issuer.id = report.issuer",
			)
			.map((row) => row.held),
	);
	putOwed(
		sql,
		roster.owed((organ, year) => held.has(`${organ} ${year}`), account),
	);
	finishIssuers(sql, { namesOf: roster.namesOf, reviewerOf: people.reviewerOf });
	putUnread(
		sql,
		account.unread.map((document) => {
			const organ = roster.organOfDocument(document);
			const place = organ === "" ? { region: "", level: "" } : roster.placeOf(organ, undefined);
			return { ...document, organ, ...place };
		}),
	);
}
