import type { Decision } from "../model/decision.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Issue } from "../model/issue.ts";
import { issueOf } from "../model/issue.ts";
import type { Mapped } from "../model/mapped.ts";
import type { Arbitration, ReaderFailure, WitnessRecord } from "../model/witness.ts";
import { issueOfFailure } from "../model/witness.ts";
import { provenPaths } from "./solve/figure-readings.ts";

/** How two readings of the same text are weighed against each other. */
export interface Comparison {
	/** Who gave the second reading. */
	readonly other: string;
	/** Sums of the first reading that close prove its figures although the second differs. */
	readonly trustSums: boolean;
}

/**
 * Compares the encoded text of a document as two different readers gave it. Figures on which they differ are unsure;
 * those that both read alike stand as printed. Figures that were recognised from pixels are not compared here.
 */
export function compareReadings(first: Mapped, second: Mapped, { other, trustSums }: Comparison): Arbitration {
	const others = new Map(second.figures.map((figure) => [figure.path, figure]));
	const proven = trustSums ? provenPaths(first.figures, first.equations) : new Set<string>();
	const read = first.figures.filter(isEncoded);
	const [alone, seen] = partition(read, (figure) => isAlone(figure, others.get(figure.path)));
	const differing = seen.filter((figure) => !isSame(figure, others.get(figure.path)));
	const unseen = findUnseen(first, second);
	const texts = differingTexts(first, second);
	const doubtful = [...differing, ...alone].filter(({ path }) => !proven.has(path));
	const count = differing.length + alone.length + unseen;
	return {
		decisions: new Map(doubtful.map((figure) => [figure.path, unsure(figure)])),
		confirmed: confirmations(read, others),
		issues: [
			...(differing.length > 0 ? [issueOf({ code: "readers-differ", count: differing.length })] : []),
			...(alone.length > 0 ? [issueOf({ code: "one-reader", reader: alone[0]?.readBy[0] ?? "", count: alone.length })] : []),
			...(unseen > 0 ? [issueOf({ code: "seen-by-other-only", reader: other, count: unseen })] : []),
			...(texts > 0 ? [issueOf({ code: "text-differs", count: texts })] : []),
		],
		witnesses: [count + texts > 0 ? { reader: other, result: "differs", differing: count } : { reader: other, result: "agrees" }],
	};
}

/** What is left of a reading that was to be confirmed and was not: every encoded figure is unsure, and nothing accuses. */
export function withoutSecond({ figures }: Mapped, failure: ReaderFailure): Arbitration {
	const read = figures.filter(isEncoded).filter(({ state }) => state !== "absent");
	const [first = ""] = read.flatMap(({ readBy }) => readBy);
	const lone: Issue[] = read.length > 0 ? [issueOf({ code: "one-reader", reader: first, count: read.length })] : [];
	return {
		decisions: new Map(read.map((figure) => [figure.path, unsure(figure)])),
		confirmed: new Map(),
		issues: [issueOfFailure(failure), ...lone],
		witnesses: [failedWitness(failure)],
	};
}

/** A failed reader, for the published list of witnesses. */
export function failedWitness({ reader, kind }: ReaderFailure): WitnessRecord {
	return { reader, result: "failed", failure: kind };
}

function partition<T>(values: readonly T[], test: (value: T) => boolean): [T[], T[]] {
	const [yes, no]: [T[], T[]] = [[], []];
	for (const value of values) (test(value) ? yes : no).push(value);
	return [yes, no];
}

function isEncoded({ method }: Evidence): boolean {
	return method === "text";
}

function isSame(figure: Evidence, other: Evidence | undefined): boolean {
	if (figure.state === "absent") return true;
	return other?.value === figure.value && (figure.value !== null || other.raw === figure.raw);
}

/** Whether nobody else read a figure: the same reader again is no second one. */
function isAlone({ state, readBy }: Evidence, other: Evidence | undefined): boolean {
	return state !== "absent" && !(other?.readBy ?? []).some((reader) => !readBy.includes(reader));
}

/** Figures that the second reading has a place for, whatever is printed there, and the first one has not. */
function findUnseen(first: Mapped, second: Mapped): number {
	const known = new Set(first.figures.filter(({ state }) => state !== "absent").map(({ path }) => path));
	return second.figures.filter(({ path, method, state }) => method === "text" && state !== "absent" && !known.has(path)).length;
}

function confirmations(read: readonly Evidence[], others: ReadonlyMap<string, Evidence>): Map<string, readonly string[]> {
	return new Map(
		read.flatMap((figure) => {
			const other = others.get(figure.path);
			// The same reader again confirms nothing.
			const readers = isSame(figure, other) ? (other?.readBy ?? []).filter((reader) => !figure.readBy.includes(reader)) : [];
			return readers.length > 0 ? [[figure.path, readers] as const] : [];
		}),
	);
}

function unsure({ path, value, raw, state, method, readBy }: Evidence): Decision {
	return { path, value: state === "unreadable" ? undefined : value, text: raw, proof: "unsure", method, readBy };
}

/** Sections that the two read otherwise, letters and digits alone compared: readers may space and punctuate as they like. */
function differingTexts(first: Mapped, second: Mapped): number {
	const plain = (text: string | null | undefined) => (text ?? "").replaceAll(/[^\p{L}\p{N}]/gu, "");
	const keys = new Set([...Object.keys(first.texts), ...Object.keys(second.texts)]);
	return [...keys].filter((key) => plain(first.texts[key]) !== plain(second.texts[key])).length;
}
