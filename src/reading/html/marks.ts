import { UNREAD } from "../../text/unread.ts";

/** Characters that Unicode keeps for programs' own use: they open and close parts of a text that look otherwise. */
const SIGNS = { gone: ["\ufdd0", "\ufdd1"], sup: ["\ufdd2", "\ufdd3"], sub: ["\ufdd4", "\ufdd5"] } as const;

/** How a part of a text differs: struck or not seen, raised, lowered. */
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
	/** What counts: with raised and lowered marks in `marks`' places left out. */
	readonly plain: string;
	readonly raised: string;
	readonly gone: string;
	/** What is shown, raised and lowered characters in their Unicode forms where they have them. */
	readonly shown: string;
}

const PART = /\ufdd0([^\ufdd0-\ufdef]*)\ufdd1|[\ufdd2\ufdd4]([^\ufdd0-\ufdef]*)[\ufdd3\ufdd5]/g;

/** Takes a text apart by its marks. */
export function partsOf(text: string): Parts {
	let [raised, gone] = ["", ""];
	const plain = text.replaceAll(PART, (_, struck: string | undefined, moved: string | undefined) => {
		if (struck !== undefined) gone += struck;
		else raised += `${moved ?? ""}`;
		return "";
	});
	const shown = text.replaceAll(PART, (whole, struck: string | undefined, moved: string | undefined, at: number) => {
		if (struck !== undefined || moved === undefined) return "";
		// After a figure it is the mark of a note: nothing of the figure.
		const before = text.slice(0, at).at(-1) ?? "";
		return /[\d０-９\ufdd3\ufdd5]/.test(before) && moved.length <= 4 ? "" : smallForms(moved, whole.startsWith("\ufdd4"));
	});
	return { plain: withoutSigns(plain), raised, gone, shown: withoutSigns(shown) };
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function smallForms(text: string, isLow: boolean): string {
	return text.replaceAll(/\d/g, (digit) =>
		isLow ? String.fromCharCode(0x2080 + Number(digit)) : (SUPERSCRIPTS[Number(digit)] ?? digit),
	);
}

/** Running text as it is shown: what is struck, hidden or a picture is no part of it. */
export function shownText(text: string): string {
	return partsOf(text).shown.replaceAll(UNREAD, "");
}
