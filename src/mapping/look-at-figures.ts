import type { PublishedReport } from "../check/published-report.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Matrix } from "../model/geometry.ts";
import { imageOfBox } from "../model/geometry.ts";
import type { Mapped } from "../model/mapped.ts";
import type { Page } from "../model/page.ts";
import type { Arbitration, ReaderFailure } from "../model/witness.ts";
import { failureOf, issueOfFailure, NothingRead } from "../model/witness.ts";
import type { OcrEngine } from "../reading/ocr/engine.ts";
import type { FigureReader } from "../reading/ocr/figure-reader.ts";
import type { GrayImage } from "../reading/ocr/gray.ts";
import { crop, quarterTurn } from "../reading/ocr/gray.ts";
import type { DrawnPage } from "../reading/pixels/ink.ts";
import { drawPages } from "../reading/pixels/page-drawer.ts";
import type { ReadCell } from "../reading/pixels/read-cells.ts";
import { FIRST_LOOK, lookIntoCells, MORE_LOOKS, readSights, readSightsAlike } from "../reading/pixels/read-cells.ts";
import type { PageTurn } from "../reading/tables/pages/orientation.ts";
import { turnOf } from "../reading/tables/pages/orientation.ts";
import { withinTime } from "../reading/within-time.ts";
import { failedWitness } from "./compare-readers.ts";
import type { EngineWord, Shown } from "./judge-figure.ts";
import { judge, PIXELS, shownBy } from "./judge-figure.ts";
import type { ReadingContext } from "./read-document.ts";
import { arbitrate } from "./weigh-pixels.ts";

/** Pages are drawn at so many dots per inch. */
const DPI = 144;
/** White around a cell's line for the engines of scans, in shares of its height. */
const ENGINE_MARGIN = 0.22;

/** Confirms the encoded figures of one document by what its pages show; pages are drawn once. */
export class PixelWitness<Report extends PublishedReport> {
	readonly #bytes: Uint8Array;
	readonly #tools: ReadingContext<Report>;
	readonly #pages = new Map<number, DrawnPage>();
	readonly #turns: ReadonlyMap<number, PageTurn>;
	#failure: ReaderFailure | undefined;

	/** `pages` are those of the document: of figures whose text is turned the picture is turned too. */
	constructor(bytes: Uint8Array, tools: ReadingContext<Report>, pages: readonly Page[]) {
		this.#bytes = bytes;
		this.#tools = tools;
		this.#turns = new Map(pages.map((page) => [page.number, turnOf(page)]));
	}

