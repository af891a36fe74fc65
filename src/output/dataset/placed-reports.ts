import type { IdentityFacts, SetKnowledge } from "../../model/dataset.ts";
import type { IssuerBook } from "./issuer-book.ts";
import type { SetIndex } from "./set-index.ts";

/** A report as the tables of the whole set see it. */
export interface PlacedReport {
	readonly reportId: string;
	readonly issuerId: string;
	/** undefined where it is not known. */
	readonly year: number | undefined;
	readonly version: number;
	readonly isCurrent: boolean | undefined;
	readonly isCopy: boolean;
	readonly facts: IdentityFacts;
}

/** What rows on organs are made with. */
export interface OrganTools {
	readonly book: IssuerBook;
	readonly knowledge: SetKnowledge;
	/** Of every report of the set, by issuer, year and id; may be asked for more than once. */
	readonly reports: () => Iterable<PlacedReport>;
}

/** Every report of a set, by issuer, year and id. */
export function* placedReports(index: SetIndex): Iterable<PlacedReport> {
	for (const { report_id, issuer_id, year, version, is_current, copy_of, facts } of index.placed())
		yield {
			reportId: report_id,
			issuerId: issuer_id,
			year: year === 0 ? undefined : year,
			version,
			isCurrent: is_current === null ? undefined : is_current === 1,
			isCopy: copy_of !== null,
			facts: JSON.parse(facts) as IdentityFacts,
		};
}
