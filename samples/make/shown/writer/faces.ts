import { existsSync, readFileSync } from "node:fs";
import type { Font } from "fontkit";
import { create } from "fontkit";
import type { PdfFile } from "./pdf-file.ts";
import { num } from "./pdf-file.ts";

/** What a font's ToUnicode says of a character; undefined leaves it out. */
export type Told = (character: string) => string | undefined;

/** A font as a document uses it. */
export interface Face {
	/** Codes of a text as a PDF string with its brackets. */
	readonly encode: (text: string) => string;
	readonly widthOf: (text: string, pt: number) => number;
	/** Path operators of a text at the origin, filled. */
	readonly outline: (text: string, pt: number) => string;
	/** Writes the font with what was encoded; returns the number of its dictionary. */
	readonly embed: (file: PdfFile) => number;
}

const FOLDERS = ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/wqy"];
const FILES: Readonly<Record<string, readonly [file: string, name?: string]>> = {
	"Noto Serif CJK SC": ["NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular"],
	"Noto Sans CJK SC": ["NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular"],
	"Noto Serif CJK SC Bold": ["NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold"],
	"DejaVu Sans": ["DejaVuSans.ttf"],
	"DejaVu Serif": ["DejaVuSerif.ttf"],
	"DejaVu Sans Mono": ["DejaVuSansMono.ttf"],
	"WenQuanYi Micro Hei": ["wqy-microhei.ttc", "WenQuanYiMicroHei"],
};

/** A subset as it is; the typings leave out that it answers with a glyph's new number. */
interface Subset {
	readonly includeGlyph: (id: number) => number;
	readonly encode: () => Uint8Array;
	/** Of a font with cubic outlines. */
	readonly cff?: unknown;
}

const opened = new Map<string, Font>();

/** Names of the fonts that this machine has, of those named here. */
export function presentFonts(): string[] {
	return Object.keys(FILES).filter((name) => pathOf(name) !== undefined);
}

function pathOf(name: string): string | undefined {
	const [file] = FILES[name] ?? [""];
	return FOLDERS.map((folder) => `${folder}/${file}`).find((path) => existsSync(path));
}

function fontOf(name: string): Font {
	const known = opened.get(name);
	if (known) return known;
	const path = pathOf(name);
	if (path === undefined) throw new Error(`${name} is not on this machine: install fonts-noto-cjk and fonts-dejavu-core`);
	const made = create(readFileSync(path), FILES[name]?.[1]);
	const font = "fonts" in made ? made.fonts[0] : made;
	if (!font) throw new Error(`${path} has no font`);
	opened.set(name, font);
	return font;
}

/** Whether a font of the machine has a glyph for every character that shows; marks of format need none. */
export function hasGlyphs(name: string, text: string): boolean {
	const font = fontOf(name);
	return [...text].every((one) => /\p{Cf}/u.test(one) || font.hasGlyphForCodePoint(one.codePointAt(0) ?? 32));
}

/** A font of the machine, embedded with the characters used; `told` is what its ToUnicode says, null for none. */
export function embeddedFace(name: string, told: Told | null = (character) => character): Face {
	const font = fontOf(name);
	const subset = font.createSubset() as unknown as Subset;
	const scale = 1000 / font.unitsPerEm;
	const used = new Map<number, string>();
	const widths: number[] = [font.getGlyph(0).advanceWidth * scale];
	const glyphOf = (character: string) => font.glyphForCodePoint(character.codePointAt(0) ?? 32);
	const encode = (text: string) => {
		const codes = [...text].map((character) => {
			const glyph = glyphOf(character);
			const code = subset.includeGlyph(glyph.id);
			used.set(code, character);
			widths[code] = glyph.advanceWidth * scale;
			return code.toString(16).padStart(4, "0");
		});
		return `<${codes.join("")}>`;
	};
	const widthOf = (text: string, pt: number) =>
		[...text].reduce((sum, character) => sum + (glyphOf(character).advanceWidth * scale * pt) / 1000, 0);
	return {
		encode,
		widthOf,
		outline: (text, pt) => outlineOf(font, text, pt),
		embed: (file) => {
			const data = Buffer.from(subset.encode());
			const isOpenType = subset.cff !== undefined;
			const program = file.add(isOpenType ? "/Subtype /CIDFontType0C" : `/Length1 ${data.length}`, data);
			const label = `AAAAAA+${name.replaceAll(" ", "")}${used.size}`;
			const descriptor = file.add(
				`/Type /FontDescriptor /FontName /${label} /Flags 4 /FontBBox [-200 -300 1200 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 730 /StemV 80 /${isOpenType ? "FontFile3" : "FontFile2"} ${program} 0 R`,
			);
			const list = Array.from({ length: widths.length }, (_, i) => num(widths[i] ?? 1000)).join(" ");
			const kind = isOpenType ? "/Subtype /CIDFontType0" : "/Subtype /CIDFontType2 /CIDToGIDMap /Identity";
			const descendant = file.add(
				`/Type /Font ${kind} /BaseFont /${label} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /W [0 [${list}]]`,
			);
			const unicode = told === null ? "" : `/ToUnicode ${file.add("", toUnicode(used, told))} 0 R`;
			return file.add(
				`/Type /Font /Subtype /Type0 /BaseFont /${label} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] ${unicode}`,
			);
		},
	};
}

