/** A colour: red, green and blue from 0 to 255, and how much it covers, 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

export const WHITE: Colour = [255, 255, 255, 1];
export const BLACK: Colour = [0, 0, 0, 1];

/** Names that pages use; others are taken for colours that show. */
const NAMES: Readonly<Record<string, string>> = {
	black: "000",
	windowtext: "000",
	canvastext: "000",
	white: "fff",
	window: "fff",
	canvas: "fff",
	snow: "fffafa",
	ivory: "fffff0",
	ghostwhite: "f8f8ff",
	whitesmoke: "f5f5f5",
	floralwhite: "fffaf0",
	mintcream: "f5fffa",
	azure: "f0ffff",
	aliceblue: "f0f8ff",
	seashell: "fff5ee",
	linen: "faf0e6",
	lightyellow: "ffffe0",
	honeydew: "f0fff0",
	red: "f00",
	green: "008000",
	lime: "0f0",
	blue: "00f",
	navy: "000080",
	yellow: "ff0",
	silver: "c0c0c0",
	gray: "808080",
	grey: "808080",
	lightgray: "d3d3d3",
	lightgrey: "d3d3d3",
	gainsboro: "dcdcdc",
	darkgray: "a9a9a9",
	dimgray: "696969",
	maroon: "800000",
	purple: "800080",
	teal: "008080",
	olive: "808000",
	orange: "ffa500",
	lightblue: "add8e6",
	skyblue: "87ceeb",
};

/** A colour as style sheets and attributes write it; undefined for what is none, or is not known. */
export function parseColour(text: string): Colour | undefined {
	const plain = text.trim().toLowerCase();
	if (plain === "transparent") return [0, 0, 0, 0];
	const named = NAMES[plain];
	if (named !== undefined) return fromHex(named);
	if (/^#[0-9a-f]{3,8}$/.test(plain)) return fromHex(plain.slice(1));
	const [, name = "", inside = ""] = /^(rgba?|hsla?)\(([^()]{0,80})\)$/.exec(plain) ?? [];
	const parts = inside.split(/[\s,/]+/).filter((part) => part !== "");
	if (name === "" || parts.length < 3) return undefined;
	const alpha = parts[3] === undefined ? 1 : part(parts[3], 1);
	return name.startsWith("rgb") ? fromParts(parts, alpha) : fromHsl(parts, alpha);
}

function fromHex(hex: string): Colour | undefined {
	const pairs = hex.length <= 4 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
	const [red = 0, green = 0, blue = 0, alpha = 255] = pairs.map((pair) => Number.parseInt(pair, 16));
	return pairs.length === 3 || pairs.length === 4 ? [red, green, blue, alpha / 255] : undefined;
}

function fromParts([red = "", green = "", blue = ""]: readonly string[], alpha: number): Colour | undefined {
	const colour: Colour = [part(red, 255), part(green, 255), part(blue, 255), alpha];
	return colour.every(Number.isFinite) ? colour : undefined;
}

function fromHsl([hue = "", saturation = "", lightness = ""]: readonly string[], alpha: number): Colour | undefined {
	const [h, s, l] = [Number.parseFloat(hue), part(saturation, 1), part(lightness, 1)];
	const at = (n: number) => {
		const k = (n + h / 30) % 12;
		return 255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
	};
	const colour: Colour = [at(0), at(8), at(4), alpha];
	return colour.every(Number.isFinite) ? colour : undefined;
}

/** A number, or a percentage of `whole`. */
function part(text: string, whole: number): number {
	const number = Number.parseFloat(text);
	return text.endsWith("%") ? (number / 100) * whole : number;
}

/** A colour laid on a ground that covers wholly. */
export function laidOn([r, g, b, alpha]: Colour, [gr, gg, gb]: Colour): Colour {
	const mix = (over: number, under: number) => over * alpha + under * (1 - alpha);
	return [mix(r, gr), mix(g, gg), mix(b, gb), 1];
}

/** Less contrast than this is not seen: #eee on white has 1.16, the palest grey in use for text, #ddd, 1.36. */
const SEEN = 1.2;

/** Whether text of a colour can be told from its ground. */
export function isDistinct(colour: Colour, ground: Colour): boolean {
	const [a, b] = [luminance(laidOn(colour, ground)), luminance(ground)];
	return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= SEEN || hueDistance(laidOn(colour, ground), ground) > 90;
}

/** The relative luminance of WCAG 2. */
function luminance([red, green, blue]: Colour): number {
	const [r, g, b] = [red, green, blue].map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Colours of like brightness may differ all the same. */
function hueDistance(a: Colour, b: Colour): number {
	return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}
