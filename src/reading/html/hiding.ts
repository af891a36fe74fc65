import { append } from "../../model/many.ts";
import type { Appearance } from "./appearance.ts";
import { resolved } from "./appearance.ts";
import type { Declared } from "./css/cascade.ts";
import { pixelsOf, SCREEN } from "./css/lengths.ts";

type Get = (property: string) => string | undefined;

/** Moved by so much, a box is off the screen; to the right and below, a page may be scrolled. */
const OFF_PX = 900;
const FAR_PX = 4000;

/** Whether a box and all in it is not to be seen, whatever is said further inside. */
export function isGone(declared: Declared, { sizePx, variables, isOnOwnGround }: Appearance): boolean {
	if (declared.size === 0) return false;
	const get: Get = (property) => resolved(declared.get(property), variables);
	if (get("display") === "none" || get("content-visibility") === "hidden") return true;
	if (isTransparent(get("opacity")) || isTransparent(/opacity\(([^()]*)\)/.exec(get("filter") ?? "")?.[1])) return true;
	if (isOnOwnGround && get("position") !== undefined && Number(get("z-index") ?? 0) < 0) return true;
	return isOffScreen(get, sizePx) || isClippedAway(get, sizePx) || isFlat(get, sizePx) || isTransformedAway(get, sizePx);
}

function isTransparent(value: string | undefined): boolean {
	if (value === undefined) return false;
	const share = Number.parseFloat(value) / (value.endsWith("%") ? 100 : 1);
	return share <= 0.05;
}

function isTakenOut(get: Get): boolean {
	return /^(?:absolute|fixed)$/.test(get("position") ?? "");
}

function isOffScreen(get: Get, em: number): boolean {
	const side = (property: string, whole: number) => pixelsOf(get(property), { em, whole }) ?? 0;
	if (side("margin-left", 0) <= -OFF_PX || side("margin-top", 0) <= -OFF_PX) return true;
	if (!isTakenOut(get) && get("position") !== "relative") return false;
	const [left, right] = [side("left", SCREEN.width), side("right", SCREEN.width)];
	const [top, bottom] = [side("top", SCREEN.height), side("bottom", SCREEN.height)];
	return Math.min(left, right, top, bottom) <= -OFF_PX || left >= FAR_PX;
}

function isClippedAway(get: Get, em: number): boolean {
	const px = (text: string | undefined) => pixelsOf(text, { em, whole: 100 }) ?? Number.NaN;
	const rect = /^rect\(([^()]*)\)$/.exec(get("clip") ?? "")?.[1];
	if (rect !== undefined && isTakenOut(get)) {
		const [top = 0, right = 9, bottom = 9, left = 0] = lengths(rect).map(px);
		return bottom - top <= 1 || right - left <= 1;
	}
	const [, shape = "", inside = ""] = /^(inset|circle|ellipse|polygon)\(([^()]*)\)/.exec(get("clip-path") ?? "") ?? [];
	if (shape === "inset") {
		const [top = 0, right = top, bottom = top, left = right] = lengths(inside.split("round")[0] ?? "").map(px);
		return inside.includes("%") && Math.max(top + bottom, left + right) >= 100;
	}
	if (shape === "polygon") return new Set(inside.split(",").map((point) => point.trim())).size < 3;
	return shape !== "" && px(lengths(inside)[0]) === 0;
}

function lengths(text: string): string[] {
	return text.split(/[\s,]+/).filter((length) => length !== "");
}

/** A box without height or width that shows nothing beyond its sides. */
function isFlat(get: Get, em: number): boolean {
	if (!/^(?:hidden|clip)/.test(get("overflow") ?? "")) return false;
	const display = get("display") ?? "inline";
	if (display.startsWith("table")) return false;
	const isBox = display !== "inline" || isTakenOut(get) || /^(?:left|right)$/.test(get("float") ?? "");
	if (!isBox) return false;
	const isNone = (property: string) => (pixelsOf(get(property), { em, whole: 100 }) ?? 9) <= 1;
	const isPadded = (property: string) => (pixelsOf(get(property), { em, whole: 100 }) ?? 0) > 1;
	const isLow = (isNone("height") || isNone("max-height")) && !isPadded("padding-top") && !isPadded("padding-bottom");
	const isNarrow = (isNone("width") || isNone("max-width")) && !isPadded("padding-left") && !isPadded("padding-right");
	return isLow || isNarrow;
}

function isTransformedAway(get: Get, em: number): boolean {
	const scaled = get("scale")?.split(/\s+/) ?? [];
	if (scaled.some((factor) => Number(factor) === 0)) return true;
	const moved = get("translate")?.split(/\s+/) ?? [];
	for (const [, name = "", inside = ""] of (get("transform") ?? "").matchAll(/([a-z]+)(?:3d)?\(([^()]*)\)/g)) {
		const values = inside.split(",").map((value) => value.trim());
		if (name.startsWith("scale") && values.some((value) => Number(value) === 0)) return true;
		if (/^rotate[xy]$/.test(name) && /^-?90deg$/.test(values[0] ?? "")) return true;
		if (name.startsWith("translate")) append(moved, values);
	}
	return moved.some(
		(value) => (pixelsOf(value, { em, whole: 100 }) ?? 0) <= -OFF_PX || (pixelsOf(value, { em, whole: 100 }) ?? 0) >= FAR_PX,
	);
}
