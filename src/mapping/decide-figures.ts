import type { Decision } from "../model/decision.ts";
import type { Evidence } from "../model/evidence.ts";
import { holdsMiddle } from "../model/geometry.ts";
import { issueOf } from "../model/issue.ts";
import type { Arbitration, ReaderFailure, WitnessRecord } from "../model/witness.ts";
import { failureOf, issueOfFailure } from "../model/witness.ts";
import { PIXEL_LOOKS } from "../reading/ocr/cell-ink.ts";
import type { OcrEngine } from "../reading/ocr/engine.ts";
import { ENGINE_IDS } from "../reading/ocr/engine.ts";
import { failedWitness } from "./compare-readers.ts";
import type { FirstReading, ReadingContext, RecognizedRegion } from "./read-document.ts";
import { readFigures } from "./read-figures.ts";
import type { FigureReadings } from "./solve/figure-readings.ts";
import { isAgreed, isCorroborated, openPaths } from "./solve/figure-readings.ts";
import { solve } from "./solve/solve.ts";

/**
 * Two engines read every figure that stands on recognised pixels; those in doubt are looked at again; the equations
 * decide. Where the second engine fails, its figures have one witness: sums may still prove them, and nothing accuses.
 */
export async function decideFigures({ mapped, recognized }: FirstReading, tools: ReadingContext): Promise<Arbitration> {
	const { equations } = mapped;
	const figures = mapped.figures.filter((figure) => isRecognized(figure, recognized));
	const pages = new Map(recognized.map(({ page, seen }) => [page.number, seen]));
	const reader = await tools.recognizer.text();
	const look = (some: readonly Evidence[], engines: readonly OcrEngine[], pass: "first" | "second") =>
		readFigures(some, pages, { engines, look: pass, ...(pass === "first" ? { reader: reader.id } : {}) });
	const second = await asked(async () => {
		const engine = await tools.recognizer.figures();
		return { engine, readings: await look(figures, [engine], "first") };
	});
	if ("failure" in second) {
		const alone = await look(figures, [], "first");
		return arbitrationOf(solve(alone, equations), { reader: reader.id, failure: second.failure });
	}
	const { engine, readings: first } = second;
	const decided = solve(first, equations);
	const doubtful = findDoubtful(first, decided, openPaths(decided, equations));
	if (doubtful.size === 0) return arbitrationOf(decided, { reader: reader.id, other: engine.id });
	const some = figures.filter(({ path }) => doubtful.has(path));
	const again = await asked(() => look(some, [reader, engine], "second"));
	if ("failure" in again) return arbitrationOf(decided, { reader: reader.id, other: engine.id, failure: again.failure });
	const more = new Map(again.map((witnessed) => [witnessed.path, witnessed.readings]));
	const all = first.map(
		(witnessed): FigureReadings => ({
			path: witnessed.path,
			readings: [...witnessed.readings, ...(more.get(witnessed.path) ?? [])],
		}),
	);
	return arbitrationOf(solve(all, equations), { reader: reader.id, other: engine.id });
}

/** What an engine gave, or why it gave nothing. */
async function asked<T extends object>(ask: () => Promise<T>): Promise<T | { readonly failure: ReaderFailure }> {
	try {
		return await ask();
	} catch (error) {
		return { failure: failureOf(ENGINE_IDS.figures, error) };
	}
}

function isRecognized({ page, box, state }: Evidence, recognized: readonly RecognizedRegion[]): boolean {
	if (state === "absent" || box === null) return false;
	return recognized.some(
		(entry) => entry.page.number === page && (!entry.regions || entry.regions.some((region) => holdsMiddle(region, box))),
	);
}

/** Figures that another look may decide: unproven ones, those of open sums, and those on which the engines differ. */
function findDoubtful(first: readonly FigureReadings[], decided: readonly Decision[], open: readonly string[]): Set<string> {
	const doubtful = new Set(decided.filter(({ proof }) => proof !== "proven").map(({ path }) => path));
	for (const path of open) doubtful.add(path);
	for (const witnessed of first) {
		const value = witnessed.readings[0]?.value;
		// Read alike and in sums that all close: another look would tell nothing.
		if (!isAgreed(witnessed, value) && !isCorroborated(witnessed, value)) doubtful.add(witnessed.path);
	}
	return doubtful;
}

interface Engines {
	readonly reader: string;
	readonly other?: string;
	readonly failure?: ReaderFailure;
}

function arbitrationOf(decided: readonly Decision[], { reader, other, failure }: Engines): Arbitration {
	const alone = decided.filter(({ readBy }) => new Set(readBy).size < 2).length;
	const lone = failure && alone > 0 ? [issueOf({ code: "one-reader", reader, count: alone })] : [];
	return {
		decisions: new Map(decided.map((decision) => [decision.path, decision])),
		confirmed: new Map(),
		issues: [...(failure ? [issueOfFailure(failure)] : []), ...lone],
		witnesses: [...(other ? secondWitness(decided, other) : []), ...(failure ? [failedWitness(failure)] : [])],
	};
}

function secondWitness(decided: readonly Decision[], reader: string): WitnessRecord[] {
	// Blanks are seen in the pixels, and asked of no engine.
	const asked = decided.filter(({ readBy }) => !PIXEL_LOOKS.some((look) => readBy.includes(look)));
	const differing = asked.filter(({ readBy }) => !readBy.includes(reader)).length;
	if (asked.length === 0) return [];
	return [differing > 0 ? { reader, result: "differs", differing } : { reader, result: "agrees" }];
}
