import type { ReaderFailure } from "../model/witness.ts";
import { failureOf, NothingRead } from "../model/witness.ts";
import type { DrawnScan } from "./ocr/drawn-scan.ts";
import { ENGINE_IDS } from "./ocr/engine.ts";
import type { QuarterTurns } from "./ocr/gray.ts";
import type { PageMaps, PageSegmenter } from "./ocr/page-segmenter.ts";
import type { ScannedPage } from "./ocr/preprocess-page.ts";
import { preprocessPage } from "./ocr/preprocess-page.ts";
import { seePage } from "./ocr/see-page.ts";

/** A page on which the page segmenter saw no text, though so many pieces of it stand there, is seen without it; more are dirt. */
const [SAYING_PIECES, MOST_PIECES] = [20, 800];
/** A point of the maps is text from here on, of 255. */
const TEXT = 128;

/** A page as it was seen, and whether that was in place of a page segmenter that saw nothing on it. */
export interface SightOfPage {
	readonly seen: ScannedPage;
	readonly isUnmapped: boolean;
}

/**
 * Sees pages by the page segmenter; where it fails, by the finders that need no network. One that threw or did not
 * answer is not asked again; that it failed is told with the document.
 */
export class PageSight {
	readonly #start: () => Promise<PageSegmenter>;
	readonly #failures: ReaderFailure[] = [];

	constructor(start: () => Promise<PageSegmenter>) {
		this.#start = start;
	}

	/** Why the page segmenter gave nothing; at most one of a kind. */
	get failures(): readonly ReaderFailure[] {
		return this.#failures;
	}

	/** `turned` is by how many quarters the page is to be turned, where that is known. */
	async see(scan: DrawnScan, turned?: QuarterTurns): Promise<SightOfPage> {
		if (this.#failures.some(({ kind }) => kind !== "nothing")) return byFinders(scan, turned);
		try {
			const segmenter = await this.#start();
			let maps: PageMaps | undefined;
			const segment: PageSegmenter["segment"] = async (...page) => (maps = await segmenter.segment(...page));
			const seen = await seePage(scan, { ...segmenter, segment }, turned);
			return maps === undefined || hasText(maps) ? { seen, isUnmapped: false } : unmapped(scan, seen, turned);
		} catch (error) {
			this.#failures.push(failureOf(ENGINE_IDS.pages, error));
			return byFinders(scan, turned);
		}
	}

	/** Told that a page on which the page segmenter saw nothing has text: it failed there. */
	missed(number: number): void {
		if (this.#failures.some(({ kind }) => kind === "nothing")) return;
		this.#failures.push(failureOf(ENGINE_IDS.pages, new NothingRead(`nothing was seen on page ${number}`)));
	}
}

function byFinders({ print, dpi }: DrawnScan, turned: QuarterTurns = 0): SightOfPage {
	return { seen: preprocessPage(print, dpi, turned), isUnmapped: false };
}

/** What the network takes for empty is cleaned away as dirt, so that only the finders can tell whether it is. */
function unmapped(scan: DrawnScan, seen: ScannedPage, turned: QuarterTurns | undefined): SightOfPage {
	const found = byFinders(scan, turned);
	const pieces = found.seen.textRegions.length;
	return pieces >= SAYING_PIECES && pieces <= MOST_PIECES ? { ...found, isUnmapped: true } : { seen, isUnmapped: false };
}

function hasText({ text }: PageMaps): boolean {
	return text.data.some((value) => value >= TEXT);
}
