import type { Evidence, Judgement } from "../../../src/rules.ts";
import { judge } from "../../../src/rules.ts";
import type { SumSpec } from "../fields/equations.ts";

/** Judges sums of the form over a report's cells; those that cannot be assessed are left out. */
export function judgements(
	cells: ReadonlyMap<string, Pick<Evidence, "value" | "state">>,
	specs: readonly SumSpec[],
): Judgement[] {
	return specs.flatMap(({ left, right }) => {
		const side = (paths: readonly string[]) => paths.flatMap((path) => cells.get(path) ?? []);
		if (side(left).length < left.length || side(right).length < right.length) return [];
		const { judgement } = judge({ left: side(left), right: side(right) });
		return judgement === "not-assessable" ? [] : [judgement];
	});
}
