import type { EntryRow, ReadOutcome, Reference, Resource, SeenReference } from "../storage/rows.ts";
import type { NightKind } from "./night-kind.ts";
import type { NightlyTools } from "./run-context.ts";

/**
 * One reference with how it stands. A run holds all of them at once: what is needed of one at a time is asked of the
 * ledger then.
 */
export interface Entry {
	readonly reference: Pick<Reference, "url" | "source" | "kind" | "title" | "issuer" | "year">;
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
}

const KIND_ORDER = { pdf: 0, docx: 1, html: 2 } as const;

/** Every reference, in the night's order; copies of one report point to the one that is published. */
export async function entriesOf({
	ledger,
	reader,
	kind,
}: Pick<NightlyTools, "ledger" | "reader"> & { readonly kind: Pick<NightKind, "keepsCopies" | "inOrder"> }): Promise<Entry[]> {
	const rows = kind.inOrder(await ledger.entries(reader));
	const originals = kind.keepsCopies ? new Map<string, string>() : copiesOf(rows);
	const copies = Map.groupBy(
		rows.filter(({ url }) => originals.has(url)),
		({ url }) => originals.get(url),
	);
	return rows.map((row) => {
		const sameAs = originals.get(row.url);
		const own = copies.get(row.url) ?? NONE;
		const ofCopies = { copyKinds: own.map(({ kind }) => kind), copyUrls: own.map(({ url }) => url) };
		return { ...toEntry(row), ...ofCopies, ...(sameAs === undefined ? {} : { sameAs }) };
	});
}

const NONE: readonly EntryRow[] = [];

function toEntry(row: EntryRow): Omit<Entry, "copyKinds" | "copyUrls"> {
	const { url, source, kind, title, issuer, year, state, state_code: code, state_hint: hint, last_seen } = row;
	return {
		reference: { url, source, kind, title, issuer, year },
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

/** For each copy the address that stands for it: of PDFs, Word documents and pages the first in this order. */
function copiesOf(rows: readonly EntryRow[]): ReadonlyMap<string, string> {
	const byKey = new Map<string, string>();
	const originals = new Map<string, string>();
	for (const row of rows.toSorted((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind])) {
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
