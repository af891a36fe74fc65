import { strFromU8, unzipSync } from "fflate";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import { fitsChecksum } from "./zip-checksums.ts";

/** Parts of a Word document that its text needs; missing ones are absent. */
export interface WordParts {
	readonly document: string;
	readonly styles?: string | undefined;
	readonly numbering?: string | undefined;
}

const NAMES = { document: "word/document.xml", styles: "word/styles.xml", numbering: "word/numbering.xml" } as const;
/** A report's document.xml has 0.3 to 2 MB: more than this is no report, or a bomb. */
const MAX_PART_BYTES = 24 * 1024 * 1024;

/**
 * Unpacks the parts that are needed and no other. What a part claims to hold is checked before it is
 * unpacked, never more than that is written, and what was unpacked has its checksum. Throws GoujiError damaged-docx or too-large.
 */
export function unpackWord(bytes: Uint8Array): WordParts {
	const wanted = new Set<string>(Object.values(NAMES));
	const unpacked = unzip(bytes, ({ name, originalSize }) => {
		if (!wanted.has(name)) return false;
		if (originalSize > MAX_PART_BYTES) {
			throw new GoujiError("too-large", `${name} holds ${originalSize} bytes; the limit is ${MAX_PART_BYTES}`, {
				hint: "Check that it is a report.",
			});
		}
		return true;
	});
	for (const [name, part] of Object.entries(unpacked))
		if (!fitsChecksum(bytes, name, part)) throw damaged(`${name} does not fit its checksum`);
	const text = (name: string) => (unpacked[name] === undefined ? undefined : strFromU8(unpacked[name]));
	const document = text(NAMES.document);
	if (document === undefined) throw damaged("it has no word/document.xml");
	return { document, styles: text(NAMES.styles), numbering: text(NAMES.numbering) };
}

function unzip(bytes: Uint8Array, filter: (file: { readonly name: string; readonly originalSize: number }) => boolean) {
	try {
		return unzipSync(bytes, { filter });
	} catch (cause) {
		if (cause instanceof GoujiError || isOwnBug(cause)) throw cause;
		throw damaged("it cannot be unpacked", cause);
	}
}

function damaged(why: string, cause?: unknown): GoujiError {
	return new GoujiError("damaged-docx", `The Word document cannot be opened: ${why}`, {
		hint: "Fetch it again; if it stays so, ask the publisher.",
		cause,
	});
}
