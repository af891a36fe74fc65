import type { PixelRuling } from "./pixel-ruling.ts";

/** Lines are drawn to their crossing, give or take this, in inches. */
const SLACK_IN = 0.025;

/**
 * Cuts ends that run on into strokes of nearby characters: past its last crossing a line is kept
 * only where most of the lines there run on, as they do where a page's end cuts a table.
 */
export function trimRulings(rulings: readonly PixelRuling[], dpi: number): PixelRuling[] {
	const slack = SLACK_IN * dpi;
	return rulings.map((ruling) => {
		const across = rulings.filter(
			(other) => other.axis !== ruling.axis && other.from - slack <= ruling.at && ruling.at <= other.to + slack,
		);
		const crossings = across
			.filter((other) => other.at >= ruling.from - slack && other.at <= ruling.to + slack)
			.sort((a, b) => a.at - b.at);
		const [first, last] = [crossings[0], crossings.at(-1)];
		if (!first || !last) return ruling;
		const from =
			first.at - ruling.from > slack && isAlone(ruling, first, { rulings, slack, end: "from" }) ? first.at : ruling.from;
		const to = ruling.to - last.at > slack && isAlone(ruling, last, { rulings, slack, end: "to" }) ? last.at : ruling.to;
		return { ...ruling, from, to };
	});
}

/** Whether few of the lines that meet the same crossing line end beyond it. */
function isAlone(
	ruling: PixelRuling,
	crossing: PixelRuling,
	{ rulings, slack, end }: { rulings: readonly PixelRuling[]; slack: number; end: "from" | "to" },
): boolean {
	const meeting = rulings.filter(
		(other) =>
			other.axis === ruling.axis &&
			other.at >= crossing.from - slack &&
			other.at <= crossing.to + slack &&
			other.from <= crossing.at + slack &&
			other.to >= crossing.at - slack,
	);
	const sign = end === "to" ? 1 : -1;
	const runsOn = meeting.filter(
		(other) => sign * (other[end] - crossing.at) > slack && Math.abs(other[end] - ruling[end]) < 3 * slack,
	);
	return runsOn.length < 0.6 * meeting.length;
}
