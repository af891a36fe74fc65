import type { ReadOutcome, Resource, SeenReference, Version } from "../store/rows.ts";
import type { NightlyTools } from "./nightly-tools.ts";

/** One reference with all that the ledger knows of it. */
export interface Entry {
	readonly reference: SeenReference;
	readonly resource: Resource | undefined;
	readonly outcome: ReadOutcome | undefined;
	readonly versions: readonly Version[];
	/** The address whose copy of the same report is published instead of this one. */
	readonly sameAs?: string;
	/** What the copies are that this one stands for. */
	readonly copyKinds: readonly SeenReference["kind"][];
}

const KIND_ORDER = { pdf: 0, docx: 1, html: 2 } as const;

/** Every reference, in order of source and address; copies of one report point to the one that is published. */
export async function entriesOf(tools: Pick<NightlyTools, "ledger" | "reader">): Promise<Entry[]> {
	const { ledger, reader } = tools;
	const resources = new Map((await ledger.resources()).map((resource) => [resource.url, resource]));
	const versions = Map.groupBy(await ledger.allVersions(), ({ url }) => url);
	const outcomes = new Map<string, ReadOutcome>();
	for (const outcome of await ledger.outcomes()) {
		// What this reader has not come to yet stays as the one before it left it.
		if (outcomes.get(outcome.sha256)?.reader !== reader) outcomes.set(outcome.sha256, outcome);
	}
	const entries = (await ledger.references()).map((reference): Entry => {
		const resource = resources.get(reference.url);
		const outcome = resource?.sha256 ? outcomes.get(resource.sha256) : undefined;
		return { reference, resource, outcome, versions: versions.get(reference.url) ?? [], copyKinds: [] };
	});
	const originals = copiesOf(entries);
	const copies = Map.groupBy(
		entries.filter(({ reference }) => originals.has(reference.url)),
		({ reference }) => originals.get(reference.url),
	);
	return entries.map((entry) => {
		const sameAs = originals.get(entry.reference.url);
		if (sameAs !== undefined) return { ...entry, sameAs };
		const own = copies.get(entry.reference.url);
		return own ? { ...entry, copyKinds: own.map(({ reference }) => reference.kind) } : entry;
	});
}

/** For each copy the address that stands for it: of PDFs, Word documents and pages the first in this order. */
function copiesOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
	const byKey = new Map<string, string>();
	const originals = new Map<string, string>();
	for (const entry of entries.toSorted((a, b) => KIND_ORDER[a.reference.kind] - KIND_ORDER[b.reference.kind])) {
		const keys = copyKeys(entry);
		const original = keys.map((key) => byKey.get(key)).find((url) => url !== undefined);
		for (const key of keys) if (!byKey.has(key)) byKey.set(key, original ?? entry.reference.url);
		if (original !== undefined) originals.set(entry.reference.url, original);
	}
	return originals;
}

/** The same bytes or text and figures anywhere, or the same figures of the same issuer and year within one source. */
function copyKeys({ outcome, reference }: Entry): string[] {
	if (!outcome?.report) return [];
	const { sha256, issuer, year, figures, content } = outcome;
	if (!issuer) return [sha256];
	// Two organs of one short name may both have nothing but zeros: figures alone tell only within a source.
	return [sha256, `${issuer} ${year} ${content}`, `${reference.source} ${issuer} ${year} ${figures}`];
}
