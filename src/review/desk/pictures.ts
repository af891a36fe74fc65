import { existsSync } from "node:fs";
import { join } from "node:path";
import { GoujiError } from "../../model/errors.ts";
import { readBytes, readText, writeWhole } from "../../storage/files.ts";
import type { Documents } from "./documents.ts";

/** Width and height of a page in points. */
export type PageSize = readonly [number, number];

/** Resolutions that pages are drawn at: to look at a page, and to look closely at a cell. */
export const DPIS = [110, 220] as const;
export type Dpi = (typeof DPIS)[number];

/** Pictures of documents' pages. */
export interface Pictures {
	/** Sizes of all pages; undefined where the document is not here or cannot be opened. */
	readonly sizesOf: (sha256: string) => Promise<readonly PageSize[] | undefined>;
	/** A PNG. Throws GoujiError: no-such-file, or what the reading process died of. */
	readonly pageOf: (sha256: string, page: number, dpi: Dpi) => Promise<Uint8Array>;
}

/** What draws: the pool of reading processes, where a hostile document can be stopped. */
export interface Drawer {
	readonly draw: (bytes: Uint8Array, picture: { readonly page: number; readonly dpi: number }) => Promise<Uint8Array>;
	readonly sizes: (bytes: Uint8Array) => Promise<[number, number][]>;
}

/** Draws pages once and keeps them in a folder, which may be emptied at any time. */
export function picturesOf(documents: Documents, drawer: Drawer, folder: string): Pictures {
	const known = new Map<string, Promise<readonly PageSize[] | undefined>>();
	const drawing = new Map<string, Promise<Uint8Array>>();
	return {
		sizesOf: (sha256) => {
			const sizes = known.get(sha256) ?? sizesNow(sha256, { documents, drawer, folder });
			known.set(sha256, sizes);
			// What could not be opened is tried again when next asked for.
			void sizes.then((found) => found ?? known.delete(sha256));
			return sizes;
		},
		pageOf: async (sha256, page, dpi) => {
			if (!(await documents.has(sha256)))
				throw new GoujiError("no-such-file", "The document is not here", { hint: "Look at its address." });
			const path = join(folder, sha256.slice(0, 2), `${sha256}-${page}-${dpi}.png`);
			if (existsSync(path)) return readBytes(path, 1e8);
			const key = `${sha256} ${page} ${dpi}`;
			const drawn = drawing.get(key) ?? drawNow(path, { sha256, page, dpi, documents, drawer });
			drawing.set(key, drawn);
			return drawn.finally(() => drawing.delete(key));
		},
	};
}

async function sizesNow(
	sha256: string,
	{ documents, drawer, folder }: { documents: Documents; drawer: Drawer; folder: string },
): Promise<readonly PageSize[] | undefined> {
	if (!(await documents.has(sha256).catch(() => false))) return undefined;
	const path = join(folder, sha256.slice(0, 2), `${sha256}-sizes.json`);
	try {
		if (existsSync(path)) return JSON.parse(await readText(path)) as PageSize[];
		const sizes = await drawer.sizes(await documents.bytesOf(sha256));
		await writeWhole(path, JSON.stringify(sizes));
		return sizes;
	} catch (error) {
		// No PDF, or one that kills its reader: the report is shown without its pages.
		if (error instanceof GoujiError) return undefined;
		throw error;
	}
}

async function drawNow(
	path: string,
	{ sha256, page, dpi, documents, drawer }: { sha256: string; page: number; dpi: Dpi; documents: Documents; drawer: Drawer },
): Promise<Uint8Array> {
	const png = await drawer.draw(await documents.bytesOf(sha256), { page, dpi });
	await writeWhole(path, png);
	return png;
}
