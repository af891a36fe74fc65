import type { GrayImage } from "../../../src/reading/ocr/gray.ts";
import type { PagePlan, Part } from "./page-file.ts";
import { CODINGS } from "./pictures.ts";

/** One way in which a scanned page lies in a PDF file. */
export interface ScanFileKind {
	readonly name: string;
	/** A PDF of one page that shows the picture, scanned at so many dots per inch. */
	readonly make: (image: GrayImage, dpi: number) => Uint8Array;
	/** What the page shows, where that is not the picture itself. */
	readonly shown?: (image: GrayImage) => GrayImage;
}

/** A page as large as its picture. */
export function sizeOf({ width, height }: GrayImage, dpi: number): Pick<PagePlan, "widthPt" | "heightPt"> {
	return { widthPt: rounded((width * 72) / dpi), heightPt: rounded((height * 72) / dpi) };
}

/** Points to two places, as most programs write them. */
export function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}

/** A page that is one picture. */
export function whole(
	image: GrayImage,
	dpi: number,
	coding = "gray",
): PagePlan & { readonly objects: Readonly<Record<string, Part>> } {
	const size = sizeOf(image, dpi);
	const made = CODINGS[coding]?.(image);
	const objects: Record<string, Part> = { I: made?.picture ?? { entries: "" }, ...made?.others };
	return { ...size, content: `q ${size.widthPt} 0 0 ${size.heightPt} 0 0 cm /I Do Q`, objects };
}

/** The bits of a picture at another resolution. */
export function finer(image: GrayImage, times: number): GrayImage {
	const width = image.width * times;
	const data = new Uint8Array(width * image.height * times);
	for (let i = 0; i < data.length; i++)
		data[i] = image.data[Math.floor(Math.floor(i / width) / times) * image.width + Math.floor((i % width) / times)] ?? 255;
	return { width, height: image.height * times, data };
}
