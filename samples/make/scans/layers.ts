import type { Glyph } from "../../../src/model/page.ts";
import type { Random } from "../shown/model.ts";
import type { At } from "./condition.ts";

/** The ways in which a text layer that nobody sees is in a file. */
export const LAYER_WAYS = ["mode-3", "clear", "under"] as const;

/** A recognition program's text at the places of the printed one, with digits that are not those on the page. */
export function wrongLayer(
	way: (typeof LAYER_WAYS)[number],
	{ glyphs, heightPt, random }: At,
): { under?: string; over?: string } {
	const shown = glyphs.map((glyph) => textAt(glyph, wrong(glyph.text, random), heightPt)).join("\n");
	if (way === "mode-3") return { over: `q BT 3 Tr ${shown} ET Q\n` };
	if (way === "clear") return { over: `q /Clear gs BT ${shown} ET Q\n` };
	return { under: `q BT 0 g ${shown} ET Q\n` };
}

function wrong(text: string, random: Random): string {
	if (random(3) > 0) return text;
	return text.replaceAll(/\d/g, () => String(random(10)));
}

function textAt({ box: [x0, , , y1], sizePt }: Glyph, text: string, heightPt: number): string {
	const hex = [...text].map((character) => (character.codePointAt(0) ?? 32).toString(16).padStart(4, "0")).join("");
	return `/F ${sizePt.toFixed(1)} Tf 1 0 0 1 ${x0.toFixed(1)} ${(heightPt - y1 + sizePt * 0.15).toFixed(1)} Tm <${hex}> Tj`;
}
