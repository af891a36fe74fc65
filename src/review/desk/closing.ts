import type { DeskCell, DeskReport } from "./report.ts";
import { isUnproven } from "./unproven.ts";

/** A doubtful figure, and the value with which sums of its report would close. */
export interface ClosingFigure {
	readonly cell: DeskCell;
	/** The value that closes most of them; undefined where none closes any. */
	readonly value: number | undefined;
	/** How many sums it closes, and whether that of the finding is one of them. */
	readonly closes: number;
	readonly closesThis: boolean;
}

type Finding = DeskReport["findings"][number];

/** Doubtful figures in the order to look at them: first those that would close the finding's sum, then most sums, then the least sure. */
export function inClosingOrder(
	doubtful: readonly DeskCell[],
	{
		findings,
		cells,
		finding,
	}: {
		readonly findings: readonly Finding[];
		/** With corrections applied. */
		readonly cells: ReadonlyMap<string, DeskCell>;
		readonly finding: Finding | undefined;
	},
): ClosingFigure[] {
	const votes = new Map<string, Map<number, Set<string>>>();
	for (const broken of findings)
		for (const [path, value] of closingValues(broken, cells)) {
			const ofPath = votes.get(path) ?? new Map<number, Set<string>>();
			votes.set(path, ofPath.set(value, (ofPath.get(value) ?? new Set()).add(broken.fingerprint)));
		}
	const figures = doubtful.map((cell): ClosingFigure => {
		const own = [...(votes.get(cell.path) ?? [])].map(([value, by]) => ({
			...{ value, closes: by.size },
			closesThis: finding !== undefined && by.has(finding.fingerprint),
		}));
		const [best] = own.sort((a, b) => Number(b.closesThis) - Number(a.closesThis) || b.closes - a.closes);
		return best ? { cell, ...best } : { cell, value: undefined, closes: 0, closesThis: false };
	});
	return figures.sort(
		(a, b) => Number(b.closesThis) - Number(a.closesThis) || b.closes - a.closes || a.cell.confidence - b.cell.confidence,
	);
}

/** For each doubtful figure of a sum that does not close, the value with which it would; only counts are given. */
function closingValues({ cells: paths, expected, actual }: Finding, cells: ReadonlyMap<string, DeskCell>): [string, number][] {
	if (typeof expected !== "number" || typeof actual !== "number") return [];
	const total = paths.findLast((path) => cells.get(path)?.value === actual);
	if (total === undefined) return [];
	const parts = paths.filter((path) => path !== total);
	const sum = parts.reduce((all, path) => all + (cells.get(path)?.value ?? 0), 0);
	// Only plain sums are turned round: parts that do not make up what is expected stand otherwise to one another.
	if (parts.length < 2 || Math.abs(sum - expected) > 1e-6) return [];
	return paths.flatMap((path): [string, number][] => {
		const cell = cells.get(path);
		if (!cell || !isUnproven(cell)) return [];
		const value = path === total ? expected : (cell.value ?? 0) + actual - expected;
		return Number.isInteger(value) && value >= 0 ? [[path, value]] : [];
	});
}
