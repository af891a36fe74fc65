import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GoujiError } from "../model/errors.ts";

/** A file that a person put into a folder for import. */
export interface ImportedFile {
	/** `file:` address. */
	readonly url: string;
	readonly path: string;
	readonly kind: "pdf" | "html" | "docx";
	readonly read: () => Promise<Uint8Array>;
}

/** PDFs and saved pages of a folder with its subfolders, by name. Throws GoujiError bad-config. */
export async function filesToImport(folder: string, maxBytes: number): Promise<ImportedFile[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
		throw new GoujiError("bad-config", `${folder} cannot be read`, { hint: "Check the folder's name and permissions.", cause });
	});
	const files: ImportedFile[] = [];
	for (const entry of entries) {
		const ending = /\.(pdf|html?|docx)$/i.exec(entry.name)?.[1]?.toLowerCase();
		if (!entry.isFile() || ending === undefined) continue;
		const path = join(entry.parentPath, entry.name);
		if ((await stat(path)).size > maxBytes) continue;
		const kind = ending === "pdf" ? "pdf" : ending === "docx" ? "docx" : "html";
		files.push({ url: pathToFileURL(path).href, path, kind, read: async () => new Uint8Array(await readFile(path)) });
	}
	return files.sort((a, b) => (a.url < b.url ? -1 : 1));
}
