import type { Organs } from "../../collecting/owed/organs.ts";
import { namesOf, organsOf } from "../../collecting/owed/organs.ts";
import type { UnreadDocument } from "../../collecting/owed/owed-reports.ts";
import { isLate, organIn, owedReports } from "../../collecting/owed/owed-reports.ts";
import type { Issuer } from "../../collecting/sources/config.ts";
import type { ReportFamily } from "../../mapping/report-family.ts";
import type { IssuerBook } from "../../output/dataset/issuer-book.ts";
import { issuerBook, issuerOfReport } from "../../output/dataset/issuer-book.ts";
import type { OfficeClock } from "../../text/day.ts";
import type { NightAccount } from "./night-account.ts";
import type { RosterFacts } from "./roster-facts.ts";

/** What the desk knows of organs and of what they owe, by the roster and the account of the last night. `now` is in ISO 8601. */
export function rosterFacts(
	{ roster, from }: { readonly roster: readonly Issuer[]; readonly from: number | undefined },
	pipeline: ReportFamily,
	{ clock, now }: { readonly clock: OfficeClock; readonly now: () => string },
): RosterFacts {
	const organs = organsOf(roster, pipeline);
	const book = issuerBook(roster, pipeline.dataset.knowledge);
	const today = () => clock.dayOf(now());
	const { parentOf, childrenOf } = lineOf(book);
	const told = new WeakMap<NightAccount, AccountByOrgan>();
	return {
		hasOrgans: roster.length > 0,
		today,
		nameOf: organs.nameOf,
		parentOf,
		childrenOf,
		issuerIdOf: (report) => issuerOfReport(book, report).id,
		namesOf: (organ) => {
			const known = organs.find(organ);
			return known ? [...new Set([organ, ...namesOf(known)])] : [organ];
		},
		aliased: roster.filter(({ aliases }) => aliases.length > 0).map(({ name }) => name),
		placeOf: organs.placeOf,
		dueOf: organs.dueOf,
		isLate: (name, year, { pageDate, firstSeen }) =>
			isLate(
				{ pageDate, firstSeen: firstSeen === undefined ? undefined : clock.dayOf(firstSeen) },
				organs.dueOf(name, year).deadline,
			),
		owed: (isRead, account, only) => {
			const { seen, ofOrgan } = told.get(account) ?? tellAccount(account, organs);
			told.set(account, { seen, ofOrgan });
			const own = only && [...new Set([...only].flatMap((name) => organs.find(name) ?? []))];
			return owedReports({
				...{ from, today: today(), isRead },
				organs: own ? { ...organs, roster: own } : organs,
				unread: own ? own.flatMap(({ name }) => ofOrgan.get(name) ?? []) : account.unread,
				isSeenWhole: (organ, year) => seen.get(`${organ} ${year}`),
			});
		},
		organOfDocument: ({ issuer, title }) => organIn(organs, issuer, title) ?? issuer,
	};
}

/** Who stands above and below whom, by the ids of the data set. */
function lineOf({ roster, idOf }: IssuerBook): Pick<RosterFacts, "parentOf" | "childrenOf"> {
	const pairs = roster.flatMap(({ name, parent }) => {
		const [own, above] = [idOf(name), parent === undefined ? undefined : idOf(parent)];
		return own === undefined || above === undefined ? [] : [{ own, above }];
	});
	const parents = new Map(pairs.map(({ own, above }) => [own, above]));
	// Both tell the same of an organ that the roster has twice.
	const below = Map.groupBy(parents.keys(), (own) => parents.get(own));
	return { parentOf: (id) => parents.get(id), childrenOf: (id) => below.get(id) ?? [] };
}

/** A night's account as it is asked: by organ, and by organ and year. */
interface AccountByOrgan {
	readonly seen: ReadonlyMap<string, boolean | undefined>;
	readonly ofOrgan: ReadonlyMap<string | undefined, readonly UnreadDocument[]>;
}

function tellAccount({ owed, unread }: NightAccount, organs: Organs): AccountByOrgan {
	return {
		seen: new Map(owed.map(({ issuer, year, seenWhole }) => [`${issuer} ${year}`, seenWhole])),
		ofOrgan: Map.groupBy(unread, ({ issuer, title }) => organIn(organs, issuer, title)),
	};
}
