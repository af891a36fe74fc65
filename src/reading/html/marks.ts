import { UNREAD } from "../../text/unread.ts";

/** Characters that Unicode keeps for programs' own use: they open and close parts of a text that look otherwise. */
const SIGNS = {
	gone: ["\ufdd0", "\ufdd1"],
	unseen: ["\ufdd6", "\ufdd7"],
	sup: ["\ufdd2", "\ufdd3"],
	sub: ["\ufdd4", "\ufdd5"],
} as const;

/** How a part of a text differs: struck, not seen, raised, lowered. */
export type Mark = keyof typeof SIGNS;

/** A text without characters that stand for marks here. */
export function withoutSigns(text: string): string {
	return text.replaceAll(/[\ufdd0-\ufdef]/g, "");
}

/** A text as a marked part of another. */
export function marked(text: string, mark: Mark): string {
	const [open, close] = SIGNS[mark];
	return text === "" ? "" : `${open}${text}${close}`;
}

/** The parts of a text by how they look; each keeps its line ends. */
export interface Parts {
	readonly plain: string;
	readonly raised: string;
	readonly gone: string;
	/** What is there and not shown at all. */
	readonly unseen: string;
}

const PART = /([\ufdd0\ufdd6])([^\ufdd0-\ufdef]*)[\ufdd1\ufdd7]|[\ufdd2\ufdd4]([^\ufdd0-\ufdef]*)[\ufdd3\ufdd5]/g;

/** Takes a text apart by its marks. */
export function partsOf(text: string): Parts {
	let [raised, gone, unseen] = ["", "", ""];
	const plain = text.replaceAll(PART, (_, sign: string | undefined, hidden = "", moved = "") => {
		if (sign === SIGNS.gone[0]) gone += hidden;
		else if (sign !== undefined) unseen += hidden;
		else raised += moved;
		return "";
	});
	return { plain: withoutSigns(plain), raised, gone, unseen };
}

/** Running text as it is shown: what is struck, hidden or a picture is no part of it, and marks after figures are none. */
export function shownText(text: string): string {
	const shown = text.replaceAll(PART, (whole, sign: string | undefined, _, moved: string | undefined, at: number) => {
		if (sign !== undefined || moved === undefined) return "";
		const before = text.slice(0, at).at(-1) ?? "";
		return /[\d０-９\ufdd3\ufdd5]/.test(before) && moved.length <= 4 ? "" : smallForms(moved, whole.startsWith(SIGNS.sub[0]));
	});
	return withoutSigns(shown).replaceAll(UNREAD, "");
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function smallForms(text: string, isLow: boolean): string {
	return text.replaceAll(/\d/g, (digit) =>
		isLow ? String.fromCharCode(0x2080 + Number(digit)) : (SUPERSCRIPTS[Number(digit)] ?? digit),
	);
}
