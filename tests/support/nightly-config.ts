import type { NightlyConfig } from "../../src/collecting/sources/config.ts";
import { configurationOf, configValues } from "../../src/collecting/sources/parse-config.ts";

/** A configuration of sources in a text. */
export function nightlyConfig(text: string, file: string): NightlyConfig {
	const read = configurationOf(configValues(text, file));
	if (read.kind !== "sources") throw new Error(`${file} is a configuration of folders`);
	return read.config;
}
