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
}

const KIND_ORDER = { pdf: 0, docx: 1, html: 2 } as const;

/** Every reference, in order of source and address; copies of one report point to the one that is published. */
export function entriesOf(tools: Pick<NightlyTools, "ledger" | "reader">): Entry[] {
	const { ledger, reader } = tools;
	const entries = ledger.references().map((reference): Entry => {
		const resource = ledger.resource(reference.url);
		const outcome = resource?.sha256 ? ledger.outcome(resource.sha256, reader) : undefined;
		return { reference, resource, outcome, versions: ledger.versions(reference.url) };
	});
	const first = new Map<string, string>();
	const byPreference = entries.toSorted((a, b) => KIND_ORDER[a.reference.kind] - KIND_ORDER[b.reference.kind]);
	for (const entry of byPreference)
		for (const key of copyKeys(entry))
			if (!first.has(key)) first.set(key, first.get(copyKeys(entry)[0] ?? "") ?? entry.reference.url);
	return entries.map((entry) => {
		const original = copyKeys(entry)
			.map((key) => first.get(key))
			.find((url) => url !== undefined && url !== entry.reference.url);
		return original === undefined ? entry : { ...entry, sameAs: original };
	});
}

/** The same bytes anywhere, or the same figures of the same issuer and year within one source. */
function copyKeys({ outcome, reference }: Entry): string[] {
	if (!outcome?.report) return [];
	const figures = outcome.issuer ? [`${reference.source} ${outcome.issuer} ${outcome.year} ${outcome.figures}`] : [];
	return [outcome.sha256, ...figures];
}
