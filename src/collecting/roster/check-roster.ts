import { likest } from "../../text/similar.ts";
import type { Issuer } from "../sources/config.ts";

/** A mistake in a configuration: where it is, and what to do. */
export interface Mistake {
	readonly path: readonly PropertyKey[];
	readonly message: string;
}

/** What is wrong with a roster as a whole: names that are two organs', organs above that it does not have, circles of them. */
export function rosterMistakes(roster: readonly Issuer[]): Mistake[] {
	const owners = new Map<string, number>();
	for (const [i, { name }] of roster.entries()) if (!owners.has(name)) owners.set(name, i);
	return [
		...twice(roster, owners),
		...clashes(roster, owners),
		...idsTwice(roster),
		...roster.flatMap((issuer, i) => parentMistake(issuer, i, owners)),
		...circles(roster, owners),
	];
}

function twice(roster: readonly Issuer[], owners: ReadonlyMap<string, number>): Mistake[] {
	return roster.flatMap(({ name }, i) =>
		owners.get(name) === i
			? []
			: [
					{
						path: ["roster", i, "name"],
						message: `${name} is in the roster twice; keep one entry, with the deadline that holds`,
					},
				],
	);
}

/** Names that two organs have; what belongs to none so far is entered as its organ's. */
function clashes(roster: readonly Issuer[], owners: Map<string, number>): Mistake[] {
	const mistakes: Mistake[] = [];
	for (const [i, { name, aliases }] of roster.entries())
		for (const [k, alias] of aliases.entries()) {
			const owner = owners.get(alias);
			if (owner === undefined) owners.set(alias, i);
			if (owner === undefined || owner === i) continue;
			const message = `${alias} is a name of ${roster[owner]?.name} too, and one report would count for both; take it away from ${name} or from the other`;
			mistakes.push({ path: ["roster", i, "aliases", k], message });
		}
	return mistakes;
}

/** Identifiers that two organs would have in the data set. */
function idsTwice(roster: readonly Issuer[]): Mistake[] {
	const owners = new Map<string, string>();
	return roster.flatMap(({ name, id = name }, i): Mistake[] => {
		const owner = owners.get(id);
		if (owner === undefined) owners.set(id, name);
		if (owner === undefined || owner === name) return [];
		return [{ path: ["roster", i, "id"], message: `${id} is the identifier of ${owner} too; give ${name} another` }];
	});
}

function parentMistake({ parent, name }: Issuer, i: number, owners: ReadonlyMap<string, number>): Mistake[] {
	if (parent === undefined) return [];
	const path = ["roster", i, "parent"];
	if (owners.get(parent) === i) return [{ path, message: `${name} is above itself; name the organ above it` }];
	return owners.has(parent) ? [] : [{ path, message: unknownParent(parent, owners.keys()) }];
}

function unknownParent(parent: string, names: Iterable<string>): string {
	const like = likest(parent, names);
	return `${parent} is not in the roster; ${like === undefined ? "add it, also where it owes no report itself" : `is ${like} meant?`}`;
}

/** Organs that come to themselves on their way up; each circle is told once. */
function circles(roster: readonly Issuer[], owners: ReadonlyMap<string, number>): Mistake[] {
	const above = roster.map(({ parent }) => (parent === undefined ? undefined : owners.get(parent)));
	const done = new Set<number>();
	return roster.flatMap(({ name }, start): Mistake[] => {
		const { way, end } = wayUp(start, above, done);
		for (const i of way) done.add(i);
		if (end === undefined || way.size === 1) return [];
		return [
			{
				path: ["roster", start, "parent"],
				message: `${name} is below itself by way of ${roster[end]?.name}; correct one parent`,
			},
		];
	});
}

/** The organs above one, until there is none or one that was followed before; `end` is one that the way comes to twice. */
function wayUp(
	start: number,
	above: readonly (number | undefined)[],
	done: ReadonlySet<number>,
): { readonly way: ReadonlySet<number>; readonly end?: number } {
	const way = new Set<number>();
	for (let at: number | undefined = start; at !== undefined && !done.has(at); at = above[at]) {
		if (way.has(at)) return { way, end: at };
		way.add(at);
	}
	return { way };
}
