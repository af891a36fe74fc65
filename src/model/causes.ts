import { fileURLToPath } from "node:url";
import { GoujiError } from "./errors.ts";

/** Where this program's own files are, as stack traces write it. */
const ROOTS: readonly string[] = [new URL("../../", import.meta.url).href, fileURLToPath(new URL("../../", import.meta.url))];

/**
 * Whether a caught exception is a fault in our own code: a TypeError, ReferenceError or RangeError whose innermost frame
 * in any file is in this program and not in a package. Without such a frame it counts as ours too: better to
 * look at a fault of a package than to overlook one of ours. What Node's functions refuse counts as their caller's.
 */
export function isOwnBug(error: unknown): error is Error {
	if (error instanceof GoujiError) return false;
	if (!(error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)) return false;
	const frame = frames(error).find((line) => /[\\/]/.test(line) && !line.includes("node:"));
	return frame === undefined || isOwnFrame(frame);
}

/** Node's name of what the system refused, such as ENOSPC; undefined for any other exception. */
export function systemCode(error: unknown): string | undefined {
	if (!(error instanceof Error) || !("syscall" in error && "code" in error)) return undefined;
	return typeof error.code === "string" ? error.code : undefined;
}

/** SQLite's primary result code, such as 5 for a locked database; undefined for any other exception. */
export function sqliteCode(error: unknown): number | undefined {
	if (typeof error !== "object" || error === null || !("errcode" in error)) return undefined;
	return Number(error.errcode) & 0xff;
}

/** The lines of a stack below the message, which may hold text of a document. */
function frames({ stack = "", message }: Error): readonly string[] {
	const at = stack.indexOf(message);
	const below = at === -1 ? stack : stack.slice(at + message.length);
	return below.split("\n").filter((line) => /^\s+at /.test(line));
}

function isOwnFrame(frame: string): boolean {
	return ROOTS.some((root) => {
		const at = frame.indexOf(root);
		return at !== -1 && !/^(?:node_modules|command[\\/]packages)[\\/]/.test(frame.slice(at + root.length));
	});
}
