import { constants, existsSync } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Mistake } from "../collecting/roster/check-roster.ts";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { systemCode } from "../model/causes.ts";

/**
 * What a run would stumble over at its end or in its middle: folders and files of the configuration that are not there,
 * and places that cannot be written. Paths are whole by now.
 */
export async function placeMistakes(config: NightlyConfig): Promise<Mistake[]> {
	const { sources, tls, output, state, metrics } = config;
	const mistakes: Mistake[] = [];
	for (const [i, source] of sources.entries())
		if (source.kind === "folder" && !(await isFolder(source.folder)))
			mistakes.push({ path: ["sources", i, "folder"], message: `${source.folder} is no folder; make it, or correct the name` });
	for (const [i, { ca }] of tls.entries())
		if (ca !== undefined && !existsSync(ca))
			mistakes.push({ path: ["tls", i, "ca"], message: `${ca} is not there; correct the path of the PEM file` });
	return [
		...mistakes,
		...(await unwritable("output", output)),
		...(await unwritable("state", state)),
		...(await ofMetrics(metrics)),
	];
}

async function ofMetrics(metrics: string | undefined): Promise<Mistake[]> {
	if (metrics === undefined) return [];
	if (await isFolder(dirname(metrics))) return unwritable("metrics", metrics);
	return [{ path: ["metrics"], message: `${metrics} is in a folder that is not there; make it first` }];
}

async function unwritable(key: string, place: string): Promise<Mistake[]> {
	const why = await whyNotWritten(place);
	return why === undefined ? [] : [{ path: [key], message: `${place} ${why}` }];
}

async function isFolder(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

/** Asks the nearest folder that is there; undefined where it may be written. */
async function whyNotWritten(path: string): Promise<string | undefined> {
	if (/^\/(?:proc|sys)(?:\/|$)/.test(path)) return "is no place for files; name another folder";
	let folder = resolve(path);
	while (!existsSync(folder)) folder = dirname(folder);
	try {
		await access(folder, constants.W_OK);
		return undefined;
	} catch (cause) {
		const why =
			systemCode(cause) === "EROFS" ? "is on a part of the disk that may only be read" : "may not be written by this user";
		return `${why}; name a place such as one beside the state folder, or give the user the right`;
	}
}
