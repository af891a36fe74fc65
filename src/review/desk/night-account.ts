import { z } from "zod";
import type { OwedReport, UnreadDocument } from "../../collecting/owed/owed-reports.ts";

const Unread = z.looseObject({
	url: z.string(),
	title: z.string(),
	source: z.string(),
	issuer: z.string(),
	year: z.int(),
	isYearGuessed: z.boolean().optional(),
	reason: z.string(),
	detail: z.string(),
	sha256: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.optional(),
}) satisfies z.ZodType<UnreadDocument>;

const Account = z.looseObject({
	owed: z.array(z.looseObject({ issuer: z.string(), year: z.int(), seenWhole: z.boolean().optional() })),
	unread: z.array(Unread),
});

/** What a night told of reports that are owed and not read: how far the lists were seen, and what was found and not read. */
export interface NightAccount {
	readonly owed: readonly Pick<OwedReport, "issuer" | "year" | "seenWhole">[];
	readonly unread: readonly UnreadDocument[];
}

/** What is known where no night told anything. */
export const NO_ACCOUNT: NightAccount = { owed: [], unread: [] };

/** The account in `data/owed.json`; nothing is known where the file is none. */
export function parseAccount(json: string): NightAccount {
	try {
		return Account.parse(JSON.parse(json));
	} catch {
		// Of another version, or cut by a power failure: the next run writes it anew, and until then nobody is accused by it.
		return NO_ACCOUNT;
	}
}
