import { dirname, join } from "node:path";
import type { UnreadDocument } from "../../collecting/owed/owed-reports.ts";
import type { HeldReport } from "../../nightly/held-reports.ts";
import { filesIn, readText } from "../../storage/files.ts";

/** What the last run held for a person to say whose it is; none where no run has told. Throws GoujiError no-such-file. */
export async function heldBeside(reports: string): Promise<readonly HeldReport[]> {
	const folder = dirname(reports);
	if (!(await filesIn(folder)).some(({ name }) => name === "held.json")) return [];
	const { held } = JSON.parse(await readText(join(folder, "held.json"))) as { readonly held: readonly HeldReport[] };
	return held;
}

/** A report that waits for a person, as a document of the organ that it names and of its source's: it is neither there nor missing. */
export function waitingDocuments({
	url,
	title,
	source,
	claimed_issuer,
	source_issuer,
	year,
	detail,
	sha256,
}: HeldReport): UnreadDocument[] {
	const names = new Set([claimed_issuer, ...(source_issuer === null ? [] : [source_issuer])]);
	return [...names].map((issuer) => ({
		...{ url, title, source, issuer, year: year ?? 0, reason: "held", detail },
		...(sha256 === null ? {} : { sha256 }),
	}));
}
