import { z } from "zod";
import type { Truth } from "./model.ts";

const Read = z.object({
	issuer: z.object({ name: z.string() }),
	year: z.number().nullable(),
	tables: z.record(z.string(), z.unknown()),
	findings: z.array(z.object({ rule: z.string(), severity: z.string(), verdict: z.string(), cause: z.string().optional() })),
	quality: z.object({ status: z.string(), reasons: z.array(z.unknown()) }),
});

/** How a document came out, as people who use its figures would call it. */
export type Outcome = "right" | "right in doubt" | "doubt" | "silent wrong" | "silent loss" | "not read";

/** One document against what a person sees in it. */
export interface ShownScore {
	readonly outcome: Outcome;
	readonly cells: number;
	readonly wrong: readonly string[];
	readonly lost: readonly string[];
	/** Rules that accuse the agency of what is not on the page. */
	readonly accused: readonly string[];
	/** Name or year are others and nothing says so. */
	readonly isMistaken: boolean;
}

/**
 * Scores a report's JSON; undefined for a document that was not read. A figure is wrong if another one is published and
 * lost if none is; it is silent if the report is called verified. Doubted spellings (S10) and hints (D) accuse nobody.
 */
export function scoreOf(truth: Truth, json: string | undefined): ShownScore {
	const paths = Object.entries(truth.cells);
	const nothing = { cells: paths.length, wrong: [], lost: paths.map(([path]) => path), accused: [], isMistaken: false };
	if (json === undefined) return { ...nothing, outcome: "not read" };
	const read = Read.parse(JSON.parse(json));
	const [wrong, lost]: [string[], string[]] = [[], []];
	for (const [path, seen] of paths) {
		const got = valueAt(read.tables, path) ?? null;
		if (got === seen) continue;
		if (got === null) lost.push(path);
		else wrong.push(`${path} ${seen}→${String(got)}`);
	}
	const isVerified = read.quality.status === "verified";
	const accused = read.findings
		.filter(({ severity, verdict, cause }) => severity === "error" && verdict === "broken" && cause === "report")
		.map(({ rule }) => rule.slice(0, 3))
		.filter((rule) => rule !== "S10" && !rule.startsWith("D"));
	const isMistaken = isVerified && (read.issuer.name !== truth.issuer || read.year !== truth.year);
	return {
		outcome: outcomeOf(isVerified, wrong.length, lost.length),
		cells: paths.length,
		wrong,
		lost,
		accused: [...new Set(accused)].sort(),
		isMistaken,
	};
}

function outcomeOf(isVerified: boolean, wrong: number, lost: number): Outcome {
	if (wrong + lost === 0) return isVerified ? "right" : "right in doubt";
	if (!isVerified) return "doubt";
	return wrong > 0 ? "silent wrong" : "silent loss";
}

function valueAt(tables: Readonly<Record<string, unknown>>, path: string): unknown {
	let at: unknown = tables;
	for (const key of path.split(".")) {
		if (typeof at !== "object" || at === null || !(key in at)) return undefined;
		at = (at as Record<string, unknown>)[key];
	}
	return at;
}

const OUTCOMES: readonly Outcome[] = ["right", "right in doubt", "doubt", "silent wrong", "silent loss", "not read"];

/** Lines of a table, one for each group of scores, and one for all. */
export function scoreTable(scores: readonly (readonly [group: string, score: ShownScore])[]): string[] {
	const groups = Map.groupBy(scores, ([group]) => group);
	const line = (name: string, of: readonly ShownScore[]) => {
		const cells = of.reduce((sum, score) => sum + score.cells, 0);
		const faults = of.reduce((sum, { wrong, lost }) => sum + wrong.length + lost.length, 0);
		const counts = [
			of.length,
			...OUTCOMES.map((outcome) => of.filter((score) => score.outcome === outcome).length),
			of.filter(({ accused }) => accused.length > 0).length,
			of.filter(({ isMistaken }) => isMistaken).length,
		];
		const share = cells === 0 ? "" : (100 * (1 - faults / cells)).toFixed(1);
		return [name.padEnd(30), ...counts.map((count) => String(count || "·").padStart(7)), share.padStart(8)].join("");
	};
	const heads = ["n", "right", "r.doubt", "doubt", "S.WRONG", "S.LOSS", "unread", "ACCUSED", "whose"];
	return [
		["kind".padEnd(30), ...heads.map((head) => head.padStart(7)), "cells %".padStart(8)].join(""),
		...[...groups]
			.sort(([a], [b]) => a.localeCompare(b))
			.map(([group, of]) =>
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
