import type { DueDay, ReportSources } from "../../model/source-knowledge.ts";
import type { Issuer } from "../sources/config.ts";

/** What a family knows of organs by their names. */
export type OrganKnowledge = Pick<ReportSources, "regionOf" | "organOf">;

/** Where an organ stands; "" where nothing tells. */
export interface OrganPlace {
	readonly region: string;
	readonly level: string;
}

/**
 * The organs of a deployment: whoever names one asks here, once, where a name enters. A roster's organ is known by its
 * name, its aliases, and by its name with or without the places before it, where that is one organ only.
 */
export interface Organs {
	readonly roster: readonly Issuer[];
	/** The roster's organ of a printed name; undefined for all others. */
	readonly find: (name: string) => Issuer | undefined;
	/** The one organ of the roster that a title or a file's name is of: the longest name in it counts. */
	readonly inText: (text: string) => Issuer | undefined;
	/** The one name that an organ has everywhere: the roster's, else the printed one. */
	readonly nameOf: (name: string) => string;
	/** Region and level by roster, codes and organs above; by the name only where these tell nothing. */
	readonly placeOf: (name: string, level?: string) => OrganPlace;
	/** When the report of a year is due, and by what: the roster's own day, else the law's for such an organ. */
	readonly dueOf: (name: string, year: number) => { readonly deadline: string; readonly basis: string };
}

/** Organs that a step up the roster is followed through; longer chains are a circle. */
const MAX_ABOVE = 8;

/** The organs of a roster, completed by what names tell. */
export function organsOf(roster: readonly Issuer[], knowledge: OrganKnowledge): Organs {
	const byName = new Map(roster.flatMap((issuer) => namesOf(issuer).map((name) => [plain(name), issuer] as const)));
	const byEnd = Map.groupBy(byName, ([name]) => name.slice(-END));
	const shorts = shortNames(byName);
	const regions = regionsByCode(roster, knowledge);
	const found = new Map<string, Issuer | undefined>();
	const find = (name: string) => {
		const key = plain(name);
		if (!found.has(key)) found.set(key, byName.get(key) ?? byPlaceBefore(key, byEnd.get(key.slice(-END)) ?? [], knowledge));
		return found.get(key);
	};
	const above = (issuer: Issuer | undefined): Issuer[] => {
		const chain: Issuer[] = [];
		for (let next = issuer; next !== undefined && chain.length < MAX_ABOVE; ) {
			chain.push(next);
			next = next.parent === undefined ? undefined : find(next.parent);
		}
		return chain;
	};
	return {
		roster,
		find,
		inText: (text) => longestIn(plain(text), byName, () => true) ?? longestIn(plain(text), shorts, isWholeName),
		nameOf: (name) => find(name)?.name ?? name,
		placeOf: (name, level) => {
			const issuer = find(name);
			const chain = above(issuer);
			const codes = chain.flatMap(({ code }) => (code === undefined ? [] : placesOf(code)));
			const parents = chain.flatMap((organ) => (organ.parent === undefined ? [] : [organ.parent]));
			const region =
				codes.map((code) => regions.get(code)).find((place) => place !== undefined) ??
				[...parents, ...(issuer ? [issuer.name] : []), name].flatMap((own) => knowledge.regionOf(own) ?? [])[0];
			return { region: region ?? "", level: levelOf(issuer, { name, level, knowledge }) };
		},
		dueOf: (name, year) => {
			const issuer = find(name);
			const { day, basis } = dueDay(issuer, name, knowledge);
			return { deadline: `${year + 1}-${day}`, basis };
		},
	};
}

/** All names of a roster's organ. */
export function namesOf({ name, aliases }: Issuer): string[] {
	return [name, ...aliases];
}

function dueDay(issuer: Issuer | undefined, name: string, { organOf }: OrganKnowledge): DueDay {
	const { due } = organOf(issuer?.name ?? name, issuer?.level);
	if (issuer?.deadline === undefined) return due;
	// A roster that repeats the law's day sets no other one.
	return { day: issuer.deadline, basis: issuer.deadline_basis ?? (issuer.deadline === due.day ? due.basis : "名录所定期限") };
}

