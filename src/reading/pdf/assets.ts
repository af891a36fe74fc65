import { createRequire } from "node:module";
import { dirname, sep } from "node:path";

const root = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const folder = (name: string) => `${root}${sep}${name}${sep}`;

/**
 * Where pdf.js finds its character maps, standard fonts and decoders: folders of its own package,
 * as file paths with a trailing separator (a URL or a missing separator makes it read nothing,
 * silently). Nothing is fetched from a network.
 */
export const pdfAssets = {
	cMapUrl: folder("cmaps"),
	cMapPacked: true,
	standardFontDataUrl: folder("standard_fonts"),
	wasmUrl: folder("wasm"),
	iccUrl: folder("iccs"),
} as const;
