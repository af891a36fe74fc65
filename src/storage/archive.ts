import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GoujiError } from "../model/errors.ts";

/** Every byte once, under its SHA-256; files are whole or not there. */
export interface Archive {
	/**
	 * Keeps bytes and gives their SHA-256; those of the file at `path` may be left there by an archive that ends with its
	 * process. Throws GoujiError cannot-write.
	 */
	readonly keep: (bytes: Uint8Array, path?: string) => Promise<string>;
	/** Throws GoujiError no-such-file. */
	readonly bytesOf: (sha256: string) => Promise<Uint8Array>;
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
		has: async (sha256) => (await stat(pathOf(sha256)).catch(() => undefined)) !== undefined,
		bytesOf: async (sha256) => {
			const bytes = await readFile(pathOf(sha256)).catch((cause: unknown) => {
				throw new GoujiError("no-such-file", `${pathOf(sha256)} is not in the archive`, {
					hint: "Restore the archive from a copy, or remove the state folder to begin anew.",
					cause,
				});
			});
			return new Uint8Array(bytes);
		},
	};
}

/** The SHA-256 of every file in an archive. */
export async function namesInArchive(folder: string): Promise<string[]> {
	const folders = (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
	const names = await Promise.all(folders.map((name) => readdir(join(folder, name))));
	return names.flat().sort();
}

async function keep(bytes: Uint8Array, parts: string, pathOf: (sha256: string) => string): Promise<string> {
	const sha256 = createHash("sha256").update(bytes).digest("hex");
	const path = pathOf(sha256);
	const there = await stat(path).catch(() => undefined);
	if (there?.size === bytes.length) return sha256;
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
