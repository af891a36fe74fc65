import type { Part, Way } from "../model.ts";
import type { Face } from "./faces.ts";
import type { Box } from "./layout.ts";
import type { Painter } from "./painter.ts";
import { num } from "./pdf-file.ts";

/** Where a part is painted. */
export interface Spot {
	readonly x: number;
	/** The baseline. */
	readonly y: number;
	readonly pt: number;
	readonly box: Box;
	/** The colour behind it, as three numbers. */
	readonly ground: string;
}

/** How a part is painted, and how far it moves what follows. */
interface Ink {
	readonly width: (part: Part, at: Spot, painter: Painter) => number;
	/** Operators; what they set is given back by them. */
	readonly paint: (part: Part, at: Spot, painter: Painter) => string;
}

const show = (face: Face, { fontName }: Painter, text: string, { x, y, pt }: Spot, more = "") =>
	`BT ${more} /${fontName(face)} ${num(pt)} Tf ${num(x)} ${num(y)} Td ${face.encode(text)} Tj ET`;
const usual = (part: Part, at: Spot, painter: Painter, more = "") => show(painter.figures, painter, part.text, at, more);
const width = (part: Part, { pt }: Spot, { figures }: Painter) => figures.widthOf(part.text, pt);
const kept = (operators: string) => `q ${operators} Q`;
const boxOf = ({ x, y, pt }: Spot, wide: number): Box => [x - 1, y - pt * 0.25, x + wide + 1, y + pt * 0.95];
const rectangle = ([left, bottom, right, top]: Box) => `${num(left)} ${num(bottom)} ${num(right - left)} ${num(top - bottom)} re`;
const inset = ([left, bottom, right, top]: Box): Box => [left + 0.8, bottom + 0.8, right - 0.8, top - 0.8];

const plain: Ink = { width, paint: (part, at, painter) => kept(`0 g ${usual(part, at, painter)}`) };
const painted = (before: string): Ink => ({ width, paint: (part, at, painter) => kept(`${before} ${usual(part, at, painter)}`) });
const marked = (size: number, rise: number): Ink => ({
	width: (part, at, painter) => width(part, at, painter) * size,
	paint: (part, at, painter) => kept(`0 g ${usual(part, { ...at, y: at.y + at.pt * rise, pt: at.pt * size }, painter)}`),
});
/** Character widths as a percentage; the same digits in the same document. */
const scaled = (percents: readonly number[]): Ink => {
	const percentOf = ({ text }: Part) => percents[text.length % percents.length] ?? 50;
	return {
		width: (part, at, painter) => (width(part, at, painter) * percentOf(part)) / 100,
		paint: (part, at, painter) => kept(`0 g ${usual(part, at, painter, `${percentOf(part)} Tz`)}`),
	};
};
const spread = (gapOf: (part: Part, at: Spot, painter: Painter) => number): Ink => ({
	width: (part, at, painter) => width(part, at, painter) + gapOf(part, at, painter) * (part.text.length - 1),
	paint: (part, at, painter) => kept(`0 g ${usual(part, at, painter, `${num(gapOf(part, at, painter))} Tc`)}`),
});
/** The same text once more, a little to the right, as software thickens what has no bold font. */
const twice = (ink: Ink): Ink => ({
	width: ink.width,
	paint: (part, at, painter) => `${ink.paint(part, at, painter)} ${ink.paint(part, { ...at, x: at.x + at.pt * 0.03 }, painter)}`,
});
/** Every digit by itself, the last one first. */
const scattered: Ink = {
	width,
	paint: (part, at, painter) =>
		[...part.text]
			.map((text, i) => {
				const x = at.x + painter.figures.widthOf(part.text.slice(0, i), at.pt);
				return kept(`0 g ${usual({ ...part, text }, { ...at, x }, painter)}`);
			})
			.toReversed()
			.join(" "),
};
/** The gap that lets a figure fill its cell, within bounds. */
const gapAcross = (part: Part, at: Spot, painter: Painter) => {
	const room = at.box[2] - at.box[0] - 6 - width(part, at, painter);
	return part.text.length < 2 ? 0 : Math.max(0, Math.min(30, room / (part.text.length - 1)));
};
const gapWithin = (points: number) => (part: Part, at: Spot, painter: Painter) => Math.min(points, gapAcross(part, at, painter));
const lying = (way: Way): Ink => ({
	width: (part, { pt }, painter) => painter.lying(way).widthOf(part.text, pt),
	paint: (part, at, painter) => kept(`0 g ${show(painter.lying(way), painter, part.text, at)}`),
});
const struck = (heights: readonly number[]): Ink => ({
	width,
	paint: (part, at, painter) => {
		const end = at.x + width(part, at, painter) + 0.5;
		const lines = heights.map((height) => {
			const y = num(at.y + at.pt * height);
			return `${num(at.x - 0.5)} ${y} m ${num(end)} ${y} l S`;
		});
		return kept(`0 g ${usual(part, at, painter)} ${heights.length > 1 ? 0.3 : 0.7} w ${lines.join(" ")}`);
	},
});

