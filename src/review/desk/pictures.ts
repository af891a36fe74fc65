import { existsSync } from "node:fs";
import { join } from "node:path";
import { GoujiError } from "../../model/errors.ts";
import { readBytes, readText, writeWhole } from "../../storage/files.ts";
import type { Documents } from "./documents.ts";
import type { WordsOfPage } from "./quote-boxes.ts";
import type { PageSize, Turn } from "./upright.ts";

/** Resolutions that pages are drawn at: to look at a page, and to look closely at a cell. */
export const DPIS = [110, 220] as const;
export type Dpi = (typeof DPIS)[number];

/** How a page lies, and what stands where on it, as it lies. */
export interface WordsAndTurn extends WordsOfPage {
	readonly turn: Turn;
}

/** One picture of a page. */
export interface PictureWish {
	readonly page: number;
	readonly dpi: Dpi;
	/** Degrees that it is turned clockwise by. */
	readonly turn?: Turn;
}

/** Pictures of documents' pages. */
export interface Pictures {
	/** Sizes of all pages as they lie; undefined where the document is not here or cannot be opened. */
	readonly sizesOf: (sha256: string) => Promise<readonly PageSize[] | undefined>;
	/** A PNG. Throws GoujiError: no-such-file, or what the reading process died of. */
	readonly pageOf: (sha256: string, wish: PictureWish) => Promise<Uint8Array>;
	/** How pages lie and what stands on them; undefined where that cannot be told. */
	readonly wordsOf: (sha256: string) => Promise<readonly WordsAndTurn[] | undefined>;
	/** The same where it is known already: what a scan says of itself takes seconds. */
	readonly knownWords: (sha256: string) => Promise<readonly WordsAndTurn[] | undefined>;
}

/** What draws: the pool of reading processes, where a hostile document can be stopped. */
export interface Drawer {
	readonly draw: (
		bytes: Uint8Array,
		picture: { readonly page: number; readonly dpi: number; readonly turn?: number },
	) => Promise<Uint8Array>;
	readonly sizes: (bytes: Uint8Array) => Promise<[number, number][]>;
	readonly words: (bytes: Uint8Array) => Promise<WordsAndTurn[]>;
}

/** Draws pages once and keeps them in a folder, which may be emptied at any time. */
export function picturesOf(documents: Documents, drawer: Drawer, folder: string): Pictures {
	const drawing = new Map<string, Promise<Uint8Array>>();
	const told = { documents, folder };
	const sizesOf = keptFor(told, "sizes", (bytes) => drawer.sizes(bytes));
	const words = keptFor(told, "words", (bytes) => drawer.words(bytes));
	return {
		sizesOf: sizesOf.ask,
		wordsOf: words.ask,
		knownWords: words.known,
		pageOf: async (sha256, { page, dpi, turn = 0 }) => {
			if (!(await documents.has(sha256)))
				throw new GoujiError("no-such-file", "The document is not here", { hint: "Look at its address." });
			const path = join(folder, sha256.slice(0, 2), `${sha256}-${page}-${dpi}${turn === 0 ? "" : `-${turn}`}.png`);
			if (existsSync(path)) return readBytes(path, 1e8);
			const drawn = drawing.get(path) ?? drawNow(path, { sha256, page, dpi, turn, documents, drawer });
			drawing.set(path, drawn);
			return drawn.finally(() => drawing.delete(path));
		},
	};
}

interface KeptIn {
	readonly documents: Documents;
	readonly folder: string;
}

/** What is told of documents once, and kept in a file beside their pictures. */
function keptFor<T>({ documents, folder }: KeptIn, what: string, tell: (bytes: Uint8Array) => Promise<T>) {
	const asked = new Map<string, Promise<T | undefined>>();
	const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), `${sha256}-${what}.json`);
	const read = async (sha256: string) => {
		const path = pathOf(sha256);
		// A file of another version, or one cut by a power failure, is made anew.
		return existsSync(path) ? (JSON.parse(await readText(path).catch(() => "null")) as T | null) : null;
	};
	const now = async (sha256: string): Promise<T | undefined> => {
		if (!(await documents.has(sha256).catch(() => false))) return undefined;
		try {
			const kept = await read(sha256);
			if (kept !== null) return kept;
			const told = await tell(await documents.bytesOf(sha256));
			await writeWhole(pathOf(sha256), JSON.stringify(told));
			return told;
		} catch (error) {
			// No PDF, or one that kills its reader: the report is shown without.
			if (error instanceof GoujiError) return undefined;
			throw error;
		}
	};
	return {
		ask: (sha256: string): Promise<T | undefined> => {
			const telling = asked.get(sha256) ?? now(sha256);
			asked.set(sha256, telling);
			for (const old of [...asked.keys()].slice(0, -MAX_KEPT)) asked.delete(old);
			// What could not be told is tried again when next asked for.
			void telling.then(
				(found) => found ?? asked.delete(sha256),
				() => asked.delete(sha256),
			);
			return telling;
		},
		known: async (sha256: string): Promise<T | undefined> =>
			/^[0-9a-f]{64}$/.test(sha256) && (await documents.has(sha256).catch(() => false))
				? ((await read(sha256)) ?? undefined)
				: undefined,
	};
}

/** Documents whose facts are kept in memory. */
const MAX_KEPT = 50;

async function drawNow(
	path: string,
	{ sha256, documents, drawer, ...wish }: Required<PictureWish> & { sha256: string; documents: Documents; drawer: Drawer },
): Promise<Uint8Array> {
	const png = await drawer.draw(await documents.bytesOf(sha256), wish);
	await writeWhole(path, png);
	return png;
}
