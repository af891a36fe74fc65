import { namesOf, organsOf } from "../../collecting/owed/organs.ts";
import { isLate, organIn, owedReports } from "../../collecting/owed/owed-reports.ts";
import type { Issuer } from "../../collecting/sources/config.ts";
import type { ReportFamily } from "../../mapping/report-family.ts";
import { issuerBook, issuerOfReport } from "../../output/dataset/issuer-book.ts";
import type { OfficeClock } from "../../text/day.ts";
import type { RosterFacts } from "./refresh.ts";

/** What the desk knows of organs and of what they owe, by the roster and the account of the last night. `now` is in ISO 8601. */
export function rosterFacts(
	{ roster, from }: { readonly roster: readonly Issuer[]; readonly from: number | undefined },
	pipeline: ReportFamily,
	{ clock, now }: { readonly clock: OfficeClock; readonly now: () => string },
): RosterFacts {
	const organs = organsOf(roster, pipeline);
	const book = issuerBook(roster, pipeline.dataset.knowledge);
	const today = () => clock.dayOf(now());
	return {
		hasOrgans: roster.length > 0,
		today,
		nameOf: organs.nameOf,
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
		owed: (isRead, account) => {
			const seen = new Map(account.owed.map(({ issuer, year, seenWhole }) => [`${issuer} ${year}`, seenWhole]));
			return owedReports({
				...{ organs, from, today: today(), isRead, unread: account.unread },
				isSeenWhole: (organ, year) => seen.get(`${organ} ${year}`),
			});
		},
		organOfDocument: ({ issuer, title }) => organIn(organs, issuer, title) ?? issuer,
	};
}
