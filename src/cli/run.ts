import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { z } from "zod";
import { writeWhole } from "../io/files.ts";
import { GoujiError } from "../model/errors.ts";
import { checkTogether } from "../run/check-together.ts";
import { needsAttention, readAll, resultNames } from "../run/outcomes.ts";
import { publishRun } from "../run/publish-run.ts";
import type { PublishedFile } from "../run/publish-site.ts";
import { READER_LIMITS, ReaderPool } from "../run/reader-pool.ts";
import { RuleSettings } from "../sources/rule-settings.ts";
import { readJson } from "./check.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { describe, summary } from "./extract.ts";
import type { NightlyOptions } from "./nightly.ts";
import { checkRuleSettings } from "./rule-settings.ts";

const RunConfig = z.strictObject({
	/** Folders with PDFs, searched with their subfolders; relative to the configuration file. */
	folders: z.array(z.string().min(1)).min(1),
	/** Where results go; relative to the configuration file. */
	output: z.string().min(1).default("output"),
	/** Seconds for one document. */
	timeout: z.number().positive().default(120),
	/** What this deployment changes about rules, by id or code. */
	rules: RuleSettings.default({}),
});

/** The whole job: over sources, or over folders: read, check, publish. Without a configuration, over the samples. */
export async function run(config: string | undefined, options: NightlyOptions, environment: Environment): Promise<number> {
	if (config !== undefined && (await isOfSources(config))) {
		// What only the nightly job needs is loaded for it alone: every reading process starts through here.
		const { nightly } = await import("./nightly.ts");
		return nightly(config, options, environment);
	}
	const { folders, output, timeout, rules } = config
		? await foldersAt(config)
		: { folders: [environment.samples], output: resolve("output"), timeout: 120, rules: {} };
	checkRuleSettings(rules, environment.pipeline.rules);
	const files = (await Promise.all(folders.map(pdfsIn))).flat().sort();
	if (files.length === 0)
		throw new GoujiError("bad-config", `No PDF is in ${folders.join(", ")}`, { hint: "Check the folders in the configuration." });
	const pool = new ReaderPool(environment.entry, { ...READER_LIMITS, timeoutMs: timeout * 1000 });
	const names = resultNames(files);
	const published = new Map<string, PublishedFile>();
	try {
		const fileOf = ({ path }: { readonly path: string }) => join(output, "data", "reports", names.get(path) ?? "");
		const read = await readAll(
			files,
			(path) => pool.read(path, "report"),
			async ({ path, json }) => {
				if (json !== undefined) await writeWhole(fileOf({ path }), json);
			},
		);
		const outcomes = await checkTogether(read, {
			pipeline: environment.pipeline,
			known: { settings: rules },
			load: async (outcome) => environment.pipeline.parse(await readJson(fileOf(outcome))),
			save: async (outcome, report) => {
				const json = `${JSON.stringify(report, null, "\t")}\n`;
				await writeWhole(fileOf(outcome), json);
				const digest = createHash("sha256").update(json).digest("hex");
				published.set(outcome.path, { issuer: report.issuer.name, file: names.get(outcome.path) ?? "", digest });
			},
		});
		const shown = outcomes.map((outcome) => ({ ...outcome, path: relative(process.cwd(), outcome.path) }));
		const inOrder = files.flatMap((file) => published.get(file) ?? []);
		await publishRun(shown, inOrder, { output, pipeline: environment.pipeline });
		environment.out(
			options.json
				? `${JSON.stringify(shown.map(summary), null, "\t")}\n`
				: `${describe(shown)}\n\n${files.length} documents; data and site/index.html are in ${relative(process.cwd(), output) || "."}/\n`,
		);
		// The samples contain a faulty report on purpose; only failures and doubts ask for attention.
		return outcomes.some(needsAttention) ? EXIT.attention : EXIT.ok;
	} finally {
		pool.close();
	}
}

/** Configurations of folders are JSON with that key; every other one is of sources. */
export async function isOfSources(path: string): Promise<boolean> {
	const text = await readFile(path, "utf8").catch(() => undefined);
	return text !== undefined && !/"folders"\s*:/.test(text);
}

/** A configuration of folders, with whole paths. Throws GoujiError bad-config. */
export async function foldersAt(path: string): Promise<z.infer<typeof RunConfig>> {
	const parsed = RunConfig.safeParse(await readJson(path));
	if (!parsed.success)
		throw new GoujiError("bad-config", `${basename(path)}: ${z.prettifyError(parsed.error)}`, {
			hint: "Correct the configuration; see docs/operations.md.",
		});
	const base = dirname(resolve(path));
	return {
		...parsed.data,
		folders: parsed.data.folders.map((folder) => resolve(base, folder)),
		output: resolve(base, parsed.data.output),
	};
}

/** Every PDF in a folder and its subfolders. Throws GoujiError bad-config where it cannot be read. */
export async function pdfsIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
		throw new GoujiError("bad-config", `${folder} cannot be read`, { hint: "Check the folder's name and permissions.", cause });
	});
	return entries
		.filter((entry) => entry.isFile() && /\.pdf$/i.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
}
