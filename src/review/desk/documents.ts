import { createHash } from "node:crypto";
import { GoujiError } from "../../model/errors.ts";
import { readBytes } from "../../storage/files.ts";

/** Bytes of documents by their SHA-256, and in no other way: nothing from outside becomes a path. */
export interface Documents {
	readonly has: (sha256: string) => Promise<boolean>;
	/** Throws GoujiError no-such-file. */
	readonly bytesOf: (sha256: string) => Promise<Uint8Array>;
}

const MAX_BYTES = 100 * 1024 * 1024;

/** Documents among files that are known beforehand; they are hashed once, when first asked for. */
export function documentsAmong(paths: () => Promise<readonly string[]>): Documents & { readonly load: () => Promise<void> } {
	const known = new Map<string, string>();
	const seen = new Set<string>();
	return {
		load: async () => {
			for (const path of await paths()) {
				if (seen.has(path)) continue;
				seen.add(path);
				// A file that cannot be read is a document that is not there.
				const bytes = await readBytes(path, MAX_BYTES).catch(() => undefined);
				if (bytes) known.set(createHash("sha256").update(bytes).digest("hex"), path);
			}
		},
		has: async (sha256) => known.has(sha256),
		bytesOf: async (sha256) => {
			const path = known.get(sha256);
			if (path === undefined) throw notHere(sha256);
			const bytes = await readBytes(path, MAX_BYTES);
			// The file may have changed since: only the bytes that were asked for are given.
			if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw notHere(sha256);
			return bytes;
		},
	};
}

/** Documents in the archive of a nightly job. */
export function documentsIn(archive: Documents): Documents {
	const isHash = (sha256: string) => /^[0-9a-f]{64}$/.test(sha256);
	return {
		has: async (sha256) => isHash(sha256) && (await archive.has(sha256)),
		bytesOf: async (sha256) => {
			if (!isHash(sha256)) throw notHere(sha256);
			const bytes = await archive.bytesOf(sha256);
			if (bytes.length > MAX_BYTES) throw notHere(sha256);
			return bytes;
		},
	};
}

function notHere(sha256: string): GoujiError {
	return new GoujiError("no-such-file", `No document with SHA-256 ${sha256.slice(0, 12)}… is here`, {
		hint: "Review where the run keeps its documents.",
	});
}
