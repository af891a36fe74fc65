import type { ReaderFailure } from "../model/witness.ts";
import { failureOf, NothingRead } from "../model/witness.ts";
import type { OcrEngine } from "../reading/ocr/engine.ts";
import { ENGINE_IDS } from "../reading/ocr/engine.ts";
import type { FigureReader, Look } from "../reading/ocr/figure-reader.ts";
import { FIRST_LOOK } from "../reading/pixels/read-cells.ts";
import type { ReadingContext } from "./read-document.ts";
import type { SeenFigure } from "./read-figures.ts";
import { firstReadings, isReadByPage, readCells, readOriginals, readWith, surest } from "./read-figures.ts";
import type { EngineReading, FigureReadings } from "./solve/figure-readings.ts";
import { besideDigits } from "./solve/figure-readings.ts";
import { besideUnnamedRows } from "./unnamed-rows.ts";

/** White around a picture for the engines of scans, in shares of its height: the first time, and when it is shown again. */
const MARGINS = [0.22, 0.42] as const;

/** Of so many figures that others read surely an engine can read some. */
const MIN_FIGURES = 8;
const SURELY = 0.8;

/** Who is asked for figures of recognised pages, and what was read so far; an engine that failed is not asked again. */
export class FigurePanel {
	readonly failures: ReaderFailure[] = [];
	readonly #tools: Pick<ReadingContext, "recognizer" | "onBug">;
	readonly #figures: ReadonlyMap<string, SeenFigure>;
	readonly #first: ReadonlyMap<string, readonly EngineReading[]>;
	/** Looks of the figure reader, and words of the engines, by path. */
	readonly #looks = new Map<string, EngineReading[]>();
	readonly #words = new Map<string, EngineReading[]>();

	/** What the figure reader read in cells as they were scanned, where ink beside the figure was taken off. */
	readonly #originals = new Map<string, EngineReading>();

	/** Figures whose row may be another's. */
	readonly #displaced: ReadonlySet<string>;
	/** Paths that each engine was asked for. */
	readonly #asks = new Map<string, Set<string>>();

	/** Paths of figures that may be below 0, where the form tells. */
	readonly #differences: ReadonlySet<string> | undefined;

	constructor(
		tools: Pick<ReadingContext, "recognizer" | "onBug">,
		figures: readonly SeenFigure[],
		{ reader, differences }: { readonly reader: string; readonly differences?: ReadonlySet<string> | undefined },
	) {
		this.#tools = tools;
		this.#differences = differences;
		this.#displaced = besideUnnamedRows(figures.map(({ figure }) => figure));
		this.#figures = new Map(figures.map((one) => [one.figure.path, one]));
		this.#first = new Map(figures.map((one) => [one.figure.path, firstReadings(one, reader)]));
	}

