import { readBytes, writeWhole } from "../io/files.ts";
import { DEFAULT_LIMITS } from "../pdf/limits.ts";
import { drawSeen } from "../run/look.ts";
import type { BareEnvironment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** Options of `gouji look`. */
export interface LookOptions {
	/** Counted from 1. */
	readonly page: number;
	readonly out: string;
	readonly dpi: number;
}

/** Draws a page with what was seen on it into a PNG file. Returns the exit code. */
export async function look(file: string, { page, out, dpi }: LookOptions, environment: BareEnvironment): Promise<number> {
	await writeWhole(out, await drawSeen(await readBytes(file, DEFAULT_LIMITS.bytes), page, dpi));
	environment.out(`${out}\n`);
	return EXIT.ok;
}
