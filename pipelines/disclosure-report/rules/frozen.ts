import type { ReportFacts } from "./context.ts";

/** Fewer figures than this besides 0 may be the same by chance. */
const LEAST_FIGURES = 8;

/** Whether all figures are those of the year before; undefined where there are too few to tell. */
export function isFrozen(facts: ReportFacts, previous: ReportFacts): boolean | undefined {
	const now = facts.evidence.filter(({ value, path }) => value !== null && value !== 0 && !path.includes(".extra_"));
	if (now.length < LEAST_FIGURES) return undefined;
	const before = previous.evidence.filter(({ value, path }) => value !== null && value !== 0 && !path.includes(".extra_"));
	if (before.length !== now.length) return false;
	return now.every(({ path, value }) => previous.figure(path)?.value === value);
}
