/** Advance widths of Helvetica from space to tilde, in thousandths: Adobe's metrics of its 14 standard fonts. */
const HELVETICA = [
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
	556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
	722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
	500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Width of a text in its size: half-width letters beside Chinese, Helvetica's else. */
export function widthEm(text: string, isChinese: boolean): number {
	return [...text].reduce((total, c) => {
		if (isChinese) return total + (c < "\u007f" ? 0.5 : 1);
		return total + (HELVETICA[c.charCodeAt(0) - 32] ?? 1000) / 1000;
	}, 0);
}

/** A text in lines that are no wider than so many em: parted at spaces, or between Chinese characters. */
export function wrappedLines(text: string, roomEm: number, isChinese: boolean): string[] {
	const pieces = isChinese ? (text.match(/[\d,.%A-Za-z]+|./gsu) ?? []) : text.split(/(?<= )/);
	const lines = [""];
	for (const piece of pieces) {
		const line = lines.at(-1) ?? "";
		if (line !== "" && widthEm((line + piece).trimEnd(), isChinese) > roomEm) lines.push(piece);
		else lines[lines.length - 1] = line + piece;
	}
	return lines.map((line) => line.trimEnd());
}