/** Names that differ only in the width of characters, spaces and quotation marks are one. */
function plain(name: string): string {
	return name.normalize("NFKC").replaceAll(/[\s"“”]/g, "");
}

/** 洪泽区人民政府 is 淮安市洪泽区人民政府, and so is 江苏省淮安市洪泽区人民政府, where the roster has one such organ only. */
function byPlaceBefore(
	name: string,
	candidates: readonly (readonly [string, Issuer])[],
	{ regionOf }: OrganKnowledge,
): Issuer | undefined {
	// What bears no place of its own, such as 市教育局, may be any place's.
	if (regionOf(name) === undefined) return undefined;
	const organs = new Set<Issuer>();
	for (const [known, issuer] of candidates) {
		const [long, short] = known.length > name.length ? [known, name] : [name, known];
		if (long === short || !long.endsWith(short) || regionOf(short) === undefined) continue;
		if (isPlace(long.slice(0, -short.length), regionOf)) organs.add(issuer);
	}
	return organs.size === 1 ? [...organs][0] : undefined;
}

/** Names whose ends differ are not compared: 洪泽区人民政府 and its longer forms have these characters in common. */
const END = 6;

/** 松岭镇 of 松岭镇人民政府, as files are named; names that two organs would have so are left out. */
function shortNames(byName: ReadonlyMap<string, Issuer>): ReadonlyMap<string, Issuer> {
	const shorts = new Map<string, Issuer | undefined>();
	for (const [name, issuer] of byName) {
		const short = name.replace(/(?:人民政府|办事处)$/, "");
		if (short === name || short.length < 3) continue;
		shorts.set(short, shorts.has(short) && shorts.get(short) !== issuer ? undefined : issuer);
	}
	return new Map([...shorts].flatMap(([name, issuer]) => (issuer ? [[name, issuer] as const] : [])));
}

/** 临桑县 stands for its government before a year or at the end, not in 临桑县水利局. */
function isWholeName(after: string): boolean {
	return /^(?:$|[\d\-_.（(]|年|政府信息)/.test(after);
}

/** Names that are looked for in a text: longer ones there are not. */
const MAX_NAME = 40;
const MAX_TEXT = 300;

/** The organ of the longest known name in a text; undefined where two organs have one as long. */
function longestIn(text: string, names: ReadonlyMap<string, Issuer>, isWhole: (after: string) => boolean): Issuer | undefined {
	const within = text.slice(0, MAX_TEXT);
	for (let length = Math.min(MAX_NAME, within.length); length >= 3; length--) {
		const found = new Set<Issuer>();
		for (let at = 0; at + length <= within.length; at++) {
			const issuer = names.get(within.slice(at, at + length));
			if (issuer && isWhole(within.slice(at + length))) found.add(issuer);
		}
		if (found.size > 0) return found.size === 1 ? [...found][0] : undefined;
	}
	return undefined;
}

/** Whether a text is nothing but names of places, such as 江苏省淮安市. */
function isPlace(text: string, regionOf: OrganKnowledge["regionOf"]): boolean {
	let rest = text;
	while (rest !== "") {
		const place = regionOf(`${rest}某局`);
		if (place === undefined || !rest.startsWith(place)) return false;
		rest = rest.slice(place.length);
	}
	return true;
}

/** What a code of GB/T 2260 lies in, narrowest first: 330301 in 330300 in 330000. */
function placesOf(code: string): string[] {
	const six = code.slice(0, 6);
	return /^\d{6}/.test(code) ? [...new Set([six, `${six.slice(0, 4)}00`, `${six.slice(0, 2)}0000`])] : [];
}

/** The place that each code stands for: that of the roster's organs that have it and bear a place in their names. */
function regionsByCode(roster: readonly Issuer[], { regionOf }: OrganKnowledge): ReadonlyMap<string, string> {
	const regions = new Map<string, string>();
	// Whole names of governments tell best which place a code means.
	const inOrder = roster.toSorted((a, b) => rank(a) - rank(b));
	for (const { name, code } of inOrder) {
		const place = regionOf(name);
		const six = code?.slice(0, 6);
		if (six !== undefined && place !== undefined && !regions.has(six)) regions.set(six, place);
	}
	return regions;
}

function rank({ name }: Issuer): number {
	return /[省市县区州旗盟]人民政府$/.test(name) ? 0 : 1;
}

function levelOf(
	issuer: Issuer | undefined,
	{ name, level, knowledge }: { readonly name: string; readonly level: string | undefined; readonly knowledge: OrganKnowledge },
): string {
	const given = issuer?.level ?? level;
	if (given !== undefined && given !== "") return given;
	const told = knowledge.organOf(issuer?.name ?? name).level;
	const code = issuer?.code;
	// The code is its place's, whose departments have it too.
	if (code === undefined || !/^\d{6}/.test(code) || told === "department" || told === "township") return told;
	if (/[1-9]/.test(code.slice(6))) return "township";
	return code.slice(2, 6) === "0000" ? "province" : code.slice(4, 6) === "00" ? "city" : "county";
}
