import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { rosterRows } from "../collecting/roster/roster-rows.ts";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { configText } from "../collecting/sources/config-text.ts";
import type { FoldersConfig } from "../collecting/sources/folders-config.ts";
import type { Configuration, ConfigValues } from "../collecting/sources/parse-config.ts";
import { configurationOf, configValues, mistaken } from "../collecting/sources/parse-config.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { NightlyScope } from "../nightly/night-scope.ts";
import { readBytes, readText } from "../storage/files.ts";
import { likest } from "../text/similar.ts";
import { placeMistakes } from "./check-places.ts";
import type { Environment } from "./environment.ts";
import { checkRuleSettings } from "./rule-settings.ts";

const USUAL_NAMES = ["gouji.config.ts", "gouji.yaml", "nightly.yaml"];

/** What a configuration is checked against besides itself. */
export interface ConfigKnowledge extends Pick<Environment, "pipeline" | "now"> {
	/** Whether it will be run: its folders and files are looked at too. */
	readonly isForRun?: boolean;
}

/** A configuration's file is some thousand lines at most, a roster's table some thousand rows. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Reads a configuration of either kind; paths in it start at its folder. Throws GoujiError no-such-file or bad-config, with
 * file, line and mend of every mistake.
 */
export async function configurationAt(
	path: string,
	{ pipeline, now, isForRun = false }: ConfigKnowledge,
): Promise<Configuration> {
	const from = (name: string) => resolve(dirname(resolve(path)), name);
	const written = /\.[cm]?[jt]s$/i.test(path)
		? await programValues(path)
		: configValues(configText(await readBytes(path, MAX_BYTES), basename(path)), basename(path));
	const values = await withRosterFile(written, from);
	const read = configurationOf(values, now().getFullYear());
	checkRuleSettings(read.config.rules, pipeline.rules, values.placeOf);
	if (read.kind === "sources") {
		const config = sourcesFrom(read.config, from);
		const mistakes = isForRun ? await placeMistakes(config) : [];
		if (mistakes.length > 0) throw mistaken(mistakes, values.placeOf);
		return { ...read, config };
	}
	const { folders, output } = read.config;
	return { ...read, config: { ...read.config, folders: folders.map(from), output: from(output) } };
}

/** Reads a configuration of sources. Throws GoujiError no-such-file or bad-config. */
export async function configAt(path: string, knowledge: ConfigKnowledge): Promise<NightlyConfig> {
	const read = await configurationAt(path, knowledge);
	if (read.kind === "sources") return read.config;
	throw new GoujiError("bad-config", `${basename(path)} is a configuration of folders, which keep no memory of their runs`, {
		hint: "Name a configuration with sources; only gouji run and gouji review take folders.",
	});
}

/** What a run works over where no configuration is named. */
export function samplesConfig({ samples }: Pick<Environment, "samples">, output: string): FoldersConfig {
	return { folders: [samples], output: resolve(output), timeout: 120, rules: {} };
}

/** The configuration of this folder, for verbs that need none named. Throws GoujiError bad-arguments. */
export function usualConfig(): string {
	const found = USUAL_NAMES.find((name) => existsSync(name));
	if (found !== undefined) return found;
	throw badArgument(`No configuration is named, and none of ${USUAL_NAMES.join(", ")} is here`, "Name the configuration.");
}

/** Puts the organs of `roster_file` behind those of `roster`, each with its place in the table. */
async function withRosterFile({ values, placeOf }: ConfigValues, from: (name: string) => string): Promise<ConfigValues> {
	const written = values as { readonly roster_file?: unknown; readonly roster?: unknown } | null;
	const file = typeof written === "object" ? written?.roster_file : undefined;
	const own = written?.roster ?? [];
	if (typeof file !== "string" || !Array.isArray(own)) return { values, placeOf };
	const bytes = await readBytes(from(file), MAX_BYTES).catch((error: unknown) => {
		const { message } = toErrorRecord(error);
		throw new GoujiError("bad-config", `${placeOf(["roster_file"])}: roster_file: ${message}`, {
			hint: "Name a CSV or .xlsx file; relative paths start at the configuration.",
			cause: error,
		});
	});
	const rows = rosterRows(bytes, basename(file));
	return {
		values: { ...written, roster: [...own, ...rows.map((row) => row.values)] },
		placeOf: (path) => {
			const row = path[0] === "roster" && typeof path[1] === "number" ? rows[path[1] - own.length] : undefined;
			return row ? `${basename(file)}:${row.line}` : placeOf(path);
		},
	};
}

function sourcesFrom(config: NightlyConfig, from: (name: string) => string): NightlyConfig {
	return {
		...config,
		output: from(config.output),
		state: from(config.state),
		...(config.archive === undefined || /^s3:/i.test(config.archive) ? {} : { archive: from(config.archive) }),
		...(config.browser === undefined ? {} : { browser: { ...config.browser, program: from(config.browser.program) } }),
		...(typeof config.libreoffice === "string" ? { libreoffice: from(config.libreoffice) } : {}),
		...(config.metrics === undefined ? {} : { metrics: from(config.metrics) }),
		...(config.letter_template === undefined ? {} : { letter_template: from(config.letter_template) }),
		tls: config.tls.map((policy) => (policy.ca === undefined ? policy : { ...policy, ca: from(policy.ca) })),
		sources: config.sources.map((source) => (source.kind === "folder" ? { ...source, folder: from(source.folder) } : source)),
	};
}

/** A configuration that is a program exports it by default, as such files do, or as `config`. */
async function programValues(path: string): Promise<ConfigValues> {
	await readText(path);
	const module = (await import(pathToFileURL(resolve(path)).href).catch((cause: unknown) => {
		throw new GoujiError(
			"bad-config",
			`${basename(path)} cannot be run: ${cause instanceof Error ? cause.message : String(cause)}`,
			{
				hint: "Correct the configuration.",
				cause,
			},
		);
	})) as { readonly default?: unknown; readonly config?: unknown };
	return {
		values: module.default ?? module.config,
		placeOf: (place) => `${basename(path)}${place.length > 0 ? "" : ": export default"}`,
	};
}

/** Throws GoujiError bad-arguments for a source that the configuration does not have. */
export function checkScope(config: NightlyConfig, { source, since, limit, year, issuer }: NightlyScope): void {
	if (source !== undefined && !config.sources.some(({ id }) => id === source))
		throw badArgument(`No source is called ${source}`, `Use one of ${config.sources.map(({ id }) => id).join(", ")}.`);
	if (since !== undefined && !isDay(since)) throw badArgument(`${since} is no date`, "Give it as 2026-01-31.");
	if (year !== undefined && !(Number.isInteger(year) && year >= 2008 && year <= 2100))
		throw badArgument("The year is none that reports are about", "Give it as 2025.");
	const names = config.roster.flatMap(({ name, aliases }) => [name, ...aliases]);
	if (issuer !== undefined && names.length > 0 && !names.includes(issuer)) {
		const like = likest(issuer, names);
		throw badArgument(
			`${issuer} is not in the roster`,
			like === undefined ? "Name an organ as the roster has it." : `Is ${like} meant?`,
		);
	}
	if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0))
		throw badArgument("The limit is no number", "Give a whole number.");
}

/** Whether a text is a day that there is. */
function isDay(text: string): boolean {
	const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
	return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function badArgument(message: string, hint: string): GoujiError {
	return new GoujiError("bad-arguments", message, { hint });
}
