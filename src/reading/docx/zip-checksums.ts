import { crc32 } from "node:zlib";

const END_OF_DIRECTORY = Buffer.from("PK\x05\x06", "latin1");
const ENTRY = Buffer.from("PK\x01\x02", "latin1");
const ENTRY_BYTES = 46;
/** Bit 11 of an entry's flags: its name is UTF-8. */
const UTF8_NAME = 0x800;

/**
 * Whether an unpacked file of a ZIP archive has the checksum that the archive's directory says (PKWARE APPNOTE 4.3.12): unpacking
 * does not ask. Where the directory does not list the file, as in archives of over 4 GiB, there is nothing to be asked: true.
 */
export function fitsChecksum(archive: Uint8Array, name: string, unpacked: Uint8Array): boolean {
	const due = checksumOf(archive, name);
	return due === undefined || due === crc32(unpacked);
}

function checksumOf(archive: Uint8Array, wanted: string): number | undefined {
	const file = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
	const end = file.lastIndexOf(END_OF_DIRECTORY);
	if (end < 0 || end + 20 > file.length) return undefined;
	let at = file.readUInt32LE(end + 16);
	while (at + ENTRY_BYTES <= file.length && file.subarray(at, at + 4).equals(ENTRY)) {
		const nameEnd = at + ENTRY_BYTES + file.readUInt16LE(at + 28);
		const encoding = file.readUInt16LE(at + 8) & UTF8_NAME ? "utf8" : "latin1";
		if (file.toString(encoding, at + ENTRY_BYTES, nameEnd) === wanted) return file.readUInt32LE(at + 16);
		at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
	}
	return undefined;
}
