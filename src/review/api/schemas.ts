import { z } from "zod";
import { ACTIONS, STATES } from "../store/decisions.ts";

/** Names of the API's shapes as the OpenAPI description has them. Fields are added within `v1`, never renamed or removed. */
const described = <T extends z.ZodType>(schema: T, description: string): T => schema.meta({ description }) as T;

const severity = z.enum(["error", "warn", "info"]);
const verdict = described(z.enum(["broken", "undetermined"]), "undetermined: it cannot be told");
const cause = described(z.enum(["report", "reading", "unclear"]), "reading: our reading is likelier at fault than the page");
const status = described(z.enum(["verified", "needs_review", "failed"]), "what the reading thinks of itself");
const next = described(z.string().nullable(), "`cursor` of the next page; null on the last one");

/** Ids of the data set, the same in its files, on the site and here. */
const ids = {
	report_id: described(z.string().nullable(), "`reports.id` of the data set; null where it cannot be told"),
	issuer_id: described(z.string(), "`issuers.issuer_id` of the data set"),
};

/** A report in lists. */
export const ReportItem = z.object({
	id: described(z.string(), "names the report: /api/reports/{id}, where report_id does too; changes when its file is renamed"),
	issuer: z.string(),
	year: z.int(),
	region: described(z.string(), "empty where it is not known"),
	level: described(z.string(), "empty where it is not known"),
	title: z.string(),
	form: z.string(),
	status,
	text: described(z.string(), "digital, scanned or mixed"),
	sha256: described(z.string(), "of the document"),
	published_on: described(z.string().nullable(), "date printed under the report"),
	is_late: described(z.boolean(), "published after its deadline, as far as that is known"),
	errors: described(z.int(), "findings of severity error that are broken"),
	warnings: z.int(),
	doubts: described(z.int(), "findings whose cause is our reading"),
	corrections: described(z.int(), "figures that a person corrected"),
	outdated: described(z.int(), "corrections that are not for its figures any more: see `refused` of the report"),
	...ids,
	version: described(z.int().nullable(), "counts from 1 for an issuer's year; null where it cannot be told"),
	is_current: described(z.boolean().nullable(), "the version in force; null where nothing tells"),
});

/** Where a finding stands. */
const Decision = z.object({
	state: described(z.enum(STATES), "reopened: decided on other figures than there are now"),
	version: described(z.int(), "number of log entries; 0 where nobody decided anything"),
	who: z.string(),
	at: described(z.string(), "ISO 8601; empty while open"),
	reason: z.string(),
	note: z.string(),
	deadline: described(z.string(), "ISO date; empty for none"),
});

/** A finding in lists. */
export const FindingItem = z.object({
	fingerprint: described(z.string(), "the same from run to run for the same rule on the same figures' places"),
	report: described(z.string(), "id of its report"),
	issuer: z.string(),
	year: z.int(),
	region: z.string(),
	level: z.string(),
	rule: z.string(),
	severity,
	verdict,
	cause,
	message: described(z.string(), "in Chinese, with the arithmetic in the report's own figures"),
	state: z.enum(STATES),
	...ids,
});

const correction = {
	...{ value: z.number().nullable(), who: z.string(), at: z.string(), reason: z.string() },
	is_carried: described(z.boolean(), "made on the document that stood in this one's place, where the figure was read the same"),
};

/** One figure with its evidence. */
export const CellItem = z.object({
	report: described(z.string(), "id of its report"),
	issuer: z.string(),
	year: z.int(),
	path: described(z.string(), "dotted path, such as requests.received.total"),
	label: described(z.string(), "as the statutory form names it, in Chinese"),
	value: described(z.number().nullable(), "as it was read; null where no number is printed, never 0 for a blank"),
	state: described(z.string(), "number, blank, dash, unreadable or absent: why a null is null"),
	raw: described(z.string(), "as printed"),
	page: described(z.int().nullable(), "counts from 1"),
	box: described(z.array(z.number()).length(4).nullable(), "x0, y0, x1, y1 in points from the top left of the page"),
	method: described(z.string(), "text, ocr or solved"),
	confidence: z.number().min(0).max(1),
	corrected: described(z.object(correction).nullable(), "what a person read instead; `value` stays as it was read"),
	...ids,
});

