import { median, midY } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph, Ruling } from "../../../model/page.ts";
import { isFigureLike } from "../../../text/figures.ts";
import { linesOf, segmentsOf, textOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import type { RulingGroup } from "./rulings.ts";

/**
 * Tables that are ruled across only: stacked lines that no vertical one touches, closed by sides of their own. Running text between two lines parts two tables. Three lines
 * at least; fewer only underline.
 */
export function findOpenSidedTables(
	groups: readonly RulingGroup[],
	glyphs: readonly Glyph[],
	settings: TableSettings,
): RulingGroup[] {
	const { openSided, rulings } = settings;
	const loose = groups.filter(({ vertical }) => vertical.length === 0).flatMap(({ horizontal }) => horizontal);
	if (loose.length < openSided.minRulings) return [];
	const stacks: Ruling[][] = [];
	for (const ruling of loose.sort((a, b) => b.to - b.from - (a.to - a.from))) {
		const stack = stacks.find((other) => other.some((line) => isUnder(ruling, line, rulings.joinPt)));
		if (stack) stack.push(ruling);
		else stacks.push([ruling]);
	}
	for (const stack of stacks) stack.sort((a, b) => a.at - b.at);
	return stacks
		.flatMap((stack) => partAtText(stack, glyphs, settings))
		.filter((stack) => new Set(stack.map(({ at }) => at)).size >= openSided.minRulings)
		.map(closeSides);
}

/** Whether a line lies within the ends of a longer one. */
function isUnder(shorter: Ruling, longer: Ruling, joinPt: number): boolean {
	return shorter.from > longer.from - joinPt && shorter.to < longer.to + joinPt;
}

function partAtText(stack: readonly Ruling[], glyphs: readonly Glyph[], settings: TableSettings): Ruling[][] {
	const { headingRatio } = settings.openSided;
	const { proseWidthShare } = settings.unruled;
	const { maxSpacingEm } = settings.words;
	const [from, to] = [smallest(stack.map((line) => line.from)), largest(stack.map((line) => line.to))];
	const [top, bottom] = [stack[0]?.at ?? 0, stack.at(-1)?.at ?? 0];
	const lines = linesOf(
		glyphs.filter(({ box }) => midY(box) > top && midY(box) < bottom),
		settings,
	);
	const segments = lines.flatMap((line) => segmentsOf(line, maxSpacingEm));
	const figures = segments.filter((segment) => isFigureLike(textOf(segment.glyphs, settings)));
	const sizePt = median(figures.flatMap((segment) => segment.glyphs.map((glyph) => glyph.sizePt)));
	const texts = lines.filter((line) => {
		const [first, ...rest] = segmentsOf(line, maxSpacingEm);
		if (!first || rest.length > 0) return false;
		const width = (first.glyphs.at(-1)?.box[2] ?? 0) - (first.glyphs[0]?.box[0] ?? 0);
		return median(first.glyphs.map((glyph) => glyph.sizePt)) > headingRatio * sizePt || width > proseWidthShare * (to - from);
	});
	const parts: Ruling[][] = [];
	for (const ruling of stack) {
		const last = parts.at(-1);
		const above = last?.at(-1)?.at ?? 0;
		const isParted = texts.some((line) => (line.y0 + line.y1) / 2 > above && (line.y0 + line.y1) / 2 < ruling.at);
		if (last && !isParted) last.push(ruling);
		else parts.push([ruling]);
	}
	return parts;
}

function closeSides(horizontal: readonly Ruling[]): RulingGroup {
	const [top, bottom] = [horizontal[0]?.at ?? 0, horizontal.at(-1)?.at ?? 0];
	const sides = [smallest(horizontal.map(({ from }) => from)), largest(horizontal.map(({ to }) => to))];
	return { horizontal, vertical: sides.map((at) => ({ axis: "vertical", at, from: top, to: bottom })) };
}
