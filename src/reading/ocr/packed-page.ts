import { deflateSync, inflateSync } from "node:zlib";
import type { GrayImage } from "./gray.ts";
import type { OriginalPicture } from "./original.ts";
import type { ScannedPage } from "./preprocess-page.ts";

/** The pictures of a page. */
type Pictures = Pick<ScannedPage, "image" | "bitmap" | "original">;

/** The page that was opened last: pages are gone through one after another. */
let opened: { readonly page: object; readonly pictures: Pictures } | undefined;

/**
 * The same page with its pictures packed, for documents of many pages: they are opened when asked for, those of one page at a time.
 * Nothing is lost; a page of 12 MB takes about 1.
 */
export function packedPage(seen: ScannedPage): ScannedPage {
	const { image, bitmap, original, ...rest } = seen;
	const open = [packed(image), packed(bitmap)] as const;
	const openOriginal = original && withPacked(original);
	const pictures = (): Pictures => {
		if (opened?.page !== open) {
			const own = openOriginal && { original: openOriginal() };
			opened = { page: open, pictures: { image: open[0](), bitmap: open[1](), ...own } };
		}
		return opened.pictures;
	};
	const page = Object.defineProperties(
		{ ...rest },
		{
			image: { get: () => pictures().image, enumerable: true },
			bitmap: { get: () => pictures().bitmap, enumerable: true },
			...(original ? { original: { get: () => pictures().original, enumerable: true } } : {}),
		},
	);
	return page as ScannedPage;
}

function withPacked(original: OriginalPicture): () => OriginalPicture {
	const { image, ...rest } = original;
	const open = packed(image);
	return () => ({ ...rest, image: open() });
}

/** Quickly rather than closely: scans are noise. */
const LEVEL = 1;

function packed({ width, height, data }: GrayImage): () => GrayImage {
	const bytes = deflateSync(data, { level: LEVEL });
	return () => ({ width, height, data: new Uint8Array(inflateSync(bytes)) });
}
