import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { GoujiError } from "../model/errors.ts";
import type { Archive } from "./archive.ts";

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/**
 * An archive that ends with its process and writes nothing. Bytes that come from a file stay there; others, such as
 * readings, are kept compressed: a report takes some 10 kB.
 */
export function memoryArchive(): Archive {
	const kept = new Map<string, { readonly path: string } | { readonly packed: Uint8Array }>();
	const keep = async (bytes: Uint8Array, path?: string) => {
		const sha256 = digestOf(bytes);
		if (!kept.has(sha256)) kept.set(sha256, path === undefined ? { packed: await pack(bytes, { level: 1 }) } : { path });
		return sha256;
	};
	return {
		keep,
		restore: (bytes) => keep(bytes),
		has: async (sha256) => kept.has(sha256),
		bytesOf: async (sha256) => {
			const found = kept.get(sha256);
			if (found === undefined) {
				const hint = "Report this; it is a fault of gouji.";
				throw new GoujiError("damaged-archive", `No bytes with SHA-256 ${sha256} were kept`, { hint });
			}
			if ("packed" in found) return new Uint8Array(await unpack(found.packed));
			const bytes = await readFile(found.path).catch((cause: unknown) => {
				throw gone(`${found.path} cannot be read`, cause);
			});
			if (digestOf(bytes) !== sha256) throw gone(`${found.path} was changed while the run was under way`);
			return new Uint8Array(bytes);
		},
	};
}

function digestOf(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

/** About this document and not about the archive: it is reported as one that was not read. */
function gone(message: string, cause?: unknown): GoujiError {
	return new GoujiError("unreachable", message, {
		hint: "Leave the documents as they are until the run ends, and start it anew.",
		cause,
	});
}
