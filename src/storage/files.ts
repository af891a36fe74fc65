import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isOwnBug, systemCode } from "../model/causes.ts";
import { GoujiError } from "../model/errors.ts";

/** The bytes of a file. Throws GoujiError no-such-file or too-large (before anything is read). */
export async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
	const found = await stat(path).catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
	if (!found.isFile()) throw new GoujiError("no-such-file", `${path} is not a file`, { hint: "Name a PDF file." });
	if (found.size > maxBytes) {
		throw new GoujiError("too-large", `${path} has ${found.size} bytes; the limit is ${maxBytes}`, {
			hint: "Check that this is a report; raise the limit in the configuration if it is.",
		});
	}
	const bytes = await readFile(path).catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the permissions.", cause });
	});
	return new Uint8Array(bytes);
}

/**
 * Writes a file whole or not at all: readers never see half of it, and a link that stands in its place is
 * replaced, never followed. Pieces of a text are written one after the other. Throws GoujiError cannot-write.
 */
export async function writeWhole(path: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
	const part = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.part`;
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(part, content, { flag: "wx" });
		await rename(part, path);
	} catch (cause) {
		await rm(part, { force: true }).catch(() => undefined);
		if (isOwnBug(cause)) throw cause;
		throw new GoujiError("cannot-write", `${path} cannot be written`, {
			hint: "Check free space and permissions; what is finished is kept.",
			cause,
		});
	}
}

/** Takes away what `writeWhole` left half-written in a folder, where the process that wrote it is gone. */
export async function clearParts(folder: string): Promise<void> {
	const names = await readdir(folder).catch(() => []);
	for (const name of names) {
		const pid = Number(/\.(\d+)-[0-9a-f]{8}\.part$/.exec(name)?.[1] ?? Number.NaN);
		if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(folder, name), { force: true });
	}
}

/**
 * Takes away links that stand in the place of some of our folders, or in them: what is written there would go elsewhere.
 * Where they led is left as it is. Gives their paths. The folder that holds them may well be a link.
 */
export async function cutLinks(folder: string, own: readonly string[]): Promise<string[]> {
	const above = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter(({ name }) => own.includes(name));
	const below = above.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
	const within = await Promise.all(
		below.map((place) => readdir(place, { recursive: true, withFileTypes: true }).catch(() => [])),
	);
	const links = [...above, ...within.flat()].filter((entry) => entry.isSymbolicLink());
	const paths = links.map((entry) => join(entry.parentPath, entry.name)).sort();
	for (const path of paths) await rm(path, { force: true });
	return paths;
}

/** This process counts as gone: it writes nothing while it clears. */
function isAlive(pid: number): boolean {
	if (pid === process.pid) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return systemCode(error) === "EPERM";
	}
}

/** A text file. Throws GoujiError no-such-file. */
export async function readText(path: string): Promise<string> {
	return readFile(path, "utf8").catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
}

/**
 * The files of a folder with a stamp (size and time) that changes when they do, by name; none where it is not there.
 * Throws GoujiError no-such-file where it is there and cannot be read: that says nothing of what is in it.
 */
export async function filesIn(folder: string): Promise<{ readonly name: string; readonly stamp: string }[]> {
	const entries = (await unlessAbsent(readdir(folder, { withFileTypes: true }), folder)) ?? [];
	const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
	const files: { name: string; stamp: string }[] = [];
	for (const name of names.sort()) {
		const found = await unlessAbsent(stat(join(folder, name)), name);
		if (found) files.push({ name, stamp: `${found.size} ${found.mtimeMs}` });
	}
	return files;
}

async function unlessAbsent<T>(looking: Promise<T>, path: string): Promise<T | undefined> {
	try {
		return await looking;
	} catch (cause) {
		if (systemCode(cause) === "ENOENT") return undefined;
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the permissions.", cause });
	}
}