	/** What comes of the figures of a reading when the page itself is looked at. */
	async look(mapped: Mapped): Promise<Arbitration> {
		const figures = mapped.figures.filter(isEncoded);
		if (figures.length === 0) return { decisions: new Map(), confirmed: new Map(), issues: [], witnesses: [] };
		if (this.#failure) return failed(this.#failure);
		try {
			return await this.#compare(figures, mapped);
		} catch (error) {
			this.#failure = failureOf(PIXELS, error);
			if (this.#failure.kind === "bug") this.#tools.onBug?.(this.#failure);
			return failed(this.#failure);
		}
	}

	async #compare(figures: readonly SeenFigure[], { equations }: Mapped): Promise<Arbitration> {
		await this.#draw(figures.map(({ page }) => page));
		const places = figures.map(({ page, box }) => ({ page, box: imageOfBox(this.#turns.get(page)?.there ?? AS_IT_IS, box) }));
		const sights = lookIntoCells(places, this.#pages);
		const reader = await this.#tools.recognizer.pixels();
		const first = await readSightsAlike(sights, reader, FIRST_LOOK);
		refuseSilence(first);
		const shown = figures.map((figure, i) => shownBy(figure, first[i] ? [first[i]] : []));
		const doubtful = figures.flatMap((_, i) => (judge(shown[i]) === "agrees" ? [] : [i]));
		const again = await lookAgain(doubtful, { figures, first, reader });
		for (const [i, seen] of again) shown[i] = seen;
		const open = doubtful.filter((i) => judge(shown[i]) !== "agrees");
		const settled = await this.#askEngines(open.map((i) => shown[i]).filter((seen) => seen !== undefined));
		return arbitrate({ shown, settled, equations });
	}

	async #draw(numbers: readonly number[]): Promise<void> {
		const missing = [...new Set(numbers)].filter((number) => !this.#pages.has(number)).sort((a, b) => a - b);
		if (missing.length === 0) return;
		const { draw = drawPages, readerMs } = this.#tools;
		const drawn = await withinTime(draw(this.#bytes, missing, DPI), readerMs);
		if (drawn.length !== missing.length) throw new NothingRead(`${drawn.length} of ${missing.length} pages were drawn`);
		for (const [i, page] of drawn.entries()) {
			const number = missing[i] ?? 0;
			this.#pages.set(number, turnedPage(page, this.#turns.get(number)?.direction ?? 0));
		}
	}

	/** What the engines of scans read in the figures that stay open; by path. An engine that fails settles nothing. */
	async #askEngines(open: readonly Shown[]): Promise<ReadonlyMap<string, readonly EngineWord[]>> {
		const words = new Map<string, EngineWord[]>();
		const single = open.filter(({ pictures }) => pictures.length === 1);
		if (single.length === 0) return words;
		const lines = single.flatMap(({ pictures }) => pictures.slice(0, 1).map(framed));
		for (const ask of [() => this.#tools.recognizer.text(), () => this.#tools.recognizer.figures()]) {
			const read = await this.#asked(ask, lines);
			single.forEach(({ figure: { path } }, i) => {
				const line = read?.lines[i];
				if (!read || !line) return;
				const { text, confidence } = line;
				words.set(path, [...(words.get(path) ?? []), { engine: read.id, text, confidence }]);
			});
		}
		return words;
	}

	/** An engine that fails settles nothing, and the figures stay in doubt; a bug of ours in it is told. */
	async #asked(ask: () => Promise<OcrEngine>, lines: readonly GrayImage[]) {
		try {
			const engine = await ask();
			const read = await engine.recognize(lines, "figures");
			return read.length === lines.length ? { id: engine.id, lines: read } : undefined;
		} catch (error) {
			const failure = failureOf("engine beside the pixels", error);
			if (failure.kind === "bug") this.#tools.onBug?.(failure);
			return undefined;
		}
	}
}

const AS_IT_IS: Matrix = [1, 0, 0, 1, 0, 0];
/** Quarter turns clockwise by which text that runs in a direction stands upright. */
const QUARTERS = { 0: 0, 90: 3, 180: 2, 270: 1 } as const;

function turnedPage(page: DrawnPage, direction: PageTurn["direction"]): DrawnPage {
	const quarters = QUARTERS[direction];
	return quarters === 0 ? page : { ...quarterTurn(page, quarters), scale: page.scale };
}

/** A figure with its place. */
export type SeenFigure = Evidence & { readonly page: number; readonly box: NonNullable<Evidence["box"]> };

function isEncoded(figure: Evidence): figure is SeenFigure {
	return figure.method === "text" && figure.state !== "absent" && figure.box !== null && figure.page !== null;
}

function failed(failure: ReaderFailure): Arbitration {
	return {
		decisions: new Map(),
		confirmed: new Map(),
		issues: [issueOfFailure(failure)],
		witnesses: [failedWitness(failure)],
	};
}

/** Of so many cells with ink some can be read. */
const MIN_CELLS = 8;

function refuseSilence(cells: readonly ReadCell[]): void {
	const printed = cells.filter(({ lines }) => lines.length > 0);
	if (printed.length >= MIN_CELLS && printed.every(({ lines }) => lines.every(({ text }) => text === "")))
		throw new NothingRead("no figure was read");
}

interface Again {
	readonly figures: readonly SeenFigure[];
	readonly first: readonly ReadCell[];
	readonly reader: FigureReader;
}

async function lookAgain(doubtful: readonly number[], { figures, first, reader }: Again): Promise<Map<number, Shown>> {
	const looks = new Map(doubtful.map((i) => [i, [first[i]].filter((cell) => cell !== undefined)]));
	const sights = doubtful.map((i) => first[i]?.sight ?? ({ kind: "unseen" } as const));
	if (sights.some(({ kind }) => kind === "ink")) {
		for (const look of MORE_LOOKS) {
			const read = await readSights(sights, reader, look);
			doubtful.forEach((i, k) => {
				const cell = read[k];
				if (cell) looks.get(i)?.push(cell);
			});
		}
	}
	return new Map(
		doubtful.flatMap((i) => {
			const figure = figures[i];
			return figure ? [[i, shownBy(figure, looks.get(i) ?? [])] as const] : [];
		}),
	);
}

function framed(line: GrayImage): GrayImage {
	const more = Math.max(2, Math.round(line.height * ENGINE_MARGIN));
	return crop(line, [-more, -more, line.width + more, line.height + more]);
}
