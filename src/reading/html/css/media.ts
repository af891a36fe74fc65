import { pixelsOf, SCREEN } from "./lengths.ts";

/** A report's page asks a handful of questions; more are not answered. */
const MAX_CHARACTERS = 2000;

/** Whether a list of media queries holds for a desktop's screen in light colours. Conditions that are not known do not hold. */
export function isForScreen(list: string): boolean {
	const text = list.toLowerCase().slice(0, MAX_CHARACTERS).trim();
	return text === "" || text.split(",").some(isQueryForScreen);
}

function isQueryForScreen(query: string): boolean {
	const words = query.trim().replace(/^only\s+/, "");
	const isNegated = /^not\s/.test(words);
	const parts = words.replace(/^not\s+/, "").split(/\s+and\s+/);
	return parts.every((part) => part.split(/\s+or\s+/).some(holds)) !== isNegated;
}

function holds(condition: string): boolean {
	const text = condition.trim();
	if (text === "screen" || text === "all") return true;
	if (!text.startsWith("(")) return false;
	const inside = text.replace(/^\(+/, "").replace(/\)+$/, "").trim();
	const [, name = "", value = ""] = /^([a-z-]+)\s*:\s*(.+)$/.exec(inside) ?? [];
	if (name !== "") return feature(name, value.trim());
	return inRange(inside) ?? (FLAGS.has(inside) || inside === "width" || inside === "height");
}

/** Features that a desktop's screen has. */
const FLAGS: ReadonlySet<string> = new Set([
	"color",
	"hover",
	"hover:hover",
	"any-hover:hover",
	"pointer:fine",
	"orientation:landscape",
	"prefers-color-scheme:light",
	"prefers-reduced-motion:no-preference",
	"prefers-contrast:no-preference",
	"display-mode:browser",
	"scripting:enabled",
	"update:fast",
]);

function feature(name: string, value: string): boolean {
	const [, limit = "", of = ""] = /^(min-|max-)?(?:device-)?(width|height)$/.exec(name) ?? [];
	if (of !== "") {
		const asked = lengthOf(value);
		const own = SCREEN[of as keyof typeof SCREEN];
		if (asked === undefined) return false;
		return limit === "min-" ? own >= asked : limit === "max-" ? own <= asked : own === asked;
	}
	if (/^(?:-webkit-)?min-(?:device-pixel-ratio|resolution)$/.test(name)) return Number.parseFloat(value) <= 1;
	return FLAGS.has(`${name}:${value}`);
}

/** A condition such as `600px <= width < 1200px`; undefined where it is none. */
function inRange(text: string): boolean | undefined {
	const parts = text.split(/\s*(<=|>=|<|>|=)\s*/);
	if (parts.length < 3) return undefined;
	const values = parts.filter((_, i) => i % 2 === 0).map((part) => (part in SCREEN ? SCREEN[part as "width"] : lengthOf(part)));
	return values.slice(1).every((value, i) => {
		const before = values[i];
		return value !== undefined && before !== undefined && compare(before, parts[2 * i + 1] ?? "", value);
	});
}

function compare(a: number, sign: string, b: number): boolean {
	if (sign === "<") return a < b;
	if (sign === "<=") return a <= b;
	if (sign === ">") return a > b;
	return sign === ">=" ? a >= b : a === b;
}

function lengthOf(text: string): number | undefined {
	return pixelsOf(text, { em: 16, whole: 0 });
}
