import { join } from "node:path";
import { writeWhole } from "../storage/files.ts";
import { jsonPieces } from "../text/json-pieces.ts";
import type { Entry } from "./entries.ts";
import type { NightlyTools } from "./run-context.ts";
import type { HeldClaim } from "./whose-report.ts";

/** A report that was read and is published as nobody's until a person has looked, with what speaks for and against its name. */
export interface HeldReport {
	readonly url: string;
	/** The page that carries it, where there is one. */
	readonly page_url: string | null;
	readonly source: string;
	readonly source_issuer: string | null;
	/** The name that it bears. */
	readonly claimed_issuer: string;
	readonly year: number | null;
	readonly title: string;
	readonly reason: HeldClaim["reason"];
	/** Whose the source is, or on which hosts the organ is known to publish. */
	readonly expected: readonly string[];
	readonly first_seen: string | null;
	/** SHA-256 of its bytes in the archive, and of what was read from them among the readings. */
	readonly sha256: string | null;
	readonly reading: string | null;
	readonly detail: string;
	/** As in every line of a run report that asks for attention. */
	readonly since?: string;
	readonly acknowledged?: string;
}

/** What of a night is held, in its order. */
export async function heldReports(entries: readonly Entry[], { ledger }: Pick<NightlyTools, "ledger">): Promise<HeldReport[]> {
	const found: HeldReport[] = [];
	for (const { held, reference, outcome } of entries) {
		if (held === undefined) continue;
		const seen = await ledger.reference(reference.url);
		const version = (await ledger.versions(reference.url)).at(-1);
		found.push({
			url: reference.url,
			page_url: seen?.page_url ?? null,
			source: reference.source,
			source_issuer: reference.issuer,
			claimed_issuer: held.claimed,
			year: outcome?.year ?? reference.year,
			title: reference.title,
			reason: held.reason,
			expected: held.expected,
			first_seen: seen?.first_seen ?? null,
			sha256: version?.sha256 ?? null,
			reading: outcome?.report ?? null,
			detail: describeHeld(held),
		});
	}
	return found;
}

/** Why it is held and what to do, in English, for the operator. */
function describeHeld({ reason, claimed, expected }: HeldClaim): string {
	return reason === "other-issuer"
		? `held: it bears the name ${claimed}, and its source is ${expected.join(", ")}'s; if that is right, add the name to the organ's aliases or to the source's publishes_for`
		: `held: it bears the name ${claimed}, which publishes on ${expected.join(", ")}; if that is right, add the host to the organ's hosts`;
}

/** Writes what is held beside the published reports, for the desk and the data set. */
export async function writeHeld(
	held: readonly HeldReport[],
	{ config, kind }: Pick<NightlyTools, "config" | "kind">,
): Promise<void> {
	if (!kind.keepsRunReports) return;
	await writeWhole(join(config.output, "data", "held.json"), jsonPieces({ schema: "gouji/held@1", held }));
}
