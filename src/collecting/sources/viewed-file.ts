import { wholeAddress } from "./links.ts";

/**
 * The document that a viewer page such as `viewer.html?file=…` shows: an address of a document in its query or behind `#`, as it
 * is or in base64, as kkFileView has it.
 */
export function viewedFile(url: string, href: string, base: string): string | undefined {
	const behind = /#(.{1,1000})$/.exec(href)?.[1] ?? "";
	for (const value of [...new URL(url).searchParams.values(), ...new URLSearchParams(behind).values(), behind]) {
		const shown = [value, decoded(value), unescaped(value)].find(
			(text) => /\.(?:pdf|docx?|wps|ofd)(?:$|[?#])/i.test(text) && /[/:]/.test(text),
		);
		const file = shown === undefined ? undefined : wholeAddress(shown, base);
		if (file !== undefined) return file;
	}
	return undefined;
}

/** Some viewers are handed an address that was escaped twice. */
function unescaped(value: string): string {
	return value.replaceAll(/%2f/gi, "/").replaceAll(/%3a/gi, ":");
}

function decoded(value: string): string {
	return /^[A-Za-z0-9+/_-]{8,1000}={0,2}$/.test(value) ? Buffer.from(value, "base64").toString("utf8") : "";
}