/** A CMap from two-byte codes to what is told of them. */
function toUnicode(used: ReadonlyMap<number, string>, told: Told): string {
	const hex = (value: number) => value.toString(16).padStart(4, "0");
	const lines = [...used].flatMap(([code, character]) => {
		const text = told(character);
		if (text === undefined) return [];
		const units = Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i))).join("");
		return [`<${hex(code)}> <${units}>`];
	});
	const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, i) => lines.slice(i * 100, i * 100 + 100));
	return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.map((block) => `${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`).join("\n")}
endcmap CMapName currentdict /CMap defineresource pop end end`;
}

/** Filled paths of a text from the origin. */
export function outlineOf(font: Font, text: string, pt: number): string {
	const scale = pt / font.unitsPerEm;
	let x = 0;
	const paths = [...text].map((character) => {
		const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 32);
		const path = commandsOf(glyph.path.commands, scale, x);
		x += glyph.advanceWidth * scale;
		return path;
	});
	return `${paths.join("\n")} f`;
}

interface Command {
	readonly command: string;
	readonly args: readonly number[];
}

function commandsOf(commands: readonly Command[], scale: number, dx: number): string {
	let [px, py] = [0, 0];
	const point = (args: readonly number[], i: number) => [(args[i] ?? 0) * scale + dx, (args[i + 1] ?? 0) * scale] as const;
	return commands
		.map(({ command, args }) => {
			if (command === "closePath") return "h";
			const end = point(args, args.length - 2);
			const points = Array.from({ length: args.length / 2 }, (_, i) => point(args, i * 2));
			const [cx, cy] = points[0] ?? end;
			const cubic = [
				[px + ((cx - px) * 2) / 3, py + ((cy - py) * 2) / 3],
				[end[0] + ((cx - end[0]) * 2) / 3, end[1] + ((cy - end[1]) * 2) / 3],
				end,
			];
			[px, py] = end;
			const given = command === "quadraticCurveTo" ? cubic : points;
			const operator = { moveTo: "m", lineTo: "l" }[command] ?? "c";
			return `${given.flatMap((at) => at.map(num)).join(" ")} ${operator}`;
		})
		.join(" ");
}

/** Widths of the characters that figures are made of, in the fonts that every reader of PDF has. */
const STANDARD = {
	Helvetica: { digit: 556, "-": 333, ".": 278, ",": 278, " ": 278 },
	"Times-Roman": { digit: 500, "-": 333, ".": 250, ",": 250, " ": 250 },
	Courier: { digit: 600, "-": 600, ".": 600, ",": 600, " ": 600 },
} as const;

/** Names of fonts that need not be in the file; for figures only. */
export const STANDARD_FONTS = Object.keys(STANDARD) as (keyof typeof STANDARD)[];

/** Whether a font with single-byte codes has every character. */
export function isSingleByte(text: string): boolean {
	return /^[ -~]*$/.test(text);
}

/** A font that is not in the file, with single-byte codes. */
export function standardFace(name: keyof typeof STANDARD): Face {
	const widths: Readonly<Record<string, number>> = STANDARD[name];
	const widthOf = (text: string, pt: number) =>
		[...text].reduce((sum, one) => sum + ((widths[one] ?? widths.digit ?? 556) * pt) / 1000, 0);
	return {
		encode: (text) => `<${Buffer.from(text, "latin1").toString("hex")}>`,
		widthOf,
		outline: (text, pt) => outlineOf(fontOf("DejaVu Sans"), text, pt),
		embed: (file) => file.add(`/Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding`),
	};
}

/** Characters drawn by procedures, under codes that `coded` gives; without ToUnicode. */
export function type3Face(name: string, coded: (character: string) => string): Face {
	const font = fontOf(name);
	const used = new Map<string, string>();
	const widthOf = (text: string, pt: number) =>
		[...text].reduce(
			(sum, one) => sum + (font.glyphForCodePoint(one.codePointAt(0) ?? 32).advanceWidth * pt) / font.unitsPerEm,
			0,
		);
	return {
		encode: (text) => {
			const codes = [...text].map((character) => {
				used.set(coded(character), character);
				return coded(character);
			});
			return `<${Buffer.from(codes.join(""), "latin1").toString("hex")}>`;
		},
		widthOf,
		outline: (text, pt) => outlineOf(font, text, pt),
		embed: (file) => {
			const codes = [...used].sort(([a], [b]) => a.localeCompare(b));
			const procedures = codes.map(([code, character]) => {
				const width = Math.round(widthOf(character, 1000));
				const number = file.add("", `${width} 0 0 -300 ${width} 1000 d1 ${outlineOf(font, character, 1000)}`);
				return { code: code.charCodeAt(0), width, number };
			});
			const names = procedures.map(({ code }) => `${code} /a${code}`).join(" ");
			const widths = Array.from({ length: 256 }, (_, i) => procedures.find(({ code }) => code === i)?.width ?? 0);
			return file.add(
				`/Type /Font /Subtype /Type3 /FontBBox [0 -300 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 /LastChar 255 /Widths [${widths.join(" ")}] /Encoding << /Type /Encoding /Differences [${names}] >> /CharProcs << ${procedures.map(({ code, number }) => `/a${code} ${number} 0 R`).join(" ")} >> /Resources << >>`,
			);
		},
	};
}