/** Every way that the writer knows. */
export const INKS: Readonly<Partial<Record<Way, Ink>>> = {
	plain,
	white: { width, paint: (part, at, painter) => kept(`${at.ground} rg ${usual(part, at, painter)}`) },
	"near-white": painted("0.99 0.99 0.98 rg"),
	ground: {
		width,
		paint: (part, at, painter) => kept(`0.86 g ${rectangle(inset(at.box))} f ${usual(part, at, painter)}`),
	},
	alpha: painted("/GA gs 0 g"),
	invisible: { width, paint: (part, at, painter) => kept(`0 g ${usual(part, at, painter, "3 Tr")}`) },
	clipped: painted("0 0 3 3 re W n 0 g"),
	"layer-off": { width, paint: (part, at, painter) => `/OC /OFF BDC ${kept(`0 g ${usual(part, at, painter)}`)} EMC` },
	sizeless: { width: () => 0, paint: (part, at, painter) => kept(`0 g ${usual(part, { ...at, pt: 0.05 }, painter)}`) },
	"off-page": { width: () => 0, paint: (part, at, painter) => kept(`0 g ${usual(part, { ...at, x: at.x + 5000 }, painter)}`) },
	"cover-box": {
		width,
		paint: (part, at, painter) =>
			kept(`0 g ${usual(part, at, painter)} ${at.ground} rg ${rectangle(boxOf(at, width(part, at, painter)))} f`),
	},
	"cover-picture": {
		width,
		paint: (part, at, painter) => {
			const [left, bottom, right, top] = boxOf(at, width(part, at, painter));
			const place = `${num(right - left)} 0 0 ${num(top - bottom)} ${num(left)} ${num(bottom)} cm`;
			return kept(`0 g ${usual(part, at, painter)} ${place} /${painter.pictureName(" ")} Do`);
		},
	},
	"cover-note": {
		width,
		paint: (part, at, painter) => {
			painter.annotate("note", part.text, { box: inset(at.box), pt: at.pt, ground: at.ground });
			return "";
		},
	},
	redacted: {
		width,
		paint: (part, at, painter) => kept(`0 g ${usual(part, at, painter)} ${rectangle(boxOf(at, width(part, at, painter)))} f`),
	},
	struck: struck([0.33]),
	"struck-twice": struck([0.26, 0.44]),
	raised: marked(0.58, 0.42),
	lowered: marked(0.58, -0.16),
	condensed: scaled([50, 55, 48, 60]),
	"condensed-more": scaled([42, 38, 45, 34]),
	squeezed: {
		width: (part, at, painter) => width(part, at, painter) * 0.44,
		paint: (part, at, painter) =>
			kept(`0 g 0.44 0 0 1 ${num(at.x)} ${num(at.y)} cm ${usual(part, { ...at, x: 0, y: 0 }, painter)}`),
	},
	tight: spread((_, { pt }) => -pt * 0.06),
	scattered,
	twice: twice(plain),
	"twice-condensed": twice(scaled([50, 55])),
	spread: spread(gapWithin(3.5)),
	"spread-more": spread(gapWithin(9)),
	"spread-across": spread(gapAcross),
	overflow: {
		width,
		paint: (part, at, painter) => {
			const over = 2 + (part.text.length % 4) * 1.5;
			const x = part.text.length < 3 ? at.x : at.box[2] + over - width(part, at, painter);
			return kept(`0 g ${usual(part, { ...at, x }, painter)}`);
		},
	},
	outline: {
		width,
		paint: (part, at, { figures }) => kept(`0 g 1 0 0 1 ${num(at.x)} ${num(at.y)} cm ${figures.outline(part.text, at.pt)}`),
	},
	picture: {
		width: ({ text }, { pt }) => text.length * pt * 0.6,
		paint: (part, at, { pictureName }) =>
			kept(
				`${num(part.text.length * at.pt * 0.6)} 0 0 ${num(at.pt * 1.2)} ${num(at.x)} ${num(at.y - at.pt * 0.2)} cm /${pictureName(part.text)} Do`,
			),
	},
	field: {
		width,
		paint: (part, at, painter) => {
			painter.annotate("field", part.text, { box: inset(at.box), pt: at.pt });
			return "";
		},
	},
	note: {
		width,
		paint: (part, at, painter) => {
			painter.annotate("note", part.text, { box: inset(at.box), pt: at.pt });
			return "";
		},
	},
	turned: {
		width: (_, { pt }) => pt,
		paint: (part, at, painter) => {
			const [, bottom, , top] = at.box;
			const long = width(part, at, painter);
			const start = (bottom + top - long) / 2;
			return kept(`0 g 0 1 -1 0 ${num(at.x + at.pt * 0.85)} ${num(start)} cm ${usual(part, { ...at, x: 0, y: 0 }, painter)}`);
		},
	},
	"lie-swap": lying("lie-swap"),
	"lie-one": lying("lie-one"),
	"lie-shift": lying("lie-shift"),
	"lie-missing": lying("lie-missing"),
	"lie-private": lying("lie-private"),
	"lie-soft": lying("lie-soft"),
	"type3-shift": lying("type3-shift"),
};
