import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ScanTruth } from "./scans/base.ts";
import type { Plan } from "./scans/make-scan.ts";
import { makeScan, nameOf } from "./scans/make-scan.ts";
import { plansOf } from "./scans/plans.ts";
import type { ReadAnswer } from "./scans/read-child.ts";
import { scanReader } from "./scans/reader.ts";
import type { ScanScore } from "./scans/score.ts";
import { scanTable, scoreScan } from "./scans/score.ts";

/**
 * Makes scans of reports in many styles under many conditions, reads them and prints what came of it by condition and by style:
 * `node samples/make/scans.ts --seed 5 --styles c-gray,d-small --conditions photo,basic --forms 2021 --count 20 --out DIR`;
 * `--only-make`, `--only-score` for what an earlier run has read, `--list` for every scan that is not right, `--strength 1.5` for harder treatment, `--again` to make anew what is there.
 */
async function scanAll(): Promise<void> {
	const { values } = parseArgs({
		options: {
			seed: { type: "string", default: "1" },
			styles: { type: "string", default: "" },
			conditions: { type: "string", default: "" },
			forms: { type: "string", default: "" },
			count: { type: "string" },
			strength: { type: "string", default: "1" },
			out: { type: "string", default: "output/scans" },
			list: { type: "boolean", default: false },
			again: { type: "boolean", default: false },
			"only-make": { type: "boolean", default: false },
			"only-score": { type: "boolean", default: false },
			timeout: { type: "string", default: "240" },
		},
	});
	const names = (list: string) => list.split(",").filter((name) => name !== "");
	const plans = plansOf({
		seed: Number(values.seed),
		styles: names(values.styles),
		conditions: names(values.conditions),
		forms: names(values.forms),
		count: values.count === undefined ? undefined : Number(values.count),
		strength: Number(values.strength),
	});
	await mkdir(values.out, { recursive: true });
	const reader = scanReader(1000 * Number(values.timeout));
	const scores: (readonly [plan: Plan, score: ScanScore])[] = [];
	for (const plan of plans) {
		const answerFile = join(values.out, `${nameOf(plan)}.answer.json`);
		if (values["only-score"] && !existsSync(answerFile)) continue;
		const { pdf, pages, truth } = await made(plan, values.out, values.again);
		if (values["only-make"]) continue;
		const answer = values["only-score"] ? await answerIn(answerFile) : await reader.read(pdf);
		const { json, error, cpuSeconds } = answer;
		await writeFile(answerFile, JSON.stringify(answer));
		if (json !== undefined) await writeFile(pdf.replace(/pdf$/, "json"), json);
		const score = scoreScan(truth, json, { pages, cpuSeconds, error });
		scores.push([plan, score]);
		if (values.list) for (const line of linesOf(nameOf(plan), score)) console.log(line);
	}
	reader.close();
	if (scores.length === 0) return;
	for (const group of [
		(plan: Plan) => plan.base.style.name,
		(plan: Plan) => plan.base.form,
		(plan: Plan) => `${plan.condition.group} ${plan.condition.name}`,
		(plan: Plan) => plan.condition.group,
	])
		for (const line of [...scanTable(scores.map(([plan, score]) => [group(plan), score] as const)), ""]) console.log(line);
}

async function answerIn(path: string): Promise<ReadAnswer> {
	return JSON.parse(await readFile(path, "utf8")) as ReadAnswer;
}

/** The scan of a plan as a file; kept from one run to the next. */
async function made(plan: Plan, folder: string, isAgain: boolean): Promise<{ pdf: string; pages: number; truth: ScanTruth }> {
	const pdf = join(folder, `${nameOf(plan)}.pdf`);
	const json = pdf.replace(/pdf$/, "truth.json");
	if (isAgain || !existsSync(json) || !existsSync(pdf)) {
		const scan = await makeScan(plan, join(folder, "base"));
		await writeFile(pdf, scan.pdf);
		await writeFile(json, `${JSON.stringify({ ...scan.truth, pages: scan.pages }, null, " ")}\n`);
	}
	const truth = JSON.parse(await readFile(json, "utf8")) as ScanTruth & { readonly pages: number };
	return { pdf, pages: truth.pages, truth };
}

function linesOf(
	name: string,
	{ status, wrong, lost, proven, accused, faults, found, pages, cpuSeconds, error }: ScanScore,
): string[] {
	const told = [
		`${status}, ${(cpuSeconds / pages).toFixed(1)} s a page`,
		error ?? "",
		wrong.length > 0 ? `${wrong.length} wrong, such as ${wrong[0]}` : "",
		lost.length > 0 ? `${lost.length} lost, such as ${lost[0]}` : "",
		proven.length > 0 ? `PROVEN ${proven.slice(0, 3).join(", ")}` : "",
		accused.length > 0 ? `ACCUSED ${accused.join("/")}` : "",
		faults > found ? "fault not found" : "",
	];
	return [`${name}: ${told.filter((part) => part !== "").join("; ")}`];
}

if (import.meta.main) await scanAll();
