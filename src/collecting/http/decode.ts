/**
 * Text of a page: by byte order mark, strict UTF-8, the header's charset, the page's own meta, and at
 * last GB18030, which every older Chinese page is. GB2312 and GBK are read as GB18030, their superset.
 */
export function decodeText(bytes: Uint8Array, contentType = ""): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	const utf8 = decodeAs("utf-8", bytes);
	if (utf8 !== undefined) return utf8;
	const said = /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ?? metaCharset(bytes) ?? "gb18030";
	if (/^(?:utf-?8|gb.*|x-gbk|cp936)$/i.test(said)) return new TextDecoder("gb18030").decode(bytes);
	return decodeAs(said, bytes) ?? new TextDecoder("gb18030").decode(bytes);
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