	/** All readings of every figure. */
	get readings(): FigureReadings[] {
		return [...this.#figures].map(([path, { cell, offCentre, inkPlaces, mayLackMinus }]) => ({
			path,
			readings: [...surest(this.#looks.get(path) ?? []), ...(this.#first.get(path) ?? []), ...(this.#words.get(path) ?? [])],
			...(isSeenWhole(cell) && this.#isAsScanned(path, cell) && !this.#displaced.has(path) ? {} : { isUnsure: true }),
			...(cell ? { isHigh: cell.signs.some(({ isHigh }) => isHigh) } : {}),
			offCentre,
			inkPlaces,
			...(mayLackMinus ? { mayLackMinus } : {}),
			...(this.#differences ? { isDifference: this.#differences.has(path) } : {}),
		}));
	}

	/** Asks the figure reader, whose looks come to one reading. */
	async askCells(paths: readonly string[], looks: readonly Look[]): Promise<void> {
		const figures = this.#at(paths);
		await this.#asked(ENGINE_IDS.cells, async () => {
			const reader = await this.#tools.recognizer.pixels();
			const read = await readCells(reader, figures, looks);
			this.#refuseSilence(figures, read.map(surest));
			for (const [i, { figure }] of figures.entries()) remember(this.#looks, figure.path, read[i] ?? []);
			await this.#askOriginals(reader, figures);
		});
	}

	/** Shows the figure reader cells as they were scanned, once, where ink beside the figure was taken off. */
	async #askOriginals(reader: FigureReader, figures: readonly SeenFigure[]): Promise<void> {
		const some = figures.filter(({ figure, cell }) => cell && cell.originals.length > 0 && !this.#originals.has(figure.path));
		const read = await readOriginals(reader, some, FIRST_LOOK);
		for (const [i, { figure }] of some.entries()) {
			const reading = read[i];
			if (reading) this.#originals.set(figure.path, reading);
		}
	}

	/** Whether nothing that touches a figure was taken off, or the figure reader reads it alike with what was. */
	#isAsScanned(path: string, cell: SeenFigure["cell"]): boolean {
		if (!cell || cell.originals.length === 0) return true;
		const { value, probability = 0 } = this.#originals.get(path) ?? {};
		const [read] = surest(this.#looks.get(path) ?? []);
		if (value === undefined || probability < SURELY) return false;
		// A sign that one of the pictures has lost is told by the place of the digits.
		const isSigned =
			besideDigits(this.#figures.get(path) ?? {}) === "sign" && typeof value === "number" && read?.value === -value;
		return value === read?.value || isSigned;
	}

	/** Asks the engine that read the page; with more white around the picture where it read it before. */
	askText(paths: readonly string[]): Promise<void> {
		return this.#askEngine(ENGINE_IDS.text, paths, () => this.#tools.recognizer.text());
	}

	/** Asks the engine that is loaded for doubts only. */
	askFigures(paths: readonly string[]): Promise<void> {
		return this.#askEngine(ENGINE_IDS.figures, paths, () => this.#tools.recognizer.figures());
	}

	async #askEngine(id: string, paths: readonly string[], start: () => Promise<OcrEngine>): Promise<void> {
		const figures = this.#at(paths);
		await this.#asked(id, async () => {
			const asked = this.#askedOf(id);
			const isAgain = (one: SeenFigure) => asked.has(one.figure.path) || (id === ENGINE_IDS.text && isReadByPage(one));
			for (const [margin, some] of [
				[MARGINS[0], figures.filter((one) => !isAgain(one))],
				[MARGINS[1], figures.filter(isAgain)],
			] as const) {
				if (some.length === 0) continue;
				const read = await readWith(await start(), some, margin);
				this.#refuseSilence(
					some,
					read.map((reading) => (reading ? [reading] : [])),
				);
				for (const [i, { figure }] of some.entries()) {
					asked.add(figure.path);
					const reading = read[i];
					if (reading) remember(this.#words, figure.path, [reading]);
				}
			}
		});
	}

	/** An engine that reads nothing where others read figures was asked in vain. */
	#refuseSilence(figures: readonly SeenFigure[], read: readonly (readonly EngineReading[])[]): void {
		if (read.some((readings) => readings.some(({ text }) => text !== ""))) return;
		const legible = figures.filter(({ figure: { path } }) =>
			[...(this.#looks.get(path) ?? []), ...(this.#first.get(path) ?? []), ...(this.#words.get(path) ?? [])].some(
				({ value, probability }) => typeof value === "number" && probability >= SURELY,
			),
		);
		if (legible.length >= MIN_FIGURES) throw new NothingRead("no figure was read");
	}

	#askedOf(id: string): Set<string> {
		const asked = this.#asks.get(id) ?? new Set();
		this.#asks.set(id, asked);
		return asked;
	}

	#at(paths: readonly string[]): SeenFigure[] {
		return paths.flatMap((path) => {
			const one = this.#figures.get(path);
			return one?.cell && one.cell.pictures.length > 0 ? [one] : [];
		});
	}

	async #asked(id: string, ask: () => Promise<void>): Promise<void> {
		if (this.failures.some(({ reader }) => reader === id)) return;
		try {
			await ask();
		} catch (error) {
			const failure = failureOf(id, error);
			this.failures.push(failure);
			if (failure.kind === "bug") this.#tools.onBug?.(failure);
		}
	}
}

/** Whether the pictures of a cell hold all its ink, and nothing in its row is left over. */
function isSeenWhole(cell: SeenFigure["cell"]): boolean {
	if (!cell) return false;
	return cell.isRowRead && cell.ink.isWhole && cell.ink.kind !== "pale";
}

function remember(all: Map<string, EngineReading[]>, path: string, more: readonly EngineReading[]): void {
	all.set(path, [...(all.get(path) ?? []), ...more]);
}
