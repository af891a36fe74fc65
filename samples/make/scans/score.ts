import { z } from "zod";
import type { ScanTruth } from "./base.ts";

const Read = z.object({
	tables: z.record(z.string(), z.unknown()),
	cells: z.array(z.object({ path: z.string(), state: z.string(), confidence: z.number() })),
	findings: z.array(z.object({ rule: z.string(), severity: z.string(), verdict: z.string(), cause: z.string().optional() })),
	quality: z.object({ status: z.enum(["verified", "needs_review", "failed"]) }),
});

/** One scan's reading against what is printed. */
export interface ScanScore {
	readonly cells: number;
	/** Figures read as others: path, printed, read. */
	readonly wrong: readonly string[];
	readonly lost: readonly string[];
	readonly status: "verified" | "needs_review" | "failed";
	/** Wrong or lost figures whose evidence says that they are proven. */
	readonly proven: readonly string[];
	/** Codes of errors held against a report that has none of them. */
	readonly accused: readonly string[];
	readonly faults: number;
	readonly found: number;
	readonly pages: number;
	readonly cpuSeconds: number;
	readonly error?: string;
}

/** From this confidence on a figure counts as proven. */
const PROVEN = 0.95;

/** What else a reading took. */
export interface Cost {
	readonly pages: number;
	readonly cpuSeconds: number;
	readonly error?: string | undefined;
}

/** Scores a report's JSON; undefined for a document that was not read. */
export function scoreScan(truth: ScanTruth, json: string | undefined, { pages, cpuSeconds, error }: Cost): ScanScore {
	const paths = Object.entries(truth.cells);
	const base = { cells: paths.length, faults: truth.faults.length, pages, cpuSeconds };
	if (json === undefined) {
		const lost = paths.map(([path]) => path);
		return { ...base, wrong: [], lost, status: "failed", proven: [], accused: [], found: 0, ...(error ? { error } : {}) };
	}
	const read = Read.parse(JSON.parse(json));
	const [wrong, lost]: [string[], string[]] = [[], []];
	for (const [path, printed] of paths) {
		const got = valueAt(read.tables, path) ?? null;
		if (got === printed) continue;
		if (got === null) lost.push(path);
		else wrong.push(`${path} ${printed}→${String(got)}`);
	}
	const sure = new Set(
		read.cells.filter(({ confidence, state }) => confidence >= PROVEN && state !== "absent").map(({ path }) => path),
	);
	const codes = new Set(read.findings.map(({ rule }) => rule.slice(0, 3)));
	return {
		...base,
		wrong,
		lost,
		status: read.quality.status,
		proven: [...wrong, ...lost].filter((line) => sure.has(line.split(" ")[0] ?? "")),
		accused: accusations(truth, read),
		found: truth.faults.length > 0 && truth.must_find.every((code) => codes.has(code)) ? 1 : 0,
	};
}

/** A broken sum may show in several rules of arithmetic: only what has nothing to do with it accuses. */
function accusations(truth: ScanTruth, { findings }: z.infer<typeof Read>): string[] {
	const codes = findings
		.filter(({ severity, verdict, cause }) => severity === "error" && verdict === "broken" && cause === "report")
		.map(({ rule }) => rule.slice(0, 3))
		.filter((code) => code !== "S10" && !code.startsWith("D") && !truth.must_find.includes(code))
		.filter((code) => truth.must_find.length === 0 || !code.startsWith("A"));
	return [...new Set(codes)].sort();
}

function valueAt(tables: Readonly<Record<string, unknown>>, path: string): unknown {
	let at: unknown = tables;
	for (const key of path.split(".")) {
		if (typeof at !== "object" || at === null || !(key in at)) return undefined;
		at = (at as Record<string, unknown>)[key];
	}
	return at;
}

/** The figures of a group of scans. */
export interface Figures {
	readonly documents: number;
	/** Shares, 0 to 1; 1 where there is nothing to count. */
	readonly cellsRight: number;
	readonly verified: number;
	readonly faultsFound: number;
	/** Wrong or lost figures in reports that are called verified. */
	readonly silent: number;
	readonly provenWrong: number;
	readonly accused: number;
	readonly cpuSecondsAPage: number;
}

/** Adds up scores. */
export function figuresOf(scores: readonly ScanScore[]): Figures {
	const sum = (count: (score: ScanScore) => number) => scores.reduce((total, score) => total + count(score), 0);
	const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
	const faulty = (score: ScanScore) => score.wrong.length + score.lost.length;
	return {
		documents: scores.length,
		cellsRight: 1 - (scores.length === 0 ? 0 : sum(faulty) / sum(({ cells }) => cells)),
		verified: share(scores.filter(({ status }) => status === "verified").length, scores.length),
		faultsFound: share(
			sum(({ found }) => found),
			sum(({ faults }) => faults),
		),
		silent: sum((score) => (score.status === "verified" ? faulty(score) : 0)),
		provenWrong: sum(({ proven }) => proven.length),
		accused: scores.filter(({ accused }) => accused.length > 0).length,
		cpuSecondsAPage: share(
			sum(({ cpuSeconds }) => cpuSeconds),
			sum(({ pages }) => pages),
		),
	};
}

/** Lines of a table, one for each group in order of their names, and one for all. */
export function scanTable(scores: readonly (readonly [group: string, score: ScanScore])[]): string[] {
	const groups = [...Map.groupBy(scores, ([group]) => group)].sort(([a], [b]) => a.localeCompare(b));
	const line = (name: string, of: readonly ScanScore[]) => {
		const figures = figuresOf(of);
		const faults = of.reduce((total, score) => total + score.faults, 0);
		const found = of.reduce((total, score) => total + score.found, 0);
		const failed = of.filter(({ status }) => status === "failed").length;
		const counts = [
			figures.documents,
			(100 * figures.cellsRight).toFixed(1),
			(100 * figures.verified).toFixed(0),
			failed,
			figures.silent,
			figures.provenWrong,
			figures.accused,
			faults === 0 ? "–" : `${found}/${faults}`,
			figures.cpuSecondsAPage.toFixed(1),
		];
		return [name.padEnd(18), ...counts.map((count) => String(count).padStart(9))].join("");
	};
	const heads = ["docs", "cells %", "verified%", "failed", "SILENT", "PROVEN", "ACCUSED", "faults", "cpu s/p"];
	return [
		["".padEnd(18), ...heads.map((head) => head.padStart(9))].join(""),
		...groups.map(([group, of]) =>
			line(
				group,
				of.map(([, score]) => score),
			),
		),
		line(
			"all",
			scores.map(([, score]) => score),
		),
	];
}
