import { createHash } from "node:crypto";
import type { FindingRecord } from "./run-rules.ts";

/** What of a finding tells on which figures and words it rests. */
type Rested = Pick<FindingRecord, "cells"> & {
	readonly quotes?: readonly { readonly place: string; readonly text: string }[] | undefined;
	readonly expected?: number | string | undefined;
	readonly actual?: number | string | undefined;
};

/** Digest of the figures and quoted words that a finding rests on; a decision holds for these and no others. */
export function figuresDigest(finding: Rested, values: ReadonlyMap<string, number | null>): string {
	const figures = [...finding.cells].sort().map((path) => [path, values.get(path) ?? null]);
	const quotes = (finding.quotes ?? []).map(({ place, text }) => [place, text]);
	const hasFigures = finding.cells.some((path) => values.has(path));
	return createHash("sha256")
		.update(JSON.stringify([figures, quotes, ...(hasFigures ? [] : [finding.expected ?? null, finding.actual ?? null])]))
		.digest("hex")
		.slice(0, 16);
}
