import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { GoujiError } from "../model/errors.ts";
import type { NightlyScope } from "../run/nightly.ts";
import type { NightlyConfig } from "../sources/config.ts";
import { checkConfig, parseConfig } from "../sources/parse-config.ts";

const USUAL_NAMES = ["gouji.config.ts", "gouji.yaml", "nightly.yaml"];

/** Reads a configuration; paths in it start at its folder. Throws GoujiError no-such-file or bad-config. */
export async function configAt(path: string): Promise<NightlyConfig> {
	const config = /\.[cm]?[jt]s$/i.test(path) ? await programAt(path) : parseConfig(await textAt(path), basename(path));
	const from = (name: string) => resolve(dirname(resolve(path)), name);
	return {
		...config,
		output: from(config.output),
		state: from(config.state),
		...(config.archive === undefined || /^s3:/i.test(config.archive) ? {} : { archive: from(config.archive) }),
		...(config.metrics === undefined ? {} : { metrics: from(config.metrics) }),
		tls: config.tls.map((policy) => (policy.ca === undefined ? policy : { ...policy, ca: from(policy.ca) })),
		sources: config.sources.map((source) => (source.kind === "folder" ? { ...source, folder: from(source.folder) } : source)),
	};
}

/** The configuration of this folder, for verbs that need none named. Throws GoujiError bad-arguments. */
export function usualConfig(): string {
	const found = USUAL_NAMES.find((name) => existsSync(name));
	if (found !== undefined) return found;
	throw badArgument(`No configuration is named, and none of ${USUAL_NAMES.join(", ")} is here`, "Name the configuration.");
}

async function textAt(path: string): Promise<string> {
	return readFile(path, "utf8").catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
}

/** A configuration that is a program exports it by default, as such files do, or as `config`. */
async function programAt(path: string): Promise<NightlyConfig> {
	await textAt(path);
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
	return checkConfig(
		module.default ?? module.config,
		(place) => `${basename(path)}${place.length > 0 ? "" : ": export default"}`,
	);
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
