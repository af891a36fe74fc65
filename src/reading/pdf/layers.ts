import { inflateSync } from "node:zlib";

/** The entry of a document's catalogue that tells of layers which can be switched off: PDF 32000-1 §8.11.4. */
const LAYERS = "/OCProperties";
/** Catalogues may lie in compressed parts; so many are looked into, each so far. */
const MAX_PARTS = 2000;
const MAX_PART_BYTES = 4 * 1024 * 1024;

/** Whether a document has layers. Of an encrypted one only what is not compressed is known. */
export function hasLayers(bytes: Uint8Array): boolean {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (file.includes(LAYERS)) return true;
	let at = file.indexOf("/ObjStm");
	for (let part = 0; at >= 0 && part < MAX_PARTS; part++) {
		const start = file.indexOf("stream", at);
		if (start < 0) return false;
		if (inflated(file, start + "stream".length).includes(LAYERS)) return true;
		at = file.indexOf("/ObjStm", start);
	}
	return false;
}

/** What a compressed part says; empty where it is packed otherwise, or too large. */
function inflated(file: Buffer, start: number): Buffer {
	const data = file[start] === 0x0d ? start + 2 : start + 1;
	const end = file.indexOf("endstream", data);
	try {
		return inflateSync(file.subarray(data, end < 0 ? undefined : end), {
			maxOutputLength: MAX_PART_BYTES,
			finishFlush: 2,
		});
	} catch {
		return Buffer.alloc(0);
	}
}
