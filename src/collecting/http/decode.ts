import { withGbkQueries } from "./gbk-queries.ts";

/**
 * Text of a page: by byte order mark, strict UTF-8, the page's own meta, the header's charset, and at last GB18030, which
 * every older Chinese page is. GB2312 and GBK are read as GB18030, their superset. A page of UTF-8 with some broken bytes
 * stays one; servers that name a Western charset for all their pages are not believed against the page.
 */
export function decodeText(bytes: Uint8Array, contentType = ""): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	const utf8 = decodeAs("utf-8", bytes) ?? mostlyUtf8(bytes);
	if (utf8 !== undefined) return utf8;
	const header = /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1];
	const said = (WESTERN.test(header ?? "") ? undefined : header) ?? metaCharset(bytes) ?? "gb18030";
	if (/^(?:utf-?8|gb.*|x-gbk|cp936)$/i.test(said)) return withGbkQueries(new TextDecoder("gb18030").decode(bytes));
	return decodeAs(said, bytes) ?? withGbkQueries(new TextDecoder("gb18030").decode(bytes));
}

const WESTERN = /^(?:iso-?8859-?1|latin-?1|windows-1252|us-ascii)$/i;
/** Of the characters beyond ASCII, this share may be broken in a page of UTF-8; GBK read as UTF-8 is broken nearly everywhere. */
const MAX_BROKEN = 0.02;

/** The text where all but a few characters are UTF-8; else undefined. */
function mostlyUtf8(bytes: Uint8Array): string | undefined {
	const text = new TextDecoder("utf-8").decode(bytes);
	let [wide, broken] = [0, 0];
	for (const character of text) {
		if (character === "\ufffd") broken++;
		else if (character > "\u007f") wide++;
	}
	return wide > 0 && broken <= Math.max(1, MAX_BROKEN * wide) && broken < wide ? text : undefined;
}

/** Undefined where the bytes are no text of this encoding, or there is no such encoding. */
function decodeAs(label: string, bytes: Uint8Array): string | undefined {
	try {
		// A page cut in the middle of a character is still of its encoding: what is missing at the end is no fault here.
		return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
	} catch {
		// TextDecoder has no other way to say it.
		return undefined;
	}
}

function metaCharset(bytes: Uint8Array): string | undefined {
	const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
	return (/<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head) ?? /^<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head))?.[1];
}
