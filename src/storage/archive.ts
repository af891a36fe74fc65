import { createHash, randomUUID } from "node:crypto";
import type { Dirent } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isOwnBug, systemCode } from "../model/causes.ts";
import { GoujiError } from "../model/errors.ts";

/** Every byte once, under its SHA-256; files are whole or not there. */
export interface Archive {
	/**
	 * Keeps bytes and gives their SHA-256; those of the file at `path` may be left there by an archive that ends with its
	 * process. Throws GoujiError cannot-write.
	 */
	readonly keep: (bytes: Uint8Array, path?: string) => Promise<string>;
	/** The bytes, checked against their name. Throws GoujiError damaged-archive where they are not there or others. */
	readonly bytesOf: (sha256: string) => Promise<Uint8Array>;
	/** Keeps bytes in place of what stands under their name, which is damaged. */
	readonly restore: (bytes: Uint8Array) => Promise<string>;
	readonly has: (sha256: string) => Promise<boolean>;
}

/** What is half-written for so long belongs to no living process. */
const STALE_MS = 24 * 3600 * 1000;

/**
 * Opens the archive in a folder and clears what an interrupted run left half-written; in a folder that several
 * machines share, only what nobody can still be writing.
 */
export async function openArchive(folder: string, { isShared = false } = {}): Promise<Archive> {
	const parts = join(folder, "parts");
	await writing(parts, async () => {
		if (!isShared) await rm(parts, { recursive: true, force: true });
		await mkdir(parts, { recursive: true });
		for (const name of isShared ? await readdir(parts) : []) {
			const found = await stat(join(parts, name)).catch(() => undefined);
			if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(join(parts, name), { force: true });
		}
	});
	const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);
	return {
		keep: (bytes) => keep(bytes, parts, pathOf),
		restore: (bytes) => writeUnder(digestOf(bytes), bytes, { parts, pathOf }),
		has: async (sha256) => (await stat(pathOf(sha256)).catch(() => undefined)) !== undefined,
		bytesOf: async (sha256) => {
			const bytes = await readFile(pathOf(sha256)).catch((cause: unknown) => {
				if (isOwnBug(cause)) throw cause;
				throw damaged(`${pathOf(sha256)} ${systemCode(cause) === "ENOENT" ? "is not in the archive" : "cannot be read"}`, cause);
			});
			if (digestOf(bytes) !== sha256) throw damaged(`${pathOf(sha256)} has other bytes than its name says`);
			return new Uint8Array(bytes);
		},
	};
}

/** What is wrong with one file of an archive. */
export function damaged(message: string, cause?: unknown): GoujiError {
	return new GoujiError("damaged-archive", message, {
		hint: "Leave what is there, put its copy from a backup in its place, and run gouji verify.",
		cause,
	});
}

/** What lies in an archive's folder. */
export interface ArchiveListing {
	/** SHA-256 of every file that is named by one, in order. */
	readonly names: readonly string[];
	/** Paths of what an archive does not put there, in order; such as a file that somebody left. */
	readonly odd: readonly string[];
}

/** Lists an archive's folder; nothing where it is not there. What is being written belongs to neither list. */
export async function listArchive(folder: string): Promise<ArchiveListing> {
	const names: string[] = [];
	const odd: string[] = [];
	for (const part of await entriesOf(folder)) {
		if (part.isDirectory() && part.name === "parts") continue;
		const place = join(folder, part.name);
		if (!part.isDirectory() || !/^[0-9a-f]{2}$/.test(part.name)) {
			odd.push(place);
			continue;
		}
		for (const file of await entriesOf(place)) {
			if (file.isFile() && /^[0-9a-f]{64}$/.test(file.name) && file.name.slice(0, 2) === part.name) names.push(file.name);
			else odd.push(join(place, file.name));
		}
	}
	return { names: names.sort(), odd: odd.sort() };
}

/** Whether an archive's folder holds any file. */
export async function holdsFiles(folder: string): Promise<boolean> {
	for (const { name } of await entriesOf(folder))
		if (/^[0-9a-f]{2}$/.test(name) && (await entriesOf(join(folder, name))).length > 0) return true;
	return false;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
	return readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
		if (systemCode(cause) === "ENOENT") return [];
		if (isOwnBug(cause)) throw cause;
		throw damaged(`${folder} cannot be listed`, cause);
	});
}

function digestOf(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

/** What is there is kept where it is what its name says; else the whole bytes take its place. */
async function keep(bytes: Uint8Array, parts: string, pathOf: (sha256: string) => string): Promise<string> {
	const sha256 = digestOf(bytes);
	const there = await stat(pathOf(sha256)).catch(() => undefined);
	if (there?.size === bytes.length) {
		const held = await readFile(pathOf(sha256)).catch(() => undefined);
		if (held && digestOf(held) === sha256) return sha256;
	}
	return writeUnder(sha256, bytes, { parts, pathOf });
}

async function writeUnder(
	sha256: string,
	bytes: Uint8Array,
	{ parts, pathOf }: { readonly parts: string; readonly pathOf: (sha256: string) => string },
): Promise<string> {
	const path = pathOf(sha256);
	await writing(path, async () => {
		// Two hosts may give the same bytes at the same time.
		const part = join(parts, randomUUID());
		await mkdir(dirname(path), { recursive: true });
		const file = await open(part, "wx");
		try {
			await file.writeFile(bytes);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(part, path);
		await syncFolder(dirname(path));
	});
	return sha256;
}

/** Makes a rename survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
	try {
		await write();
	} catch (cause) {
		throw new GoujiError("cannot-write", `${path} cannot be written`, {
			hint: "Check free space and permissions; what is finished is kept.",
			cause,
		});
	}
}
