import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { disclosureReport } from "../../../pipelines/index.ts";
import { extractReport } from "../../../src/mapping/extract-report.ts";
import { Recognizer } from "../../../src/reading/recognizer.ts";

const Truth = z.object({
	kinds: z.record(z.string(), z.string()),
	issuer: z.string(),
	year: z.number(),
	form: z.string(),
	published_on: z.string(),
	sections: z.array(z.string()),
	figures: z.record(z.string(), z.number().nullable()),
});
type Truth = z.infer<typeof Truth>;

const Read = z.object({
	issuer: z.object({ name: z.string() }),
	year: z.number(),
	form: z.string(),
	published_on: z.string().nullable(),
	sections: z.record(z.string(), z.string().nullable()),
	tables: z.record(z.string(), z.unknown()),
	cells: z.array(z.object({ path: z.string(), state: z.string(), confidence: z.number() })),
	findings: z.array(z.object({ rule: z.string(), severity: z.string(), verdict: z.string() })),
	quality: z.object({ status: z.string(), reasons: z.array(z.string()) }),
});
type Read = z.infer<typeof Read>;

interface Score {
	readonly name: string;
	readonly kinds: Readonly<Record<string, string>>;
	readonly cells: number;
	readonly wrong: readonly string[];
	/** Wrong figures published as proven. */
	readonly provenWrong: number;
	readonly status: string;
	readonly meta: readonly string[];
	readonly sections: readonly string[];
	readonly accusations: readonly string[];
}

/** Printed reasons are cut to this many characters. */
const MAX_REASONS = 240;
const tools = { pipeline: disclosureReport, recognizer: new Recognizer() };

/** Reads every report of a folder that `variety.ts` made and prints what came out wrong, by report and by kind. */
async function scoreFolder(folder: string): Promise<void> {
	const names = (await readdir(folder)).filter((name) => name.endsWith(".pdf")).sort();
	const scores: Score[] = [];
	for (const name of names) scores.push(await scoreOne(folder, basename(name, ".pdf")));
	for (const score of scores.filter(isFaulty)) console.log(lineOf(score));
	const kinds = new Map<string, Score[]>();
	for (const score of scores)
		for (const [kind, way] of Object.entries(score.kinds))
			kinds.set(`${kind}=${way}`, [...(kinds.get(`${kind}=${way}`) ?? []), score]);
	const isAsked = process.argv.includes("--kinds");
	for (const [kind, of] of isAsked ? [...kinds].sort(([a], [b]) => a.localeCompare(b)) : [])
		if (of.some(isFaulty)) console.log(kind.padEnd(32), summaryOf(of));
	console.log("all".padEnd(32), summaryOf(scores));
	await tools.recognizer.close();
}

async function scoreOne(folder: string, name: string): Promise<Score> {
	const truth = Truth.parse(JSON.parse(await readFile(join(folder, `${name}.json`), "utf8")));
	const cells = Object.keys(truth.figures).length;
	const base = { name, kinds: truth.kinds, cells };
	try {
		const bytes = new Uint8Array(await readFile(join(folder, `${name}.pdf`)));
		const read = Read.parse(await extractReport(bytes, `${name}.pdf`, tools));
		return { ...base, ...compare(truth, read) };
	} catch (error) {
		const message = error instanceof Error ? error.message.slice(0, 80) : String(error);
		const nothing = { provenWrong: 0, meta: [], sections: [], accusations: [] };
		return { ...base, ...nothing, wrong: Object.keys(truth.figures), status: `threw ${message}` };
	}
}

function compare(truth: Truth, read: Read): Omit<Score, "name" | "kinds" | "cells"> {
	const wrong = Object.entries(truth.figures).flatMap(([path, value]) => {
		const got = valueAt(read.tables, path) ?? null;
		return got === value ? [] : [`${path} ${value}→${got}`];
	});
	const proven = new Set(
		read.cells.filter(({ confidence, state }) => confidence >= 0.95 && state !== "absent").map(({ path }) => path),
	);
	const provenWrong = wrong.filter((line) => proven.has(line.split(" ")[0] ?? "")).length;
	const meta = [
		[truth.issuer, read.issuer.name],
		[truth.year, read.year],
		[truth.form, read.form],
		[truth.published_on, read.published_on],
	].flatMap(([wanted, got]) => (wanted === got ? [] : [`${wanted}→${got}`]));
	const sections = truth.sections.filter((key) => (read.sections[key] ?? null) === null);
	const accusations = read.findings
		.filter(({ rule, severity, verdict }) => severity === "error" && verdict === "broken" && !rule.startsWith("D"))
		.filter(({ rule }) => truth.kinds.form !== "hybrid" || !rule.startsWith("S04"))
		.map(({ rule }) => rule);
	const status =
		read.quality.status === "verified"
			? "verified"
			: `${read.quality.status} (${read.quality.reasons.join("; ").slice(0, MAX_REASONS)})`;
	return { wrong, provenWrong, status, meta, sections, accusations };
}

function valueAt(tables: Readonly<Record<string, unknown>>, path: string): unknown {
	let at: unknown = tables;
	for (const key of path.split(".")) {
		if (typeof at !== "object" || at === null || !(key in at)) return undefined;
		at = (at as Record<string, unknown>)[key];
	}
	return at;
}

function isFaulty({ wrong, meta, sections, accusations, status }: Score): boolean {
	return wrong.length + meta.length + sections.length + accusations.length > 0 || status !== "verified";
}

function lineOf({ name, kinds, wrong, provenWrong, status, meta, sections, accusations, cells }: Score): string {
	const told = ["engine", "ruling", "turn", "page", "size", "headings", "title", "front", "damage"].map(
		(kind) => kinds[kind] ?? "",
	);
	const parts = [
		told.join(" "),
		wrong.length > 0
			? `${status === "verified" ? "SILENT " : ""}wrong ${wrong.length}/${cells}: ${wrong.slice(0, 3).join(", ")}`
			: "",
		provenWrong > 0 ? `WRONG AND PROVEN ${provenWrong}` : "",
		meta.length > 0 ? `meta ${meta.join(", ")}` : "",
		sections.length > 0 ? `no section ${sections.join(", ")}` : "",
		accusations.length > 0 ? `accused ${accusations.length}: ${[...new Set(accusations)].join(" ")}` : "",
		status === "verified" ? "" : status,
	];
	return `${name} ${parts.filter((part) => part !== "").join(" | ")}`;
}

function summaryOf(scores: readonly Score[]): string {
	const sum = (count: (score: Score) => number) => scores.reduce((total, score) => total + count(score), 0);
	const [cells, wrong] = [sum((score) => score.cells), sum((score) => score.wrong.length)];
	const silent = sum((score) => (score.status === "verified" ? score.wrong.length : 0));
	const verified = scores.filter((score) => score.status === "verified").length;
	return [
		`reports ${scores.length}, verified ${verified}`,
		`cells ${(100 * (1 - wrong / cells)).toFixed(2)} % (${wrong} wrong, ${silent} silent, ${sum((score) => score.provenWrong)} proven)`,
		`meta ${scores.length * 4 - sum((score) => score.meta.length)}/${scores.length * 4}`,
		`sections lost ${sum((score) => score.sections.length)}`,
		`accusations ${sum((score) => score.accusations.length)} in ${scores.filter((score) => score.accusations.length > 0).length}`,
	].join(" | ");
}

if (import.meta.main) await scoreFolder(process.argv[2] ?? "output/variety");
