import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { GoujiError } from "../model/errors.ts";

/** The bytes of a file. Throws GoujiError no-such-file or too-large (before anything is read). */
export async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
	const found = await stat(path).catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
	if (!found.isFile()) throw new GoujiError("no-such-file", `${path} is not a file`, { hint: "Name a PDF file." });
	if (found.size > maxBytes) {
		throw new GoujiError("too-large", `${path} has ${found.size} bytes; the limit is ${maxBytes}`, {
			hint: "Check that this is a report; raise the limit in the configuration if it is.",
		});
	}
	const bytes = await readFile(path).catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the permissions.", cause });
	});
	return new Uint8Array(bytes);
}

/** Writes a file whole or not at all: readers never see half of it. Throws GoujiError cannot-write. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
	const part = `${path}.${process.pid}.part`;
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(part, content);
		await rename(part, path);
	} catch (cause) {
		throw new GoujiError("cannot-write", `${path} cannot be written`, {
			hint: "Check free space and permissions; what is finished is kept.",
			cause,
		});
	}
}
