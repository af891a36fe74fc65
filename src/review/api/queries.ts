import { z } from "zod";
import type { OwedPlace } from "../search-index/owed.ts";
import { OWED_STATES } from "../search-index/owed.ts";
import { STATES } from "../store/decisions.ts";
import type { SortedPlace } from "./cursor.ts";
import { decodeCursor, decodeOwedCursor, decodeSortedCursor } from "./cursor.ts";
import { ApiProblem } from "./route.ts";

const told = <T extends z.ZodType>(schema: T, description: string): T => schema.meta({ description }) as T;

/** Items on one page at most, and where nothing is asked. */
export const LIMITS = { items: 500, usual: 100, cells: 2000 } as const;

const cursor = told(z.string().max(200).optional(), "`next` of the page before; nothing else");
const limit = told(z.coerce.number().int().min(1).max(LIMITS.items).default(LIMITS.usual), "items on the page");

const isFieldList = /^[a-z][a-z0-9_]*(?:,[a-z][a-z0-9_]*)*$/;
/** How a list is given, whatever it lists. */
const form = {
	fields: told(z.string().max(500).regex(isFieldList).optional(), "only these fields of its items, with commas between"),
	format: told(z.enum(["json", "csv"]).optional(), "csv: the items as CSV (UTF-8, RFC 4180); Link has the next page"),
};

/** What reports can be sorted by; `-` before it turns the order round. */
const SORTS = ["year", "-year", "issuer", "-issuer", "published_on", "-published_on", "errors", "-errors"] as const;

const place = {
	year: told(z.coerce.number().int().min(1990).max(2200).optional(), "year reported on"),
	region: z.string().max(200).optional(),
	level: z.string().max(200).optional(),
	q: told(z.string().min(1).max(100).optional(), "characters of an issuer's name, in this order"),
};
const ofReports = {
	...place,
	status: z.enum(["verified", "needs_review", "failed"]).optional(),
	flag: told(z.enum(["late", "flagged", "doubted", "corrected"]).optional(), "flagged: with a broken error"),
};
const ofFindings = {
	rule: told(z.string().max(100).optional(), "a rule's id, such as A01-t3-row-sum"),
	severity: z.enum(["error", "warn", "info", "undetermined"]).optional(),
	state: told(z.enum([...STATES, "todo"]).optional(), "todo: open or reopened"),
	cause: told(z.enum(["reading", "report"]).optional(), "reading: those whose cause is our reading; report: all others"),
};

export const NoQuery = z.strictObject({});
export const OverviewQuery = z.strictObject({ year: place.year, region: place.region, level: place.level });
export const ReportsQuery = z.strictObject({
	...ofReports,
	...ofFindings,
	sort: told(z.enum(SORTS).optional(), "where left out, the order in which they came in"),
	limit,
	cursor,
	...form,
});
export const OwedQuery = z.strictObject({
	...place,
	state: told(z.enum(OWED_STATES).optional(), "missing and unseen: not found where all was seen, and where not"),
	limit,
	cursor: told(z.string().max(1000).optional(), "`next` of the page before; nothing else"),
	...form,
});
export const FindingsQuery = z.strictObject({ ...ofReports, ...ofFindings, limit, cursor, ...form });
export const CellsQuery = z.strictObject({
	...ofReports,
	report: told(z.string().max(300).optional(), "id of one report"),
	path: told(
		z
			.string()
			.regex(/^[a-z][a-z0-9_.]*$/)
			.max(200)
			.optional(),
		"a figure's path, or the beginning of one up to a dot, such as requests.received",
	),
	limit: told(z.coerce.number().int().min(1).max(LIMITS.cells).default(LIMITS.cells), "figures on the page"),
	cursor,
	...form,
});
export const IssuersQuery = z.strictObject({ q: place.q, limit, ...form });
export const LogQuery = z.strictObject({ limit, cursor, ...form });

/**
 * The place that a cursor names; undefined without one. Throws ApiProblem for one that is not ours, or of an index that is there no
 * more: its numbers are others in the one that took its place.
 */
export function placeOf(text: string | undefined, length: number, generation = ""): readonly number[] | undefined {
	if (text === undefined) return undefined;
	return decodeCursor(text, length, generation) ?? foreignCursor();
}

/** As `placeOf`, of a list that is sorted by a value. */
export function sortedPlaceOf(text: string | undefined, generation: string): SortedPlace | undefined {
	if (text === undefined) return undefined;
	return decodeSortedCursor(text, generation) ?? foreignCursor();
}

/** As `placeOf`, of what is owed, which is told by what it is. */
export function owedPlaceOf(text: string | undefined): OwedPlace | undefined {
	if (text === undefined) return undefined;
	return decodeOwedCursor(text) ?? foreignCursor();
}

function foreignCursor(): never {
	throw new ApiProblem(400, "cursor: not one that this list gave since the desk's index was made; begin without one");
}
