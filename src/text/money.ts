import { narrow } from "./figures.ts";

/** Units of money in yuan, as cells, headings and captions print them. */
const YUAN: Readonly<Record<string, number>> = { 元: 1, 千元: 1e3, 万元: 1e4, 百万元: 1e6, 亿元: 1e8, 万: 1e4, 亿: 1e8 };
const NAMES = "百万元|亿元|千元|万元|元";
const IN_LABEL = new RegExp(`(?:单位:?(?:人民币)?|[(](?:人民币)?|^(?:人民币)?)(${NAMES})(?:[)]|$)`);
const IN_CAPTION = new RegExp(`单位:[^。;]{0,12}?(${NAMES})`);
/** Labels and captions are no longer. */
const MOST = 120;

/** What one of a printed unit of money is in yuan; undefined for other units. */
export function yuanOf(unit: string | null | undefined): number | undefined {
	return unit && Object.hasOwn(YUAN, unit) ? YUAN[unit] : undefined;
}

/** The unit of money that a label or heading states, as in 本年收费金额（单位：万元）; undefined where it states none. */
export function unitInLabel(text: string): string | undefined {
	return IN_LABEL.exec(flat(text))?.[1];
}

/** The unit of money that a line over a table states, as in 单位：件、万元. */
export function unitInCaption(text: string): string | undefined {
	return IN_CAPTION.exec(flat(text))?.[1];
}

function flat(text: string): string {
	return narrow(text.slice(0, MOST)).replaceAll(/\s+/g, "").replaceAll("﹕", ":");
}
