import type { NightlyConfig } from "../collecting/sources/config.ts";
import type { Source } from "../collecting/sources/source-kinds.ts";
import type { EntryRow } from "../storage/rows.ts";

/** What a report is judged by: where it stands, and whose name it bears. */
export type ClaimedRow = Pick<EntryRow, "url" | "source" | "issuer" | "report" | "report_issuer">;

/** How the place where a report stands goes with the name that it bears. */
export type Standing =
	/** The place is that organ's, or one's that speaks for it. */
	| { readonly kind: "own" }
	/** Nothing says whose the place is. */
	| { readonly kind: "open" }
	/** The place is known to be another's, or the organ to publish elsewhere. */
	| { readonly kind: "held"; readonly held: HeldClaim };

/** Why a report is not taken for that of the organ whose name it bears. */
export interface HeldClaim {
	/** `other-issuer`: the source is configured as another organ's. `other-host`: the organ is known to publish elsewhere. */
	readonly reason: "other-issuer" | "other-host";
	/** The name that the document bears. */
	readonly claimed: string;
	/** The source's issuer, or the organ's own hosts. */
	readonly expected: readonly string[];
}

const OWN: Standing = { kind: "own" };
const OPEN: Standing = { kind: "open" };

/** A government's own office publishes for it, and it for the office. */
const OFFICE = /^(?:办公厅|办公室)$/;

/** Whether one name is that of another organ's office. */
export function isOfficeOf(name: string, organ: string): boolean {
	return name.startsWith(organ) && OFFICE.test(name.slice(organ.length));
}

/** Tells whose report a document is: by the source's issuer, the hosts of the roster's organs, and the document's own name. */
export class Organs {
	readonly #nameByAlias: ReadonlyMap<string, string>;
	/** Names that the roster keeps, and those of the sources' issuers. */
	readonly #known: ReadonlySet<string>;
	readonly #parents: ReadonlyMap<string, string>;
	/** Hosts and folder sources of each organ, as `placeOf` names them. */
	readonly #places: ReadonlyMap<string, ReadonlySet<string>>;
	/** Those among them that the roster itself names. */
	readonly #bound: ReadonlyMap<string, ReadonlySet<string>>;
	readonly #sources: ReadonlyMap<string, Source>;

	constructor({ roster, sources }: Pick<NightlyConfig, "roster" | "sources">) {
		this.#nameByAlias = new Map(
			roster.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => [plain(one), plain(name)])),
		);
		this.#parents = new Map(
			roster.flatMap(({ name, parent }) => (parent === undefined ? [] : [[plain(name), this.nameOf(parent)]])),
		);
		this.#sources = new Map(sources.map((source) => [source.id, source]));
		this.#bound = new Map(roster.flatMap(({ name, hosts = [] }) => (hosts.length > 0 ? [[plain(name), new Set(hosts)]] : [])));
		const places = new Map<string, Set<string>>();
		const add = (name: string, own: Iterable<string>) => places.set(name, new Set([...(places.get(name) ?? []), ...own]));
		for (const [name, hosts] of this.#bound) add(name, hosts);
		for (const source of sources) if (source.issuer !== undefined) add(this.nameOf(source.issuer), placesOf(source));
		this.#places = places;
		this.#known = new Set([...this.#nameByAlias.values(), ...places.keys()]);
	}

	/** The name that an organ keeps: the roster's. */
	nameOf(name: string): string {
		return this.#nameByAlias.get(plain(name)) ?? plain(name);
	}

	/** How the place of a report goes with its name; one that bears no name takes its source's. */
	standingOf(row: ClaimedRow): Standing {
		if (row.report === null || !row.report_issuer) return OPEN;
		const name = this.nameOf(row.report_issuer);
		const source = this.#sources.get(row.source);
		const own = source === undefined ? row.issuer : source.issuer;
		if (source?.publishes_for?.some((other) => this.nameOf(other) === name)) return OWN;
		if (own !== null && own !== undefined && !this.#speaksFor(this.nameOf(own), name))
			return { kind: "held", held: { reason: "other-issuer", claimed: row.report_issuer, expected: [own] } };
		return this.#standingByPlace(row, name, own !== null && own !== undefined);
	}

	#standingByPlace(row: ClaimedRow, name: string, isNamed: boolean): Standing {
		const source = this.#sources.get(row.source);
		const here = [placeOf(row), ...(source === undefined ? [] : placesOf(source))];
		// What a person put into a folder stands on no host.
		const known =
			source?.kind === "folder" ? undefined : (this.#bound.get(name) ?? (isNamed ? undefined : this.#places.get(name)));
		if (known === undefined) return isNamed ? OWN : OPEN;
		const lineage = [known, ...this.#above(name).map((organ) => this.#places.get(organ) ?? new Set<string>())];
		if (lineage.some((places) => here.some((place) => isAmong(place, places)))) return OWN;
		return { kind: "held", held: { reason: "other-host", claimed: row.report_issuer ?? "", expected: [...known].sort() } };
	}

	/** Whether reports in an organ's name may stand at another one's place: at its own, above it, or where one is part of the other. */
	#speaksFor(own: string, name: string): boolean {
		if (own === name || this.#above(name).includes(own)) return true;
		if (isOfficeOf(own, name) || isOfficeOf(name, own)) return true;
		// Two organs that are known are two, however alike their names are.
		if (this.#known.has(own) && this.#known.has(name)) return false;
		const isSameEnd = name.endsWith(own) || own.endsWith(name);
		return (isSameEnd && Math.min(own.length, name.length) >= MIN_NAME) || name.startsWith(own);
	}

	/** The organs above one, nearest first; a circle in the roster ends it. */
	#above(name: string): string[] {
		const above: string[] = [];
		for (let next = this.#parents.get(name); next !== undefined && !above.includes(next); next = this.#parents.get(next))
			above.push(next);
		return above;
	}
}

/** Shorter names are parts of many. */
const MIN_NAME = 4;

function plain(name: string): string {
	return name.normalize("NFKC").replaceAll(/\s/g, "");
}

/** Where a document stands: its host, with the port where it has one of its own, or the folder source. */
function placeOf({ url, source }: Pick<ClaimedRow, "url" | "source">): string {
	return /^https?:/.test(url) ? new URL(url).host : folderPlace(source);
}

function folderPlace(source: string): string {
	return `folder:${source}`;
}

function placesOf(source: Source): string[] {
	if (source.kind === "folder") return [folderPlace(source.id)];
	return [...new Set((source.kind === "urls" ? source.urls : [source.url]).map((url) => new URL(url).host))];
}

/** Whether a place is one of some hosts, or below one; a host without a port stands for all of its ports. */
function isAmong(place: string, hosts: ReadonlySet<string>): boolean {
	const bare = place.replace(/:\d+$/, "");
	return [...hosts].some((host) => place === host || bare === host || bare.endsWith(`.${host}`));
}
