import type { CutSign } from "../../model/issue.ts";

/** A linearized file says so, and how long it is, in its first object (PDF 32000-1 annex F). */
const LINEARIZED_WINDOW_BYTES = 1024;

/**
 * How a PDF is known to have been cut short, which readers repair without a word; undefined where it is whole. A whole
 * file ends with `startxref` behind its last object, whatever stands behind that.
 */
export function cutOf(bytes: Uint8Array): CutSign | undefined {
	const head = new TextDecoder("latin1").decode(bytes.subarray(0, LINEARIZED_WINDOW_BYTES));
	const length = /\/Linearized\b[^>]{0,200}?\/L\s+(\d{1,12})\b/.exec(head)?.[1];
	if (length !== undefined && Number(length) > bytes.length) return "shorter-than-stated";
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const lastObject = Math.max(file.lastIndexOf("endobj"), file.lastIndexOf("endstream"));
	return file.lastIndexOf("startxref") > lastObject ? undefined : "no-end-mark";
}
