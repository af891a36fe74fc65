/** The screen that pages are read for: a desktop's, in CSS pixels. */
export const SCREEN = { width: 1440, height: 900 } as const;

const PX: Readonly<Record<string, number>> = {
	"": 1,
	px: 1,
	pt: 4 / 3,
	pc: 16,
	in: 96,
	cm: 96 / 2.54,
	mm: 9.6 / 2.54,
	rem: 16,
	vw: SCREEN.width / 100,
	vh: SCREEN.height / 100,
};

/** What relative lengths are relative to, in pixels. */
export interface LengthBase {
	readonly em: number;
	/** What 100 % is. */
	readonly whole: number;
}

/** A length in pixels; undefined for words, calculations and units that are not known. */
export function pixelsOf(text: string | undefined, { em, whole }: LengthBase): number | undefined {
	const [, number = "", unit = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)$/.exec(text?.trim().toLowerCase() ?? "") ?? [];
	if (number === "") return undefined;
	const value = Number(number);
	if (unit === "%") return (value / 100) * whole;
	if (unit === "em") return value * em;
	if (unit === "ex" || unit === "ch") return (value * em) / 2;
	const factor = PX[unit];
	return factor === undefined ? undefined : value * factor;
}

const SIZES: Readonly<Record<string, number>> = {
	"xx-small": 9,
	"x-small": 10,
	small: 13,
	medium: 16,
	large: 18,
	"x-large": 24,
	"xx-large": 32,
	"xxx-large": 48,
};

/** A font's size in pixels; that of the element around it where it cannot be told. */
export function fontSizeOf(text: string | undefined, around: number): number {
	if (text === undefined) return around;
	const named = SIZES[text.trim().toLowerCase()];
	if (named !== undefined) return named;
	if (text === "smaller") return around * 0.83;
	if (text === "larger") return around * 1.2;
	return Math.max(0, pixelsOf(text, { em: around, whole: around }) ?? around);
}
