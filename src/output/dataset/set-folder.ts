import { createHash } from "node:crypto";
import { copyFile, link, mkdir, open, readdir, readFile, readlink, rename, rm, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PublishedFile } from "../documents/set/published-file.ts";

/** A published set that a new one may share unchanged files with. */
export interface PreviousSet {
	readonly folder: string;
	/** Keys of its parts, by name. */
	readonly parts: Readonly<Record<string, string>>;
	/** Hashes of its table files and descriptions, by name. */
	readonly sha256: ReadonlyMap<string, string>;
}

/** Parts of sets' names that are not sets: what is being written, or was when an export was killed. */
const UNFINISHED = ".part-";

/** The name of the set that readers see now; undefined before the first. */
export async function currentSet(to: string): Promise<string | undefined> {
	const target = await readlink(join(to, "current")).catch(() => undefined);
	const name = target?.split(/[\\/]/).at(-1);
	return name !== undefined && (await exists(join(to, "sets", name))) ? name : undefined;
}

/** Reads what a set says of itself; undefined where it is another version's. */
export async function readPrevious(folder: string): Promise<PreviousSet | undefined> {
	try {
		const parts = JSON.parse(await readFile(join(folder, "parts.json"), "utf8")) as Record<string, string>;
		const sha256 = new Map<string, string>();
		const file = await open(join(folder, "SHA256SUMS"));
		for await (const line of file.readLines()) {
			const [hash = "", name = ""] = line.split("  ");
			if (!name.startsWith("reports/")) sha256.set(name, hash);
		}
		return { folder, parts, sha256 };
	} catch {
		return undefined;
	}
}

/** A new folder for a set; what killed exports left half-written goes. Only for the holder of the index. */
export async function beginSet(to: string): Promise<string> {
	const sets = join(to, "sets");
	for (const name of await readdir(sets))
		if (name.startsWith(UNFINISHED)) await rm(join(sets, name), { recursive: true, force: true });
	const folder = join(sets, `${UNFINISHED}${process.pid}`);
	await mkdir(folder);
	return folder;
}

/** Points readers at a set in one step: a link made beside the old one takes its name. */
export async function publishSet(to: string, key: string): Promise<void> {
	const name = join(to, `.current-${process.pid}`);
	await rm(name, { force: true });
	await symlink(join("sets", key), name, "dir");
	await rename(name, join(to, "current"));
}

/** Sets other than these go. Whoever opened the set before the last still reads it whole. */
export async function keepSets(to: string, keep: readonly string[]): Promise<void> {
	const sets = join(to, "sets");
	for (const name of await readdir(sets)) if (!keep.includes(name)) await rm(join(sets, name), { recursive: true, force: true });
	for (const name of await readdir(to)) if (name.startsWith(".current-")) await rm(join(to, name), { force: true });
}

/** Shares a file that did not change; where the file system cannot, it is copied. Whether there was one. */
export async function share(from: string, to: string): Promise<boolean> {
	await mkdir(dirname(to), { recursive: true });
	try {
		await link(from, to);
		return true;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
		return copyFile(from, to).then(
			() => true,
			() => false,
		);
	}
}

/** Size and hash of a file, read in blocks; it is on the disk afterwards, whatever happens to the machine. */
export async function fileFacts(folder: string, name: string, known?: string): Promise<PublishedFile> {
	const path = join(folder, name);
	const { size } = await stat(path);
	if (known !== undefined) return { name, bytes: size, sha256: known };
	const file = await open(path);
	try {
		const hash = createHash("sha256");
		for await (const block of file.createReadStream({ autoClose: false })) hash.update(block as Buffer);
		// Not every system lets a file that was opened for reading be synchronised.
		await file.sync().catch(() => undefined);
		return { name, bytes: size, sha256: hash.digest("hex") };
	} finally {
		await file.close();
	}
}

/** Whether there is a file or folder of that name. */
export async function exists(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}
