import type { GrayImage } from "../../../src/reading/ocr/gray.ts";
import { bilevelOf } from "./bilevel.ts";
import { outlinesOf } from "./outlines.ts";
import { pageFile } from "./page-file.ts";
import { BILEVEL, CODINGS } from "./pictures.ts";
import { placed } from "./placed.ts";
import { under } from "./texts.ts";
import type { ScanFileKind } from "./whole.ts";
import { sizeOf, whole } from "./whole.ts";

/** The kinds: by how the picture is coded, how it is placed, and what else is on the page. */
export const SCAN_FILE_KINDS: readonly ScanFileKind[] = [
	...Object.keys(CODINGS).map(coded),
	...placed(),
	...under(),
	{
		name: "outlines",
		make: (image, dpi) => pageFile({ ...sizeOf(image, dpi), content: outlinesOf(image, dpi) }),
		shown: (image) => bilevelOf(image, 128),
	},
];

function coded(name: string): ScanFileKind {
	return {
		name,
		make: (image, dpi) => pageFile(whole(image, dpi, name)),
		...(BILEVEL.has(name) ? { shown: (image: GrayImage) => bilevelOf(image) } : {}),
	};
}
