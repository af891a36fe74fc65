import type { EntryRow, ReadOutcome, Reference, Resource, SeenReference } from "../storage/rows.ts";
import type { NightKind } from "./night-kind.ts";
import type { NightlyTools } from "./run-context.ts";
import type { HeldClaim, Standing } from "./whose-report.ts";
import { Organs } from "./whose-report.ts";

/**
 * One reference with how it stands. A run holds all of them at once: what is needed of one at a time is asked of the
 * ledger then.
 */
export interface Entry {
	readonly reference: Pick<Reference, "url" | "source" | "kind" | "title" | "issuer" | "year">;
	/** When a list last had it. */
	readonly listedAt: string;
	readonly resource: Pick<Resource, "state" | "code" | "detail" | "hint" | "last_seen"> | undefined;
	readonly outcome: Pick<ReadOutcome, "report" | "issuer" | "year" | "code" | "detail" | "hint"> | undefined;
	/** Of its bytes; null where none are kept. */
	readonly sha256: string | null;
	/** The address whose copy of the same report is published instead of this one. */
	readonly sameAs?: string;
	/** What the copies are that this one stands for. */
	readonly copyKinds: readonly SeenReference["kind"][];
	/** Where these copies are. */
	readonly copyUrls: readonly string[];
	/** Whether it stands at a place that is known to be its organ's. */
	readonly isOwn: boolean;
	/** Why it is not taken for the report of the organ whose name it bears; it is published as nobody's then. */
	readonly held?: HeldClaim;
}

const KIND_ORDER = { pdf: 0, docx: 1, doc: 2, html: 3, other: 4 } as const;

/** Every reference, in the night's order; copies of one report point to the one that is published. */
export async function entriesOf(
	{
		ledger,
		reader,
		kind,
		config,
	}: Pick<NightlyTools, "ledger" | "reader" | "config"> & { readonly kind: Pick<NightKind, "keepsCopies" | "inOrder"> },
	/** Names of readings that are not there. */
	lost: ReadonlySet<string> = new Set(),
): Promise<Entry[]> {
	const rows = kind.inOrder(await ledger.entries(reader)).map((row) => (lost.has(row.report ?? "") ? withoutReading(row) : row));
	const organs = new Organs(config);
	const standings = new Map(rows.map((row) => [row, organs.standingOf(row)]));
	const originals = kind.keepsCopies ? new Map<string, string>() : copiesOf(rows, standings);
	const copies = Map.groupBy(
		rows.filter(({ url }) => originals.has(url)),
		({ url }) => originals.get(url),
	);
	return rows.map((row) => {
		const sameAs = originals.get(row.url);
		const own = copies.get(row.url) ?? NONE;
		const ofCopies = { copyKinds: own.map(({ kind }) => kind), copyUrls: own.map(({ url }) => url) };
		const standing = standings.get(row);
		return {
			...toEntry(row),
			...ofCopies,
			isOwn: standing?.kind === "own",
			...(sameAs === undefined ? {} : { sameAs }),
			...(sameAs === undefined && standing?.kind === "held" ? { held: standing.held } : {}),
		};
	});
}

/** What is known of a document whose reading is lost: that it is there. */
function withoutReading(row: EntryRow): EntryRow {
	const code_hint = "Restore the archive and the readings from a backup, or wait until the document is fetched again.";
	return {
		...row,
		report: null,
		code: "damaged-archive",
		code_detail: "its reading is lost and could not be made again",
		code_hint,
	};
}

const NONE: readonly EntryRow[] = [];

function toEntry(row: EntryRow): Omit<Entry, "copyKinds" | "copyUrls" | "isOwn"> {
	const { url, source, kind, title, issuer, year, state, state_code: code, state_hint: hint, last_seen } = row;
	return {
		reference: { url, source, kind, title, issuer, year },
		listedAt: row.listed_at,
		sha256: row.sha256,
		resource: state === null ? undefined : { state, code, detail: row.state_detail, hint, last_seen },
		outcome:
			row.reader === null
				? undefined
				: {
						report: row.report,
						issuer: row.report_issuer,
						year: row.report_year,
						code: row.code,
						detail: row.code_detail,
						hint: row.code_hint,
					},
	};
}

/** For each copy the address that stands for it. Within a source PDFs go before Word documents and pages, if they stand alike. */
function copiesOf(rows: readonly EntryRow[], standings: ReadonlyMap<EntryRow, Standing>): ReadonlyMap<string, string> {
	const groups = Map.groupBy(rows, (row) => `${row.source} ${standings.get(row)?.kind}`);
	const bySource = [...groups.values()].map((own) => originalsOf(inKindOrder(own)));
	const within = new Map(bySource.flatMap((originals) => [...originals]));
	const heads = rows.filter(({ url }) => !within.has(url));
	const across = originalsOf(inOrderOfClaim(heads, standings));
	return new Map([...across, ...[...within].map(([url, original]) => [url, across.get(original) ?? original] as const)]);
}

function inKindOrder(rows: readonly EntryRow[]): EntryRow[] {
	return rows.toSorted((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind]);
}

const CLAIM_ORDER: Readonly<Record<Standing["kind"], number>> = { own: 0, open: 1, held: 2 };

/** What stands at the organ's own place first, then what was there first: a copy that turns up elsewhere replaces nothing. */
function inOrderOfClaim(rows: readonly EntryRow[], standings: ReadonlyMap<EntryRow, Standing>): EntryRow[] {
	const rankOf = (row: EntryRow) => CLAIM_ORDER[standings.get(row)?.kind ?? "open"];
	const since = (a: EntryRow, b: EntryRow) => (a.first_day < b.first_day ? -1 : a.first_day > b.first_day ? 1 : 0);
	return inKindOrder(rows).sort((a, b) => rankOf(a) - rankOf(b) || since(a, b));
}

/** For each copy the first, in the order given, of those that are alike. */
function originalsOf(rows: readonly EntryRow[]): ReadonlyMap<string, string> {
	const byKey = new Map<string, string>();
	const originals = new Map<string, string>();
	for (const row of rows) {
		const keys = copyKeys(row);
		const original = keys.map((key) => byKey.get(key)).find((url) => url !== undefined);
		for (const key of keys) if (!byKey.has(key)) byKey.set(key, original ?? row.url);
		if (original !== undefined) originals.set(row.url, original);
	}
	return originals;
}

/** The same bytes or text and figures anywhere, or the same figures of the same issuer and year within one source. */
function copyKeys({ sha256, report, report_issuer: issuer, report_year: year, figures, content, source }: EntryRow): string[] {
	if (report === null || sha256 === null) return [];
	if (!issuer) return [sha256];
	// Two organs of one short name may both have nothing but zeros: figures alone tell only within a source.
	return [sha256, `${issuer} ${year} ${content}`, `${source} ${issuer} ${year} ${figures}`];
}
