import { centreOf } from "../../../model/geometry.ts";
import { largest } from "../../../model/many.ts";
import type { Piece } from "./pieces.ts";

/** The figures of a row are off the middle of their label, or its first line, by less than this, in the label's size. */
const OFF_EM = 0.25;

/**
 * Lines that follow one another as those of one cell do, parted into the labels of rows where each row's figures (`anchors`, top to bottom)
 * stand at the middle of their label, or all at the first line of theirs. As it is where no way to part it puts them all there.
 */
export function partedByRows(stack: readonly Piece[], anchors: readonly number[]): readonly (readonly Piece[])[] {
	const [first, last] = [stack[0], stack.at(-1)];
	if (!first || !last) return [stack];
	const reach = OFF_EM * first.sizePt;
	const own = anchors.filter((at) => at > centreOf(first) - reach && at < centreOf(last) + reach);
	if (own.length < 2 || own.length > stack.length) return [stack];
	const middles = stack.map(centreOf);
	const atMiddle = (from: number, to: number) => ((middles[from] ?? 0) + (middles[to - 1] ?? 0)) / 2;
	const ways = [
		endsOf(own, stack.length, (at, from, to) => Math.abs(at - atMiddle(from, to)) < reach),
		endsOf(own, stack.length, (at, from) => Math.abs(at - (middles[from] ?? 0)) < reach),
	].filter((way) => way !== undefined);
	// Where lines stand evenly both may do: labels of two lines each are likelier than one of three between others of one.
	const [ends] = ways.sort((a, b) => mostLines(a) - mostLines(b));
	return ends ? ends.map((end, i) => stack.slice(ends[i - 1] ?? 0, end)) : [stack];
}

function mostLines(ends: readonly number[]): number {
	return largest(ends.map((end, i) => end - (ends[i - 1] ?? 0)));
}

/** Where the lines of each row end, so that every row's figures fit the lines from one place to another; undefined where none do. */
function endsOf(
	anchors: readonly number[],
	count: number,
	fits: (anchor: number, from: number, to: number) => boolean,
): number[] | undefined {
	const hopeless = new Set<string>();
	const from = (row: number, start: number): number[] | undefined => {
		const anchor = anchors[row];
		if (anchor === undefined) return start === count ? [] : undefined;
		if (hopeless.has(`${row} ${start}`)) return undefined;
		for (let end = start + 1; end <= count; end++) {
			const rest = fits(anchor, start, end) ? from(row + 1, end) : undefined;
			if (rest) return [end, ...rest];
		}
		hopeless.add(`${row} ${start}`);
		return undefined;
	};
	return from(0, 0);
}
