import type { Evidence } from "../../../src/rules.ts";
import { figureFields } from "../fields/figure-fields.ts";
import type { ReadTables } from "./tables.ts";

/** How sure a count with decimals is that was recognised from pixels. */
const SPECKED = 0.5;

/**
 * The figures with every count in doubt that was recognised with decimals: things are counted in whole numbers, and a speck of a
 * scan that stands where a point would is read as one by every engine. Decimals in a text are the report's own.
 */
export function withWholeCounts<Read extends Pick<ReadTables, "evidence" | "forms">>(read: Read): Read {
	const fields = figureFields(read.forms);
	const evidence = read.evidence.map((figure): Evidence => {
		const isCount = (fields.get(figure.path)?.unit ?? "count") === "count";
		const isWhole = figure.value === null || Number.isInteger(figure.value);
		return !isCount || isWhole || figure.method === "text"
			? figure
			: { ...figure, confidence: Math.min(figure.confidence, SPECKED) };
	});
	return { ...read, evidence };
}
