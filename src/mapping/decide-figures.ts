import type { Decision } from "../model/decision.ts";
import type { Evidence } from "../model/evidence.ts";
import { holdsMiddle } from "../model/geometry.ts";
import { issueOf } from "../model/issue.ts";
import type { Arbitration, ReaderFailure, WitnessRecord } from "../model/witness.ts";
import { issueOfFailure } from "../model/witness.ts";
import { ENGINE_IDS } from "../reading/ocr/engine.ts";
import { FIRST_LOOK, MORE_LOOKS } from "../reading/pixels/read-cells.ts";
import { failedWitness } from "./compare-readers.ts";
import { FigurePanel } from "./figure-panel.ts";
import type { FirstReading, ReadingContext, RecognizedRegion } from "./read-document.ts";
import { isReadByPage, seeFigures } from "./read-figures.ts";
import type { FigureReadings } from "./solve/figure-readings.ts";
import { isAgreed, isCorroborated, openPaths } from "./solve/figure-readings.ts";
import { solve } from "./solve/solve.ts";

/**
 * Every figure on recognised pixels is read in the picture of its whole cell: by the figure reader first, then by the
 * page's engine, unless it read the same picture with the page. Those that stay in doubt are looked at again, and only
 * then is the third engine asked; the equations decide between readings. An engine that fails leaves one witness less.
 */
export async function decideFigures({ mapped, recognized }: FirstReading, tools: ReadingContext): Promise<Arbitration> {
	const { equations, differences } = mapped;
	const placed = mapped.figures.filter((figure) => isRecognized(figure, recognized));
	const seen = seeFigures(placed, recognized);
	const panel = new FigurePanel(tools, seen, { reader: ENGINE_IDS.text, differences });
	const paths = seen.map(({ figure }) => figure.path);
	await panel.askCells(paths, [FIRST_LOOK]);
	await panel.askText(seen.flatMap((one) => (one.cell?.ink.kind === "ink" && !isReadByPage(one) ? [one.figure.path] : [])));
	const doubtful = () => {
		const decided = solve(panel.readings, equations);
		return findDoubtful(panel.readings, decided, openPaths(decided, equations));
	};
	let open = doubtful();
	if (open.length > 0) await panel.askCells(open, MORE_LOOKS);
	if (open.length > 0) open = doubtful();
	if (open.length > 0) {
		await panel.askText(open);
		await panel.askFigures(open);
	}
	return arbitrationOf([...solve(panel.readings, equations), ...unplaced(mapped.figures, placed)], panel);
}

function isRecognized({ page, box, state }: Evidence, recognized: readonly RecognizedRegion[]): boolean {
	if (state === "absent" || box === null) return false;
	return recognized.some(
		(entry) => entry.page.number === page && (!entry.regions || entry.regions.some((region) => holdsMiddle(region, box))),
	);
}

/** Figures of recognised text that have no place to look at: whatever they are, nobody saw them. */
function unplaced(figures: readonly Evidence[], placed: readonly Evidence[]): Decision[] {
	const isPlaced = new Set(placed);
	return figures
		.filter((figure) => figure.method === "ocr" && figure.state !== "absent" && !isPlaced.has(figure))
		.map(({ path, value, raw, state, readBy }) => ({
			path,
			value: state === "unreadable" || state === "blank" ? undefined : value,
			text: raw,
			proof: "unsure",
			method: "ocr",
			readBy,
		}));
}

/** Figures that another look may decide: unproven ones, and those of open sums. */
function findDoubtful(read: readonly FigureReadings[], decided: readonly Decision[], open: readonly string[]): string[] {
	const inOpen = new Set(open);
	const byPath = new Map(decided.map((decision) => [decision.path, decision]));
	return read.flatMap((figure) => {
		const { path } = figure;
		const { value, proof } = byPath.get(path) ?? { value: undefined, proof: "unsure" };
		// Whatever else is read, a figure beside ink that nobody read is not proven.
		const isSettled = figure.isUnsure
			? isAgreed(figure, value) || isCorroborated(figure, value)
			: proof === "proven" && !inOpen.has(path);
		return isSettled ? [] : [path];
	});
}

function arbitrationOf(decided: readonly Decision[], panel: FigurePanel): Arbitration {
	const { failures, readings } = panel;
	const alone = decided.filter(({ readBy }) => new Set(readBy).size < 2).length;
	const lone = failures.length > 0 && alone > 0 ? [issueOf({ code: "one-reader", reader: ENGINE_IDS.text, count: alone })] : [];
	const failed = new Set(failures.map(({ reader }) => reader));
	return {
		decisions: new Map(decided.map((decision) => [decision.path, decision])),
		confirmed: new Map(),
		issues: [...failures.map(issueOfFailure), ...lone],
		witnesses: [
			...[ENGINE_IDS.cells, ENGINE_IDS.figures].flatMap((id) => (failed.has(id) ? [] : witnessOf(id, readings, decided))),
			...failures.map((failure: ReaderFailure) => failedWitness(failure)),
		],
	};
}

/** Whether an engine read the figures that it was asked for as they were decided on; none where it was asked for none. */
function witnessOf(reader: string, readings: readonly FigureReadings[], decided: readonly Decision[]): WitnessRecord[] {
	const asked = new Set(
		readings.flatMap((figure) => (figure.readings.some(({ engine }) => engine === reader) ? [figure.path] : [])),
	);
	if (asked.size === 0) return [];
	const differing = decided.filter(({ path, readBy }) => asked.has(path) && !readBy.includes(reader)).length;
	return [differing > 0 ? { reader, result: "differs", differing } : { reader, result: "agrees" }];
}
