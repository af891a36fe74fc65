import type { Evidence } from "../model/evidence.ts";
import type { Box, Matrix } from "../model/geometry.ts";
import { imageOfBox, midX, midY } from "../model/geometry.ts";
import { unwarpBox } from "../model/warp.ts";
import { NothingRead } from "../model/witness.ts";
import { inkInCell, PIXEL_LOOKS } from "../reading/ocr/cell-ink.ts";
import type { OcrEngine, ReadLine } from "../reading/ocr/engine.ts";
import type { GrayImage, PixelBox } from "../reading/ocr/gray.ts";
import type { ScannedPage } from "../reading/ocr/preprocess-page.ts";
import { lineImage, whiten } from "../reading/ocr/to-page.ts";
import { narrow, parseFigure } from "../text/figures.ts";
import type { EngineReading, FigureReadings } from "./solve/figure-readings.ts";

/** A figure that stands on a recognised page, with the pixels of its ink. */
interface FigureInk {
	readonly path: string;
	readonly seen: ScannedPage;
	/** Around the ink in the cell; "blank" where its pixels are empty, undefined where they were not looked at. */
	readonly ink: PixelBox | "blank" | undefined;
}

/** How a cell is cut out for one look at it. */
const LOOKS = { first: 0.22, second: 0.42 } as const;

/** Of so many figures with ink some can be read. */
const MIN_FIGURES = 8;

/** A cell without ink by both looks at its pixels: no engine got a picture of it. */
const BLANK: readonly EngineReading[] = PIXEL_LOOKS.map((engine) => ({ engine, text: "", value: null, probability: 0.98 }));

/** Who looks at the figures, and how. */
interface LookAt {
	readonly engines: readonly OcrEngine[];
	readonly look: keyof typeof LOOKS;
	/** The engine that read the page: what it read in a cell then counts as a reading. */
	readonly reader?: string;
}

/** Lets each engine read the figures' cells once; the second look cuts them with more white. */
export async function readFigures(
	figures: readonly Evidence[],
	pages: ReadonlyMap<number, ScannedPage>,
	{ engines, look, reader }: LookAt,
): Promise<FigureReadings[]> {
	const inks = figures.flatMap((figure) => inkOfFigure(figure, pages));
	const clean = new Map<ScannedPage, GrayImage>();
	const images = inks.map(({ seen, ink }) => {
		if (!clean.has(seen)) clean.set(seen, whiten(seen.image, seen.rulings));
		return ink && ink !== "blank" ? lineImage(clean.get(seen) ?? seen.image, ink, LOOKS[look]) : undefined;
	});
	const byPath = new Map(figures.map((figure) => [figure.path, figure]));
	const readings: EngineReading[][] = inks.map(({ ink, path }) => {
		const figure = byPath.get(path);
		const own = reader && figure ? [toReading({ text: figure.raw, confidence: figure.confidence }, reader)] : [];
		if (ink !== "blank") return own;
		// What was read where no ink is seen stays a reading; where nothing was, the pixels alone say blank.
		return [...(figure?.raw ? own : []), ...BLANK];
	});
	const printed = images.flatMap((image, i) => (image ? [{ image, i }] : []));
	for (const engine of engines) {
		const lines = await engine.recognize(
			printed.map(({ image }) => image),
			"figures",
		);
		if (lines.length !== printed.length) throw new NothingRead(`${lines.length} of ${printed.length} figures were answered`);
		if (printed.length >= MIN_FIGURES && lines.every(({ text }) => text === "")) throw new NothingRead("no figure was read");
		printed.forEach(({ i }, k) => {
			const line = lines[k];
			if (line) readings[i]?.push(toReading(line, engine.id));
		});
	}
	return inks.map(({ path }, i) => ({ path, readings: readings[i] ?? [] }));
}

function toReading(line: Pick<ReadLine, "text" | "confidence">, engine: string): EngineReading {
	const text = line.text.replaceAll(/[OoQ〇○]/g, "0").replaceAll(/[lI|]/g, "1");
	// Spaces of recognised text are none of the page, and what is no plain digit is as often a speck or a dash.
	const parsed = parseFigure(text.replaceAll(/\s+/g, ""));
	const isPlain = parsed.state !== "number" || (!parsed.doubt && !parsed.mark && /\d/.test(narrow(text)));
	const value = text === "" || parsed.state === "unreadable" || !isPlain ? undefined : parsed.value;
	return { engine, text, value, probability: line.confidence };
}

function inkOfFigure({ path, page, box }: Evidence, pages: ReadonlyMap<number, ScannedPage>): FigureInk[] {
	const seen = page === null ? undefined : pages.get(page);
	if (!seen || !box) return [];
	const pixelsPerPoint = seen.dpi / 72;
	const unbent = seen.warp ? unwarpBox(seen.warp, box) : box;
	const [x0, y0, x1, y1] = imageOfBox(inverse(seen.toDisplayed), unbent).map((v) => v * pixelsPerPoint) as unknown as Box;
	const inside = seen.textRegions.flatMap(({ box: segment }): PixelBox[] => {
		const [mx, my] = [midX(segment), midY(segment)];
		if (my < y0 || my > y1 || segment[2] <= x0 || segment[0] >= x1) return [];
		if (mx >= x0 && mx <= x1 && segment[2] - segment[0] <= x1 - x0 + 4) return [segment];
		// A piece that runs over the cell's sides: only what stands inside.
		const clipped: PixelBox = [
			Math.max(segment[0], Math.round(x0)),
			segment[1],
			Math.min(segment[2], Math.round(x1)),
			segment[3],
		];
		return clipped[2] - clipped[0] > 2 ? tighten(clipped, seen) : [];
	});
	if (inside.length === 0) return [{ path, seen, ink: inkInCell([x0, y0, x1, y1], seen) }];
	const ink: PixelBox = [
		Math.min(...inside.map((b) => b[0])),
		Math.min(...inside.map((b) => b[1])),
		Math.max(...inside.map((b) => b[2])),
		Math.max(...inside.map((b) => b[3])),
	];
	return [{ path, seen, ink }];
}

function tighten([x0, y0, x1, y1]: PixelBox, { bitmap: ink }: ScannedPage): PixelBox[] {
	let [left, right] = [x1, x0];
	for (let y = y0; y < y1; y++) {
		for (let x = x0; x < x1; x++) {
			if (ink.data[y * ink.width + x] !== 1) continue;
			left = Math.min(left, x);
			right = Math.max(right, x + 1);
		}
	}
	return right > left ? [[left, y0, right, y1]] : [];
}

function inverse([a, b, c, d, e, f]: Matrix): Matrix {
	const det = a * d - b * c;
	return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}
