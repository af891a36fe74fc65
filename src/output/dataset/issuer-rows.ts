import type { IdentityFacts, SetKnowledge, Value } from "../../model/dataset.ts";
import { LEVELS } from "../documents/set-tables.ts";
import { placesOf } from "./divisions.ts";
import type { KnownIssuer } from "./issuer-book.ts";
import type { OrganTools } from "./placed-reports.ts";
import type { RosterOrgan } from "./surroundings.ts";

/** An organ with the years of its reports, by name. */
interface Organ extends KnownIssuer {
	readonly names: Map<string, number[]>;
	count: number;
	level: string | undefined;
	code: string | undefined;
}

/** One row an organ, by id. */
export function issuerRows(tools: OrganTools): Value[][] {
	const named = placesOfRoster(tools);
	return organsOfSet(tools).map((organ) => {
		const { id, isIdentified, names, count } = organ;
		const years = [...names.values()].flat();
		const code = organ.organ?.code ?? organ.code;
		const { kind, level } = placeOf(organ, tools.knowledge);
		const parent = organ.organ?.parent;
		return [
			...[id, nameOf(organ), kind, level, code?.slice(0, 6) ?? null],
			...namesOf(code, named),
			parent === undefined ? null : (tools.book.idOf(parent) ?? null),
			...[organ.organ !== undefined, isIdentified],
			...[least(years), most(years), count],
		];
	});
}

/** Province, prefecture and county in which a code lies: by the table of codes, else by the roster. */
function namesOf(code: string | undefined, named: ReadonlyMap<string, string>): Value[] {
	if (code === undefined || !/^\d{6}/.test(code)) return [null, null, null];
	const { province, city } = placesOf(code);
	const [first, second, third] = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code.slice(0, 6)];
	return [
		province ?? named.get(first) ?? null,
		second === first ? null : (city ?? named.get(second) ?? null),
		third === second ? null : (named.get(third) ?? null),
	];
}

/** One row a name of an organ, by id and name. */
export function nameRows(tools: OrganTools): Value[][] {
	return organsOfSet(tools).flatMap(({ id, organ, names }) => {
		const own = new Set(organ ? [organ.name, ...organ.aliases] : []);
		return [...new Set([...own, ...names.keys()])].sort(byCodeUnits).map((name): Value[] => {
			const years = names.get(name) ?? [];
			return [id, name, least(years), most(years), years.length, own.has(name)];
		});
	});
}

function organsOfSet({ book, reports }: OrganTools): Organ[] {
	const organs = new Map<string, Organ>();
	const add = (known: KnownIssuer) => {
		const organ = organs.get(known.id) ?? { ...known, names: new Map(), count: 0, level: undefined, code: undefined };
		organs.set(known.id, organ);
		return organ;
	};
	for (const organ of book.roster) add(book.issuerOf({ issuer: organ.name, address: "" }));
	for (const { facts, year } of reports()) {
		const organ = add(book.issuerOf(facts));
		organ.names.set(facts.issuer, [...(organ.names.get(facts.issuer) ?? []), ...(year === undefined ? [] : [year])]);
		organ.count++;
		addFacts(organ, facts);
	}
	return [...organs.values()].sort((a, b) => byCodeUnits(a.id, b.id));
}

/** What its last report says of level and code. */
function addFacts(organ: Organ, { level, code }: IdentityFacts): void {
	organ.level = level ?? organ.level;
	organ.code = code ?? organ.code;
}

/** The roster's name, else the one printed in the last year. */
function nameOf({ organ, names, name }: Organ): string {
	if (organ) return organ.name;
	const last = [...names].toSorted(([a, x], [b, y]) => (most(y) ?? 0) - (most(x) ?? 0) || byCodeUnits(a, b));
	return last[0]?.[0] ?? name;
}

/** Roster and name tell the level, else the code of the place where it works. */
function placeOf({ organ, name, level: printed, code }: Organ, knowledge: SetKnowledge): { kind: string; level: string | null } {
	const { kind, level } = knowledge.kindOf(organ?.name ?? name, organ?.level ?? printed);
	if ((LEVELS as readonly string[]).includes(level)) return { kind, level };
	return { kind, level: levelOfCode(organ?.code ?? code) };
}

function levelOfCode(code: string | undefined): string | null {
	if (code === undefined || !/^\d{6}/.test(code)) return null;
	if (/[1-9]/.test(code.slice(6))) return "township";
	return code.slice(2, 6) === "0000" ? "province" : code.slice(4, 6) === "00" ? "city" : "county";
}

/** Names of places by code, as the roster's own organs of that code bear them. */
function placesOfRoster({ book, knowledge }: Pick<OrganTools, "book" | "knowledge">): Map<string, string> {
	const places = new Map<string, string>();
	for (const { name, code = "" } of book.roster.toSorted((a, b) => rank(a) - rank(b))) {
		const six = code.slice(0, 6);
		const place = /^\d{6}$/.test(six) && !places.has(six) ? ownPlace(name, six, knowledge) : undefined;
		if (place !== undefined) places.set(six, place);
	}
	return places;
}

/** The place of an organ's name that is of the kind of its code: 洪泽区 of 淮安市洪泽区人民政府 for a county's. */
function ownPlace(name: string, division: string, { regionOf }: SetKnowledge): string | undefined {
	const place = regionOf(name);
	if (place === undefined) return undefined;
	if (division.endsWith("00")) return ENDS[division.endsWith("0000") ? "province" : "city"].test(place) ? place : undefined;
	const own = regionOf(name.slice(name.indexOf(place) + place.length)) ?? place;
	return ENDS.county.test(own) ? own : undefined;
}

/** How names of provinces, prefectures and counties end. */
const ENDS = { province: /(?:省|市|自治区|特别行政区)$/, city: /(?:市|州|盟|地区)$/, county: /[县区旗市]$/ } as const;

/** Whole names of governments tell best which place a code means. */
function rank({ name }: RosterOrgan): number {
	return /[省县区旗市州盟]人民政府$/.test(name) ? 0 : 1;
}

function least(years: readonly number[]): number | null {
	return years.length === 0 ? null : years.reduce((a, b) => Math.min(a, b));
}

function most(years: readonly number[]): number | null {
	return years.length === 0 ? null : years.reduce((a, b) => Math.max(a, b));
}

function byCodeUnits(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
