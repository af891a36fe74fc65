import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GoujiError } from "../model/errors.ts";
import { readBytes } from "../storage/files.ts";

/** A file that a person put into a folder for import. */
export interface ImportedFile {
	/** `file:` address. */
	readonly url: string;
	readonly path: string;
	readonly kind: "pdf" | "html" | "docx";
	/** Throws GoujiError no-such-file or too-large. */
	readonly read: () => Promise<Uint8Array>;
}

/** PDFs and saved pages of a folder with its subfolders, by name. Throws GoujiError bad-config. */
export async function filesToImport(folder: string, maxBytes: number): Promise<ImportedFile[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
		throw new GoujiError("bad-config", `${folder} cannot be read`, { hint: "Check the folder's name and permissions.", cause });
	});
	const files = entries.flatMap((entry): ImportedFile[] => {
		const ending = /\.(pdf|html?|docx)$/i.exec(entry.name)?.[1]?.toLowerCase();
		if (!entry.isFile() || ending === undefined) return [];
		const path = join(entry.parentPath, entry.name);
		const kind = ending === "pdf" ? "pdf" : ending === "docx" ? "docx" : "html";
		return [{ url: pathToFileURL(path).href, path, kind, read: () => readBytes(path, maxBytes) }];
	});
	return files.sort((a, b) => (a.url < b.url ? -1 : 1));
}

/** Every PDF in a folder and its subfolders. Throws GoujiError bad-config where it cannot be read. */
export async function pdfsIn(folder: string): Promise<string[]> {
	const files = await filesToImport(folder, Number.POSITIVE_INFINITY);
	return files.filter(({ kind }) => kind === "pdf").map(({ path }) => path);
}
