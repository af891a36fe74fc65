import { unzipSync } from "fflate";
import { isOwnBug } from "../model/causes.ts";
import { GoujiError } from "../model/errors.ts";
import { fitsChecksum } from "./docx/zip-checksums.ts";
import type { DocumentMedia } from "./read-flow.ts";

/** A document that stands in an archive. */
export interface ArchivedDocument {
	/** Its name in the archive, for people. */
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly media: DocumentMedia;
}

/** A report is smaller; nothing that claims more is unpacked. */
const MAX_BYTES = 50 * 1024 * 1024;
/** More files are no report with its annexes. */
const MAX_FILES = 500;

/**
 * The report in a ZIP archive: its one document that is read, or the one whose name `isReport` takes for a report's. Nothing else is
 * unpacked, and never more than it claims to hold. Throws GoujiError kind-not-read where that is not told, or too-large.
 */
export function documentIn(bytes: Uint8Array, isReport: (name: string) => boolean): ArchivedDocument {
	const files = filesIn(bytes);
	const chosen = onlyOne(files, isReport);
	if (chosen.size > MAX_BYTES)
		throw new GoujiError("too-large", `A file of the archive holds ${chosen.size} bytes; the limit is ${MAX_BYTES}`, {
			hint: "Check that it is a report.",
		});
	const unpacked = unzip(bytes, ({ name }) => name === chosen.stored)[chosen.stored];
	if (unpacked === undefined) throw notRead("its report cannot be unpacked");
	if (!fitsChecksum(bytes, chosen.stored, unpacked)) throw notRead("its report does not fit its checksum: fetch it again");
	return { name: chosen.name, bytes: unpacked, media: chosen.media };
}

interface File {
	/** As the archive's own bytes say it, each byte one character; what unpacking goes by. */
	readonly stored: string;
	readonly name: string;
	readonly size: number;
	readonly media: DocumentMedia;
}

function filesIn(bytes: Uint8Array): File[] {
	const files: File[] = [];
	const others = new Set<string>();
	let count = 0;
	unzip(bytes, ({ name: stored, originalSize }) => {
		if (++count > MAX_FILES) throw notRead(`it holds more than ${MAX_FILES} files`);
		const name = readableName(stored);
		const media = mediaOf(name);
		if (media !== undefined && !/(?:^|\/)(?:__MACOSX\/|\._)/.test(name)) files.push({ stored, name, size: originalSize, media });
		else if (/\.\w{1,5}$/.test(name)) others.add(name.slice(name.lastIndexOf(".")).toLowerCase());
		return false;
	});
	if (files.length > 0) return files;
	throw notRead(
		others.size === 0 ? "it is empty" : `it holds only files that are not read (${[...others].slice(0, 5).join(", ")})`,
	);
}

function onlyOne(files: readonly File[], isReport: (name: string) => boolean): File {
	const named = files.filter(({ name }) => isReport(stemOf(name)));
	const among = named.length > 0 ? named : files;
	// One report in several formats is one report.
	const stems = new Set(among.map(({ name }) => stemOf(name)));
	const best = among.find(({ media }) => media === "pdf") ?? among[0];
	if (best === undefined || stems.size > 1)
		throw notRead(`it holds ${stems.size} documents, and which of them is the report is not told`);
	return best;
}

function stemOf(name: string): string {
	return name.slice(name.lastIndexOf("/") + 1).replace(/\.\w{1,5}$/, "");
}

function mediaOf(name: string): DocumentMedia | undefined {
	if (/\.pdf$/i.test(name)) return "pdf";
	if (/\.docx$/i.test(name)) return "docx";
	return /\.html?$/i.test(name) ? "html" : undefined;
}

/** Names that Chinese Windows wrote are GBK, and come as one character for each byte. */
function readableName(stored: string): string {
	if (!/[\u0080-\u00ff]/.test(stored) || /[^\u0000-\u00ff]/.test(stored)) return stored;
	return new TextDecoder("gb18030").decode(Uint8Array.from(stored, (character) => character.charCodeAt(0)));
}

function unzip(bytes: Uint8Array, filter: (file: { readonly name: string; readonly originalSize: number }) => boolean) {
	try {
		return unzipSync(bytes, { filter });
	} catch (cause) {
		if (cause instanceof GoujiError || isOwnBug(cause)) throw cause;
		throw notRead("it cannot be opened", cause);
	}
}

function notRead(why: string, cause?: unknown): GoujiError {
	return new GoujiError("kind-not-read", `The report stands in an archive that is not read: ${why}`, {
		hint: "Unpack it by hand, and save the report as PDF or Word document into a folder source.",
		cause,
	});
}
