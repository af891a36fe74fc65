import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import type { FoldersConfig } from "../collecting/sources/folders-config.ts";
import type { Configuration, ConfigValues } from "../collecting/sources/parse-config.ts";
import { configurationOf, configValues } from "../collecting/sources/parse-config.ts";
import { GoujiError } from "../model/errors.ts";
import type { NightlyScope } from "../nightly/gather.ts";
import { readText } from "../storage/files.ts";
import type { Environment } from "./environment.ts";

const USUAL_NAMES = ["gouji.config.ts", "gouji.yaml", "nightly.yaml"];

/** Reads a configuration of either kind; paths in it start at its folder. Throws GoujiError no-such-file or bad-config. */
export async function configurationAt(path: string): Promise<Configuration> {
	const values = /\.[cm]?[jt]s$/i.test(path) ? await programValues(path) : configValues(await readText(path), basename(path));
	const read = configurationOf(values);
	const from = (name: string) => resolve(dirname(resolve(path)), name);
	if (read.kind === "sources") return { ...read, config: sourcesFrom(read.config, from) };
	const { folders, output } = read.config;
	return { ...read, config: { ...read.config, folders: folders.map(from), output: from(output) } };
}

/** Reads a configuration of sources. Throws GoujiError no-such-file or bad-config. */
export async function configAt(path: string): Promise<NightlyConfig> {
	const read = await configurationAt(path);
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

function sourcesFrom(config: NightlyConfig, from: (name: string) => string): NightlyConfig {
	return {
		...config,
		output: from(config.output),
		state: from(config.state),
		...(config.archive === undefined || /^s3:/i.test(config.archive) ? {} : { archive: from(config.archive) }),
		...(config.browser === undefined ? {} : { browser: { ...config.browser, program: from(config.browser.program) } }),
		...(typeof config.office === "string" ? { office: from(config.office) } : {}),
		...(config.metrics === undefined ? {} : { metrics: from(config.metrics) }),
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
export function checkScope(config: NightlyConfig, { source, since, limit }: NightlyScope): void {
	if (source !== undefined && !config.sources.some(({ id }) => id === source))
		throw badArgument(`No source is called ${source}`, `Use one of ${config.sources.map(({ id }) => id).join(", ")}.`);
	if (since !== undefined && !/^\d{4}-\d\d-\d\d$/.test(since)) throw badArgument(`${since} is no date`, "Give it as 2026-01-31.");
	if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0))
		throw badArgument("The limit is no number", "Give a whole number.");
}

function badArgument(message: string, hint: string): GoujiError {
	return new GoujiError("bad-arguments", message, { hint });
}
