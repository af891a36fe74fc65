import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { CheckContext } from "../check/check-context.ts";
import type { RuleSettings as Settings } from "../check/outcome.ts";
import type { ParsedReport } from "../check/report-checker.ts";
import { organsOf } from "../collecting/owed/organs.ts";
import { RuleSettings } from "../collecting/sources/rule-settings.ts";
import { READER_LIMITS } from "../mapping/isolated/reader-limits.ts";
import type { ReaderPool } from "../mapping/isolated/reader-pool.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import { RelatedReports } from "../nightly/related-reports.ts";
import type { DocumentOutcome } from "../output/outcomes.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { describe } from "./extract.ts";
import { openPool } from "./open-pool.ts";
import { checkRuleSettings } from "./rule-settings.ts";

/** Options of `gouji check`. */
export interface CheckOptions {
	readonly json?: boolean;
	/** The same issuer's report of the year before: report.json or PDF. */
	readonly previous?: string;
	/** A JSON file with a deployment's settings by rule. */
	readonly settings?: string;
}

/** Runs the rules over report files or PDFs, each beside the others, and prints what they find. Returns the exit code. */
export async function check(files: readonly string[], options: CheckOptions, environment: Environment): Promise<number> {
	if (files.length === 0)
		throw new GoujiError("bad-arguments", "No files were named", { hint: "Name report.json files or PDFs." });
	const pool = openPool(environment, READER_LIMITS);
	try {
		const settings = options.settings === undefined ? undefined : await readSettings(options.settings);
		if (settings) checkRuleSettings(settings, environment.pipeline.rules);
		const previous =
			options.previous === undefined ? undefined : environment.pipeline.parse(await reportAt(options.previous, pool));
		const known = { ...(previous === undefined ? {} : { previous }), ...(settings ? { settings } : {}) };
		const given = new Map<string, ParsedReport>();
		const read: DocumentOutcome[] = [];
		for (const path of new Set(files)) read.push(await readOne(path, given, { pool, environment }));
		const outcomes = await checkBeside(read, given, { known, environment });
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

/** Reads one file; what is no report of the schema is an outcome like any other. */
async function readOne(
	path: string,
	given: Map<string, ParsedReport>,
	{ pool, environment }: { readonly pool: ReaderPool; readonly environment: Environment },
): Promise<DocumentOutcome> {
	try {
		const parsed = environment.pipeline.parse(await reportAt(path, pool));
		given.set(path, parsed);
		return { path, report: parsed.report };
	} catch (error) {
		return { path, error: toErrorRecord(error) };
	}
}

/** Checks reports once more, now with one another: the year before, the years held, other copies, reports with the same words. */
async function checkBeside(
	outcomes: readonly DocumentOutcome[],
	given: ReadonlyMap<string, ParsedReport>,
	{ known, environment: { pipeline } }: { readonly known: CheckContext<ParsedReport>; readonly environment: Environment },
): Promise<DocumentOutcome[]> {
	const held = new Map(
		[...given].map(([path, parsed]) => {
			const { issuer, year } = parsed.report;
			return [path, { key: path, issuer: issuer.name, year: year ?? 0, group: "", load: async () => parsed }] as const;
		}),
	);
	const surroundings = new RelatedReports([...held.values()], { organs: organsOf([], pipeline), owed: [] }, pipeline);
	await surroundings.comparePeers();
	const checked: DocumentOutcome[] = [];
	for (const outcome of outcomes) {
		const [own, parsed] = [held.get(outcome.path), given.get(outcome.path)];
		const around = own && (await surroundings.around(own));
		checked.push(around && parsed ? { ...outcome, report: parsed.check({ ...around, ...known }).report } : outcome);
	}
	return checked;
}

/** A report as JSON: read from the file, or extracted from the PDF. */
async function reportAt(path: string, pool: ReaderPool): Promise<unknown> {
	return path.endsWith(".json") ? readJson(path) : JSON.parse(await pool.read(path, "report"));
}

async function readSettings(path: string): Promise<Settings> {
	const parsed = RuleSettings.safeParse(await readJson(path));
	if (parsed.success) return parsed.data;
	throw new GoujiError("bad-config", `${path}: ${z.prettifyError(parsed.error)}`, {
		hint: "Name rules by id or code, each with off, severity or limits; gouji rules lists them.",
	});
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
