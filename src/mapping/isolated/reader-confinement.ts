import dgram from "node:dgram";
import dns from "node:dns";
import { existsSync, lstatSync, mkdirSync, realpathSync } from "node:fs";
import net from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";

/** How a reading process is started. */
export interface Confinement {
	readonly execArgv: string[];
	readonly env: Record<string, string>;
}

/**
 * A reading process may read this package's own files and those of its dependencies, write compiled
 * code of its own, and nothing else: documents come to it as bytes. It gets no environment, which may hold
 * the operator's secrets. Native modules and the OCR's thread are allowed: without them nothing is drawn.
 */
export function confinement(entry: string): Confinement {
	const cache = ownFolder(join(tmpdir(), `gouji-readers-${userName()}`));
	const folders = [...packageFolders(realpathSync(entry)), ...(cache === undefined ? [] : [cache])];
	return {
		execArgv: [
			"--permission",
			...folders.map((folder) => `--allow-fs-read=${join(folder, "*")}`),
			...(cache === undefined ? [] : [`--allow-fs-write=${join(cache, "*")}`]),
			"--allow-addons",
			"--allow-worker",
		],
		env: {
			...(cache === undefined ? { NODE_DISABLE_COMPILE_CACHE: "1" } : { NODE_COMPILE_CACHE: cache }),
			...(process.env.GOUJI_OCR_RUNTIME === undefined ? {} : { GOUJI_OCR_RUNTIME: process.env.GOUJI_OCR_RUNTIME }),
			// Windows starts no program without it.
			...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
		},
	};
}

/** The package of `bin/gouji.mjs`, and every place where it may find its dependencies. */
function packageFolders(entry: string): string[] {
	const root = dirname(dirname(entry));
	const folders = new Set([root]);
	for (let place = root; ; place = dirname(place)) {
		const modules = join(place, "node_modules");
		if (existsSync(modules)) folders.add(modules).add(realpathSync(modules));
		if (dirname(place) === place) return [...folders];
	}
}

/** A folder that nobody else can put code into; undefined where there is none, and code is compiled anew each time. */
function ownFolder(path: string): string | undefined {
	try {
		mkdirSync(path, { recursive: true, mode: 0o700 });
		const found = lstatSync(path);
		const isOwn = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
		return found.isDirectory() && isOwn ? path : undefined;
	} catch {
		// A folder for temporary files that cannot be written is no reason not to read documents.
		return undefined;
	}
}

function userName(): string {
	return String(process.getuid?.() ?? userInfo().username.replaceAll(/\W/g, ""));
}

/** Takes the network away from this process; Node's own permissions do so from version 25 on. */
export function denyNetwork(): void {
	const deny = (): never => {
		throw new Error("A reading process has no network");
	};
	net.Socket.prototype.connect = deny;
	net.Server.prototype.listen = deny;
	dgram.Socket.prototype.bind = deny;
	dgram.Socket.prototype.send = deny;
	dns.lookup = deny as unknown as typeof dns.lookup;
	dns.promises.lookup = deny as unknown as typeof dns.promises.lookup;
	globalThis.fetch = deny;
}
