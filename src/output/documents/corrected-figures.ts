import { isToBeLookedAt } from "../../check/run-rules.ts";
import type { Correction } from "../../model/dataset.ts";

/** A figure that a person looked up, beside what was read. Who did is told nowhere. */
export interface CorrectedFigure {
	readonly path: string;
	/** null where no figure was read. */
	readonly read: number | null;
	/** null where none is printed. */
	readonly value: number | null;
	/** Looked up in the file that was published before this one, whose figure was read the same. */
	readonly is_carried: boolean;
}

/** The figures of a report as it was read that corrections are on, in the report's order. */
export function correctedFigures(
	cells: readonly { readonly path: string; readonly value: number | null }[],
	corrections: readonly Correction[],
): CorrectedFigure[] {
	const byPath = new Map(corrections.map((correction) => [correction.path, correction]));
	return cells.flatMap(({ path, value: read }) => {
		const correction = byPath.get(path);
		return correction ? [{ path, read, value: correction.value, is_carried: correction.isCarried === true }] : [];
	});
}

/** What a note says of such a figure, without its label. */
export function correctedWords({ read, value, is_carried: isCarried }: CorrectedFigure): string {
	if (isToBeLookedAt({ value: read }, { value, isCarried }))
		return `沿用对原公布文件的人工更正，为${inWords(value)}；本文件读作${inWords(read)}，尚待对照`;
	return value === read
		? `经人工核对为${inWords(value)}，与读取一致`
		: `经人工核对更正为${inWords(value)}，原读作${inWords(read)}`;
}

function inWords(value: number | null): string {
	return value === null ? "无数字" : value.toLocaleString("en");
}

/** What is said where nobody knows what people corrected. */
export const CORRECTIONS_UNKNOWN = "人工更正暂时无法读取：数字均为程序读取的结果，检查结果都按待核对列出，不能据此认为报告有误。";

/** The parts of a report that accuse. */
interface Accusing {
	readonly findings: readonly { readonly verdict: "broken" | "undetermined"; readonly cause: "report" | "reading" | "unclear" }[];
	readonly quality: { readonly rules?: { readonly broken: number; readonly undetermined: number } | undefined };
}

/**
 * The report as it may be shown while nobody knows what people corrected: what does not add up as read may have been put right, so
 * that nothing is broken and all of it is to be looked at.
 */
export function withheld<Report extends Accusing>(report: Report): Report {
	const { rules, ...quality } = report.quality;
	return {
		...report,
		findings: report.findings.map((finding) =>
			finding.verdict === "broken" ? { ...finding, verdict: "undetermined", cause: "unclear" } : finding,
		),
		quality: {
			...quality,
			...(rules && { rules: { ...rules, broken: 0, undetermined: rules.undetermined + rules.broken } }),
		},
	};
}
