import { mkdir, readdir, readFile, readlink, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { systemCode } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";

/** Folder of the releases that have a name, beside the sets: links to sets that are kept for good. */
const RELEASES = "releases";

/** Names a set. A name is given once: throws GoujiError bad-arguments where it is another set's, or no name for a file. */
export async function nameRelease(to: string, name: string, set: string): Promise<void> {
	if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name))
		throw new GoujiError("bad-arguments", `${name} is no name for a release`, { hint: "Use letters, digits, dots and dashes." });
	await mkdir(join(to, RELEASES), { recursive: true });
	const path = join(to, RELEASES, name);
	try {
		await symlink(join("..", "sets", set), path, "dir");
	} catch (cause) {
		if (systemCode(cause) !== "EEXIST") throw cause;
		if (basename(await readlink(path)) === set) return;
		throw new GoujiError("bad-arguments", `There is a release ${name} already, of other content`, {
			hint: "Give another name: what somebody cites does not change.",
			cause,
		});
	}
}

/** Sets to be kept: those named first, then the newest by the history up to `count`, and all that a release names. */
export async function keptSets(
	to: string,
	{ first, count }: { readonly first: readonly string[]; readonly count: number },
): Promise<readonly string[]> {
	const history = await readFile(join(to, "history.ndjson"), "utf8").catch(() => "");
	const published = history.split("\n").flatMap((line) => setOf(line) ?? []);
	const newest = [...new Set([...first, ...published.toReversed()])].slice(0, Math.max(count, first.length));
	const names = await readdir(join(to, RELEASES)).catch(() => []);
	const named: string[] = [];
	for (const name of names) named.push(basename(await readlink(join(to, RELEASES, name))));
	return [...new Set([...newest, ...named])];
}

/** The set that a line of the history tells of; undefined for a line that was cut short. */
function setOf(line: string): string | undefined {
	try {
		const { set } = JSON.parse(line) as { set?: unknown };
		return typeof set === "string" ? set : undefined;
	} catch {
		return undefined;
	}
}
