import { isOwnBug } from "./causes.ts";
import type { Decision } from "./decision.ts";
import { GoujiError } from "./errors.ts";
import type { FailureKind, Issue } from "./issue.ts";
import { issueOf } from "./issue.ts";

/** Why a reader or engine that was asked gave nothing. */
export interface ReaderFailure {
	/** "pdfium", "pdf.js", or the id of an OCR engine. */
	readonly reader: string;
	readonly kind: FailureKind;
	/** For maintainers; a bug of ours has its stack. */
	readonly detail: string;
}

/** Who read a document, and what came of it. Two witnesses agree only where two different readers gave the same. */
export type Witness<Reading> =
	| { readonly reader: string; readonly mapped: Reading }
	| { readonly reader: string; readonly failure: ReaderFailure };

/** A witness as published with the report. */
export interface WitnessRecord {
	readonly reader: string;
	/** first: its reading is published; agrees, differs: it was compared with that; failed: it was asked in vain. */
	readonly result: "first" | "agrees" | "differs" | "failed";
	/** Figures that it read otherwise or not at all; only where it differs. */
	readonly differing?: number;
	/** Why it failed. */
	readonly failure?: FailureKind;
}

/** What all witnesses of a document came to. */
export interface Arbitration {
	/** By path, in place of the figures of the first reading. */
	readonly decisions: ReadonlyMap<string, Decision>;
	/** Readers that gave the same figure as the first one, by path. */
	readonly confirmed: ReadonlyMap<string, readonly string[]>;
	/** Witnesses that failed, or differ. */
	readonly issues: readonly Issue[];
	readonly witnesses: readonly WitnessRecord[];
}

/** A reader or engine was given something to read and answered with nothing. */
export class NothingRead extends Error {
	constructor(message: string) {
		super(message);
		this.name = "NothingRead";
	}
}

/** A thrown thing as the failure of a reader: a refusal, a bug of ours, or a trap of the library that it drives. */
export function failureOf(reader: string, error: unknown): ReaderFailure {
	if (error instanceof GoujiError)
		return { reader, kind: error.code === "timeout" ? "timeout" : "refused", detail: error.message };
	if (error instanceof NothingRead) return { reader, kind: "nothing", detail: error.message };
	const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { reader, kind: isOwnBug(error) ? "bug" : "trap", detail };
}

/** The failure as an issue of the reading. */
export function issueOfFailure({ reader, kind }: ReaderFailure): Issue {
	return issueOf({ code: "reader-failed", reader, kind });
}
