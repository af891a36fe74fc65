import { createHash } from "node:crypto";
import type { AccountedCorrections } from "./correction-book.ts";
import type { ExportRequest } from "./export-options.ts";
import type { IssuerBook } from "./issuer-book.ts";
import type { SetIndex } from "./set-index.ts";

/** A year of a partitioned set, or all of a small one. */
export interface SetPart {
	readonly name: string;
	readonly year: number | undefined;
	/** The same for the same content. */
	readonly key: string;
}

/** What is known of the reports of a set before anything is written. */
export interface Known {
	readonly index: SetIndex;
	readonly book: IssuerBook;
	readonly corrections: AccountedCorrections;
}

/** SHA-256 over lines, in hex. */
export function hashOf(lines: Iterable<string>): string {
	const hash = createHash("sha256");
	for (const line of lines) hash.update(`${line}\n`);
	return hash.digest("hex");
}

/** The parts of a set, each with the key of its content. */
export function partsOf(request: ExportRequest, { index, corrections }: Known, isPartitioned: boolean): SetPart[] {
	const { dataset, formats, software, isForSpreadsheets = false } = request;
	const shape = JSON.stringify([software, dataset.version, dataset.tables, [...formats].sort(), isForSpreadsheets]);
	const lines = function* (year: number | undefined) {
		yield shape;
		for (const { name, sha256, report_id, issuer_id, year: of, version, is_current, supersedes, copy_of } of index.reports(
			year,
		)) {
			yield `${name} ${sha256} ${report_id} ${version} ${is_current} ${supersedes} ${copy_of}`;
			const own = corrections.of(name);
			if (own.length > 0) yield JSON.stringify(own);
			if (corrections.isAfterCorrected(issuer_id, of)) yield "after corrected";
			for (const beside of corrections.besideOf({ name, issuer_id, year: of })) yield `corrected ${beside}`;
		}
	};
	const years = isPartitioned ? index.years() : [undefined];
	return years.map((year) => ({ name: String(year ?? "all"), year, key: hashOf(lines(year)) }));
}

/**
 * The key of a set: of its parts and what lies around them, and of the release that it is compared with. A set that stands
 * and would only be compared with itself is the same set.
 */
export function setKey(own: string, since: string | undefined, standing: StandingSet | undefined): string {
	if (since === undefined) return own;
	if (standing?.key === since && comparedKey(own, standing.since) === since) return since;
	return comparedKey(own, since);
}

/** The set that readers see now, and the one that it is compared with. */
export interface StandingSet {
	readonly key: string;
	readonly since: string | undefined;
}

function comparedKey(own: string, since: string | undefined): string {
	return since === undefined ? own : hashOf([own, since]).slice(0, 16);
}
