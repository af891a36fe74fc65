import { createHash } from "node:crypto";
import type { IdentityFacts, ReportPlace } from "../../model/dataset.ts";

/** A report of one issuer and year, to be placed among the others. */
export interface Candidate {
	/** Its file. */
	readonly name: string;
	readonly facts: IdentityFacts;
}

/** What orders versions, best first: a day counts where both reports have one. */
const DAYS = ["signed", "pageDate", "firstSeen", "fetched"] as const;

/**
 * The places of all reports of one issuer and year, by name: versions in the order of their publication, copies beside what
 * they are copies of. Where nothing tells which of two is the later one, none of them is called the one in force.
 */
export function placeVersions(issuerId: string, year: number, candidates: readonly Candidate[]): Map<string, ReportPlace> {
	const versions = versionsOf(candidates);
	const base = `${issuerId}-${year === 0 ? "unknown" : year}`;
	// In a year that is not known nothing tells which reports are of one year.
	const isSure = year !== 0 && isLastSure(versions.map(([first]) => first));
	const places = new Map<string, ReportPlace>();
	for (const [i, [first, ...copies]] of versions.entries()) {
		const id = `${base}-v${i + 1}`;
		const common = { issuerId, version: i + 1 };
		const isLast = i === versions.length - 1;
		places.set(first.name, {
			...common,
			id,
			isCurrent: isSure ? isLast : undefined,
			supersedes: isSure && i > 0 ? `${base}-v${i}` : undefined,
			copyOf: undefined,
		});
		for (const { name, facts } of copies)
			places.set(name, { ...common, id: copyId(id, facts, places), isCurrent: false, supersedes: undefined, copyOf: id });
	}
	return places;
}

type Version = readonly [Candidate, ...Candidate[]];

/** Versions in the order of their publication, each with its copies. */
function versionsOf(candidates: readonly Candidate[]): Version[] {
	const versions: [Candidate, ...Candidate[]][] = [];
	for (const candidate of candidates.toSorted(order)) {
		const same = versions.find(([first]) => isCopy(first, candidate));
		if (same) same.push(candidate);
		else versions.push([candidate]);
	}
	return versions;
}

/** Whether days tell that the last of them was published after each of the others. */
function isLastSure(versions: readonly Candidate[]): boolean {
	const last = versions.at(-1);
	return last !== undefined && versions.slice(0, -1).every((other) => isLater(last, other));
}

function copyId(id: string, { address }: IdentityFacts, places: ReadonlyMap<string, ReportPlace>): string {
	const hash = createHash("sha256").update(address).digest("hex");
	const used = new Set([...places.values()].map((place) => place.id));
	for (let length = 8; ; length++) {
		const wish = `${id}-copy-${hash.slice(0, length)}${length > hash.length ? `-${length - hash.length}` : ""}`;
		if (!used.has(wish)) return wish;
	}
}

/** Copies of one report have its figures and its day of signature. */
function isCopy(a: Candidate, b: Candidate): boolean {
	return a.facts.figures === b.facts.figures && a.facts.signed === b.facts.signed;
}

/** By days, the unknown ones first, then by address and file: the same in every export. */
function order(a: Candidate, b: Candidate): number {
	for (const day of DAYS) {
		const [x, y] = [a.facts[day] ?? "", b.facts[day] ?? ""];
		if (x !== y) return x < y ? -1 : 1;
	}
	const [x, y] = [`${a.facts.address}\n${a.name}`, `${b.facts.address}\n${b.name}`];
	return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether a day that both have tells that one was published after the other. When they were fetched tells nothing of that. */
function isLater(a: Candidate, b: Candidate): boolean {
	for (const day of DAYS.slice(0, 3)) {
		const [x, y] = [a.facts[day], b.facts[day]];
		if (x !== undefined && y !== undefined && x.slice(0, 10) !== y.slice(0, 10)) return x > y;
	}
	return false;
}
