import { GoujiError } from "../../model/errors.ts";

/**
 * The text of a configuration file, which is UTF-8 with or without a mark. Throws GoujiError bad-config with the first
 * line that is something else: names in another encoding would be other names.
 */
export function configText(bytes: Uint8Array, file: string): string {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	try {
		return decoder.decode(bytes);
	} catch (cause) {
		throw wrongText(`${file}:${firstBrokenLine(bytes)}: the file is not UTF-8 (perhaps GBK); save it as UTF-8`, cause);
	}
}

function firstBrokenLine(bytes: Uint8Array): number {
	let line = 1;
	for (let start = 0; start < bytes.length; line++) {
		const end = bytes.indexOf(0x0a, start);
		const text = new TextDecoder("utf-8").decode(bytes.subarray(start, end < 0 ? bytes.length : end));
		if (text.includes("\ufffd")) return line;
		if (end < 0) break;
		start = end + 1;
	}
	return line;
}

/** Marks of Chinese keyboards where YAML wants others, each with the one that is meant. */
const WIDE: readonly (readonly [RegExp, string])[] = [
	[/^[\s{-]*["']?[A-Za-z_$]{1,30}["']?[ \t]?：/, "a fullwidth colon ： stands after a key; write : and a space"],
	[/^[\s{-]*["']?[A-Za-z_$]{1,30}["']?[ \t]?[:：] ?[“”‘’]/, 'Chinese quotation marks stand around a value; write " or nothing'],
	[/^[\s-]*\{[^#]{0,300}，[ \t]?[A-Za-z_]{1,30}[ \t]?[:：]/, "a fullwidth comma ， stands between two keys; write , and a space"],
	[/^[\s-]*[A-Za-z_]{1,30}[:：] ?【/, "fullwidth brackets 【】 stand around a list; write [ and ]"],
	[/^[ \t]*\u3000|^\u00a0/, "the line begins with a wide or unbreakable space; indent with plain spaces"],
];

/** Throws GoujiError bad-config for the first line with such a mark. */
export function refuseWideMarks(text: string, file: string): void {
	for (const [i, line] of text.split("\n").entries()) {
		const shown = line.slice(0, 500);
		const found = WIDE.find(([pattern]) => pattern.test(shown));
		if (found) throw wrongText(`${file}:${i + 1}: ${found[1]}`);
	}
}

function wrongText(message: string, cause?: unknown): GoujiError {
	return new GoujiError("bad-config", message, {
		hint: "Correct the configuration; docs/configuration.md explains every key.",
		cause,
	});
}