/** A report that is owed and not read. */
export const OwedItem = z.object({
	...{ issuer: z.string(), year: z.int(), region: z.string(), level: z.string(), deadline: z.string(), basis: z.string() },
	state: z.enum(["not-due", "not-found", "unread"]),
	seen_whole: described(z.boolean().nullable(), "all that may list it was seen; null where nothing was looked at"),
	url: described(z.string().nullable(), "of the document that was found and not read"),
});

const LogItem = z.object({
	at: z.string(),
	who: z.string(),
	fingerprint: z.string(),
	version: z.int(),
	action: z.enum(ACTIONS),
	text: z.string(),
});

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next });

export const ReportPage = page(ReportItem);
export const FindingPage = page(FindingItem);
export const OwedPage = page(OwedItem);
export const CellPage = page(CellItem);
export const LogPage = page(LogItem);

/** One report: its published JSON as it was read, and beside it what people said of it. */
export const ReportDetail = z.object({
	...ReportItem.shape,
	report: described(
		z.looseObject({ schema: z.string() }),
		"report.json as published: see /api/report.schema.json; never changed by corrections",
	),
	corrected: described(z.array(z.object({ path: z.string(), ...correction })), "figures that a person corrected"),
	refused: described(
		z.array(
			z.object({
				...{ path: z.string(), value: z.number().nullable(), before: z.number().nullable() },
				...{ who: z.string(), at: z.string(), reason: z.string() },
				why: described(
					z.enum(["no-figure", "no-before", "other-figure", "printed-text"]),
					"other-figure: the new document's figure is read otherwise; printed-text: its text layer says what was misread in a picture",
				),
				read: described(z.number().nullable(), "the figure as it is read now"),
			}),
		),
		"corrections of the document that stood in its place, which are not for its figures any more",
	),
	findings: described(
		z.array(z.object({ ...FindingItem.shape, cells: z.array(z.string()), basis: z.string(), decision: Decision })),
		"with corrections applied",
	),
});

export const FindingDetail = z.object({
	...FindingItem.shape,
	cells: z.array(z.string()),
	basis: z.string(),
	decision: Decision,
	history: described(z.array(LogItem), "oldest first"),
});

const weight = described(
	z.enum(["error", "warn", "info", "undetermined"]),
	"of its heaviest finding; undetermined where none is broken",
);

const Group = z.object({
	group: z.string(),
	published: z.int(),
	late: z.int(),
	flagged: described(z.int(), "reports with a broken error"),
	verified: z.int(),
	doubted: described(z.int(), "reports with findings whose cause is our reading"),
	missing: described(z.int(), "owed and not there, the deadline past or not"),
	undue: described(z.int(), "of these: not due yet"),
	unseen: described(z.int(), "of these: past the deadline, but what may list them was not seen whole"),
	unread: described(z.int(), "owed, found and not read"),
});

export const Overview = z.object({
	by_year: z.array(Group),
	by_region: z.array(Group),
	by_level: z.array(Group),
	rules: z.array(
		z.object({ rule: z.string(), severity: weight, n: z.int(), todo: z.int(), confirmed: z.int(), dismissed: z.int() }),
	),
	owed: described(z.array(OwedItem), "the first 200, soonest deadline first; all of them: /api/owed"),
});

export const IssuerList = z.object({
	items: z.array(z.object({ name: z.string(), region: z.string(), level: z.string() })),
});

/** What went wrong with a request (RFC 9457). */
export const Problem = z.object({ type: z.literal("about:blank"), title: z.string(), status: z.int(), detail: z.string() });
