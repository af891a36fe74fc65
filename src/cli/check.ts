import { readFile } from "node:fs/promises";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { DocumentOutcome } from "../run/outcomes.ts";
import type { PublishedReport } from "../run/pipeline.ts";
import { READER_LIMITS, ReaderPool } from "../run/reader-pool.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { describe } from "./extract.ts";

/** Runs the rules over report files or PDFs and prints what they find. Returns the exit code. */
export async function check(
	files: readonly string[],
	options: { readonly json?: boolean },
	environment: Environment,
): Promise<number> {
	if (files.length === 0)
		throw new GoujiError("bad-arguments", "No files were named", { hint: "Name report.json files or PDFs." });
	const pool = new ReaderPool(environment.entry, READER_LIMITS);
	try {
		const outcomes: DocumentOutcome[] = [];
		for (const path of files) outcomes.push(await checkOne(path, pool, environment));
		const listed = outcomes.map(({ path, report, error }) => ({
			file: path,
			...(report ? { findings: report.findings } : { error }),
		}));
		environment.out(options.json ? `${JSON.stringify(listed, null, "\t")}\n` : `${describe(outcomes)}\n`);
		const isClean = outcomes.every(
			({ report }) => report && !report.findings.some((finding) => finding.verdict === "broken" && finding.severity === "error"),
		);
		return isClean ? EXIT.ok : EXIT.attention;
	} finally {
		pool.close();
	}
}

async function checkOne(path: string, pool: ReaderPool, { pipeline }: Environment): Promise<DocumentOutcome> {
	try {
		if (!path.endsWith(".json")) return { path, report: JSON.parse(await pool.read(path, "report")) as PublishedReport };
		return { path, report: pipeline.checkReport(await readJson(path)) };
	} catch (error) {
		return { path, error: toErrorRecord(error) };
	}
}

/** A JSON file's value. Throws GoujiError no-such-file or bad-report. */
export async function readJson(path: string): Promise<unknown> {
	const text = await readFile(path, "utf8").catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new GoujiError("bad-report", `${path} is no JSON: ${cause instanceof Error ? cause.message : ""}`, {
			hint: "Correct the file at that place.",
			cause,
		});
	}
}
