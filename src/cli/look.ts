import type { LookOptions as DrawOptions } from "../reading/look.ts";
import { drawSeen } from "../reading/look.ts";
import { DEFAULT_LIMITS } from "../reading/pdf/limits.ts";
import { readBytes, writeWhole } from "../storage/files.ts";
import type { BareEnvironment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** Options of `gouji look`. */
export interface LookFileOptions extends DrawOptions {
	readonly out: string;
}

/** Draws a page with what was seen on it into a PNG file. Returns the exit code. */
export async function look(file: string, options: LookFileOptions, environment: BareEnvironment): Promise<number> {
	await writeWhole(options.out, await drawSeen(await readBytes(file, DEFAULT_LIMITS.bytes), options));
	environment.out(`${options.out}\n`);
	return EXIT.ok;
}
