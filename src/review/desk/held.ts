import { dirname, join } from "node:path";
import type { HeldReport } from "../../nightly/held-reports.ts";
import { filesIn, readText } from "../../storage/files.ts";

/** What the last run held for a person to say whose it is; none where no run has told. Throws GoujiError no-such-file. */
export async function heldBeside(reports: string): Promise<readonly HeldReport[]> {
	const folder = dirname(reports);
	if (!(await filesIn(folder)).some(({ name }) => name === "held.json")) return [];
	const { held } = JSON.parse(await readText(join(folder, "held.json"))) as { readonly held: readonly HeldReport[] };
	return held;
}

/** Whether a report in an organ's name, or from its source, waits for a person: it is neither there nor missing. */
export function isWaiting(held: readonly HeldReport[], issuer: string, year: number): boolean {
	return held.some((one) => one.year === year && (one.claimed_issuer === issuer || one.source_issuer === issuer));
}
