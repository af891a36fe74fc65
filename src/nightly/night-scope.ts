import type { NightlyConfig } from "../collecting/sources/config.ts";
import type { Source } from "../collecting/sources/source-kinds.ts";
import type { Address } from "../storage/rows.ts";
import type { NightlyTools } from "./run-context.ts";

/** What the operator asked this run to leave out. */
export interface NightlyScope {
	/** Only this source. */
	readonly source?: string | undefined;
	/** At most this many documents are fetched. */
	readonly limit?: number | undefined;
	/** Only references first listed on or after this day. */
	readonly since?: string | undefined;
	/** Only reports of this year, as far as their titles tell one. */
	readonly year?: number | undefined;
	/** Only reports of this issuer, by its sources and by titles that name it. */
	readonly issuer?: string | undefined;
	/** Only what failed when it was last asked for. */
	readonly failed?: boolean | undefined;
}

/** What a night is asked to do. */
export interface NightOrder extends NightlyScope {
	/** Nothing is looked for or fetched; what the archive holds is read where this version has not. */
	readonly offline?: boolean;
	/** Workers do all of the work; needs a store that they share. */
	readonly delegate?: boolean;
}

/**
 * The sources that a run looks through: the one that is named; an organ's own, or all where none is known to be its own; of what
 * failed, those whose last look was not whole.
 */
export async function sourcesIn(
	{ source: id, issuer, failed }: NightlyScope,
	tools: Pick<NightlyTools, "config" | "ledger">,
): Promise<Source[]> {
	const { config, ledger } = tools;
	const named = config.sources.filter((source) => id === undefined || source.id === id);
	const names = issuer === undefined ? [] : namesOf(issuer, config);
	const own = named.filter((source) => source.issuer !== undefined && names.includes(source.issuer));
	const meant = own.length > 0 ? own : named;
	if (failed !== true) return meant;
	const doubtful: Source[] = [];
	for (const source of meant) if ((await ledger.looks(source.id, 1))[0]?.is_whole !== 1) doubtful.push(source);
	return doubtful;
}

/** The addresses that a run asks for; `listed` are those that its sources list tonight. */
export function addressesIn(
	addresses: readonly Address[],
	{
		scope,
		config,
		listed,
	}: { readonly scope: NightlyScope; readonly config: NightlyConfig; readonly listed: ReadonlySet<string> },
): Address[] {
	const isOf = isMeant(scope, config);
	return addresses.filter((address) => {
		if (!/^https?:/.test(address.url) || !isOf(address)) return false;
		// What failed is asked for although its source is not looked through again.
		return listed.has(address.url) || (scope.failed === true && (scope.source === undefined || address.source === scope.source));
	});
}

/** Whether a reference is one that the operator asked for. */
export function isMeant(
	{ since, year, issuer, failed }: NightlyScope,
	config: NightlyConfig,
): (reference: Pick<Address, "first_seen" | "year" | "issuer" | "title" | "state">) => boolean {
	const names = issuer === undefined ? undefined : namesOf(issuer, config);
	return (reference) =>
		(since === undefined || reference.first_seen.slice(0, 10) >= since) &&
		(year === undefined || reference.year === year) &&
		(names === undefined || names.some((name) => reference.issuer === name || reference.title.includes(name))) &&
		(failed !== true || reference.state !== "ok");
}

/** An organ's names in the roster, or the one that was given. */
function namesOf(issuer: string, { roster }: NightlyConfig): readonly string[] {
	const organ = roster.find(({ name, aliases }) => name === issuer || aliases.includes(issuer));
	return organ ? [organ.name, ...organ.aliases] : [issuer];
}

/** Those never asked for first, then in the order in which they were. */
export function longestAgoFirst(addresses: readonly Address[]): Address[] {
	const rank = ({ last_attempt }: Address) => last_attempt ?? "";
	return addresses.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
