import type { Random } from "../shown/model.ts";
import { curled, photographed } from "./bends.ts";
import type { At, Condition } from "./condition.ts";
import { bilevel, camScanned, copiedTwice, dithered, faxed, halftoned } from "./copies.ts";
import { LAYER_WAYS, wrongLayer } from "./layers.ts";
import { bledThrough, edged, faded, grained, moired, punched, shaded, streaked, tinted } from "./light.ts";
import { sealed, ticked, watermarked } from "./marks.ts";
import type { Picture } from "./picture.ts";
import { canvasOf, paintedNew, quarterTurned, softened, turned } from "./picture.ts";

const jpeg = (quality: number) => () => ({ kind: "jpeg", quality }) as const;
const black = (threshold: number) => (picture: Picture, at: At) => bilevel(grained(picture, at.random, 12), threshold);
const sign = (random: Random) => (random(2) === 0 ? 1 : -1);
const skewed =
	(degrees: number) =>
	(picture: Picture, { random, strength }: At) =>
		grained(turned(picture, sign(random) * degrees * strength * (0.8 + random(40) / 100)), random, 5);

const basic: readonly Omit<Condition, "group">[] = [
	{ name: "clean", treat: (picture, { random }) => grained(picture, random, 3) },
	{ name: "skew", treat: skewed(1.2), encoding: jpeg(60) },
	{ name: "skew3", treat: skewed(3) },
	{
		name: "bilevel",
		treat: (picture, at) => black(150 + at.random(40))(picture, at),
		encoding: ({ random }) => ({ kind: random(2) === 0 ? "g4" : "bilevel" }),
	},
	{ name: "shade", treat: (picture, at) => grained(shaded(picture, at), at.random, 6), encoding: jpeg(65) },
	{
		name: "low",
		dpi: (random) => 110 + random(11),
		treat: (picture, { random }) => grained(softened(picture, 0.35), random, 4),
		encoding: jpeg(60),
	},
	{ name: "rotated", treat: (picture, { random }) => quarterTurned(picture, random(2) === 0 ? 1 : 3) },
	{ name: "upside", treat: (picture) => quarterTurned(picture, 2) },
];

const harsh: readonly Omit<Condition, "group">[] = [
	{ name: "photo", dpi: 250, fileDpi: 296, treat: photographed, encoding: jpeg(70) },
	{ name: "curl", treat: curled, encoding: jpeg(70) },
	{ name: "skew6", treat: skewed(6) },
	{ name: "seal", treat: sealed },
	{ name: "ticks", treat: ticked },
	{ name: "faded", treat: faded, encoding: jpeg(70) },
	{ name: "streaks", treat: streaked },
	{ name: "watermark", treat: watermarked },
	{ name: "tint", treat: tinted },
	{ name: "camscan", treat: camScanned, encoding: () => ({ kind: "bilevel" }) },
	{ name: "halftone", dpi: 300, treat: halftoned, encoding: () => ({ kind: "bilevel" }) },
	{ name: "dither", treat: dithered, encoding: () => ({ kind: "bilevel" }) },
	{ name: "copycopy", treat: copiedTwice, encoding: () => ({ kind: "g4" }) },
	{ name: "fax", fileDpi: 204, treat: faxed, encoding: () => ({ kind: "g4", dpiDown: 98 }) },
	{ name: "twoup", arrange: twoUp },
	{ name: "order", arrange: mixed },
	{
		name: "layer",
		layer: (_, at) => wrongLayer(LAYER_WAYS[at.way % LAYER_WAYS.length] ?? "clear", at),
	},
	{ name: "bleed", treat: bledThrough },
	{ name: "holes", treat: (picture, at) => punched(edged(picture, at), at) },
	{ name: "jpeg15", dpi: 120, encoding: jpeg(15) },
	{ name: "moire", treat: moired },
	{ name: "cmyk", encoding: () => ({ kind: "cmyk" }) },
	{ name: "dpi300", dpi: 300, treat: (picture, { random }) => grained(picture, random, 4) },
	{ name: "dpi600", dpi: 600, treat: black(150), encoding: () => ({ kind: "g4" }) },
	{ name: "strips", encoding: ({ random }) => ({ kind: "jpeg", tiles: [1, 8 + random(32)] }) },
	{ name: "tiles", encoding: ({ random }) => ({ kind: "gray", tiles: [2 + random(3), 2 + random(4)] }) },
];

/** Every condition, by name. */
export const CONDITIONS: readonly Condition[] = [
	...basic.map((condition) => ({ ...condition, group: "basic" as const })),
	...harsh.map((condition) => ({ ...condition, group: "harsh" as const })),
];

/** Two pages side by side on one sheet, with the shadow of the fold between them. */
function twoUp(pictures: readonly Picture[], { random }: At): readonly Picture[] {
	const sheets: Picture[] = [];
	for (let i = 0; i < pictures.length; i += 2) {
		const [left, right] = [pictures[i], pictures[i + 1]];
		if (!left) continue;
		const height = Math.max(left.height, right?.height ?? 0);
		const width = left.width + (right?.width ?? left.width);
		const sheet = paintedNew({ width, height }, (context) => {
			context.drawImage(canvasOf(left), 0, 0);
			if (right) context.drawImage(canvasOf(right), left.width, 0);
			const fold = context.createLinearGradient(left.width - 40, 0, left.width + 40, 0);
			fold.addColorStop(0, "rgba(0,0,0,0)");
			fold.addColorStop(0.5, `rgba(0,0,0,${0.1 + random(40) / 100})`);
			fold.addColorStop(1, "rgba(0,0,0,0)");
			context.fillStyle = fold;
			context.fillRect(left.width - 40, 0, 80, height);
		});
		sheets.push(sheet);
	}
	return sheets;
}

/** Pages as a feeder takes them that was filled from the wrong end: backwards, mixed, every second one on its head. */
function mixed(pictures: readonly Picture[], { way }: At): readonly Picture[] {
	if (way % 3 === 0) return pictures.toReversed();
	if (way % 3 === 1) return [...pictures.slice(1), ...pictures.slice(0, 1)];
	return pictures.map((picture, i) => (i % 2 === 1 ? quarterTurned(picture, 2) : picture)).toReversed();
}
