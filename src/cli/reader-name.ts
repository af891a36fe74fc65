import { readFile } from "node:fs/promises";

/** Name and version of this package, from its own package.json (beside `src`, or above `dist`). */
export async function readerName(): Promise<string> {
	for (const place of ["../../package.json", "../../../package.json"]) {
		const text = await readFile(new URL(place, import.meta.url), "utf8").catch(() => undefined);
		if (text !== undefined) return `gouji/${(JSON.parse(text) as { version: string }).version}`;
	}
	return "gouji/0";
}
