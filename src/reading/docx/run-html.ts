import type { RunProperties } from "./run-properties.ts";

/** A picture, or something else that is no text: a web page's reader counts it as unread ink. */
export const PICTURE = "<img>";

/** Letters smaller than this, in half-points, are told to the reader of web pages, who knows what nobody reads. */
const SMALL = 8;

/** Text of a run with what a web page needs to show it as Word does. */
export function styled(html: string, look: RunProperties, ground: string): string {
	if (html === "") return "";
	const style = [
		...(look.vanish ? ["display:none"] : []),
		...(look.strike || look.dstrike ? ["text-decoration:line-through"] : []),
		...shift(look),
		...(look.size !== undefined && look.size < SMALL ? [`font-size:${look.size / 2}pt`] : []),
		...colours(look, ground),
	];
	// What only a web view hides is shown on paper, beside what else stands there.
	const text = look.webHidden ? `${TAB}${html}${TAB}` : html;
	return style.length === 0 ? text : `<span style="${style.join(";")}">${text}</span>`;
}

function shift({ vertAlign, position = 0 }: RunProperties): string[] {
	if (vertAlign === "superscript") return ["vertical-align:super"];
	if (vertAlign === "subscript") return ["vertical-align:sub"];
	return position === 0 ? [] : [`vertical-align:${position / 2}pt`];
}

/** The colour of letters on their ground; automatic ones are always seen. */
function colours({ colour, ground: own }: RunProperties, around: string): string[] {
	if (colour === "none") return ["color:transparent"];
	const ground = own === undefined || own === "auto" ? around : own;
	if (colour === undefined || colour === "auto" || colour === "unknown" || ground === "unknown") return [];
	return [`color:#${colour}`, `background-color:#${ground === "auto" ? "FFFFFF" : ground}`];
}

/** A tabulator as white space that is kept. */
export const TAB = '<span style="white-space:pre">\t</span>';

/** Text as a web page's source has it. */
export function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const PICTURE_FONTS = /^(?:wingdings|webdings|zapf ?dingbats)/i;

/** Whether a font has pictures in the places of letters and digits. */
export function isPictureFont(font: string | undefined): boolean {
	return PICTURE_FONTS.test(font ?? "");
}

/** The character of `w:sym`: fonts of symbols keep theirs at F000 and above, digits in the usual order. */
export function symbolHtml(font: string | undefined, code: string | undefined): string {
	const number = Number.parseInt(code ?? "", 16);
	if (!Number.isInteger(number) || number <= 0x20 || number > 0x10ffff) return "";
	const low = number >= 0xf000 && number <= 0xf0ff ? number - 0xf000 : number;
	const isSymbols = /^symbol/i.test(font ?? "");
	const isLetter = low > 0x20 && low < 0x7f && (!isSymbols || low < 0x40);
	const isOwnCode = number === low && number >= 0xa0 && !(number >= 0xe000 && number <= 0xf8ff);
	if (isPictureFont(font) || !(isLetter || (isOwnCode && !isSymbols))) return PICTURE;
	return escaped(String.fromCodePoint(low));
}
