import type { Issuer } from "../../collecting/sources/config.ts";
import type { ReportFamily } from "../../mapping/report-family.ts";
import type { RosterFacts } from "./refresh.ts";

/** What the law sets where a roster does not: reports of a year are due by the end of January. */
const USUAL_DEADLINE = "01-31";

/** What is known of issuers: by the roster where they are in it, else by their names. `today` is an ISO date. */
export function rosterFacts(
	{ roster, from }: { readonly roster: readonly Issuer[]; readonly from: number | undefined },
	pipeline: ReportFamily,
	today: () => string,
): RosterFacts {
	const byName = new Map(roster.flatMap((issuer) => [issuer.name, ...issuer.aliases].map((name) => [name, issuer] as const)));
	const placeOf = (name: string, level?: string) => {
		const issuer = byName.get(name);
		const parents = [name, issuer?.name, issuer?.parent, byName.get(issuer?.parent ?? "")?.parent];
		const region = parents.flatMap((parent) => (parent === undefined ? [] : (pipeline.regionOf(parent) ?? [])))[0];
		return { region: region ?? "", level: level ?? issuer?.level ?? "" };
	};
	const deadlineOf = (name: string, year: number) => `${year + 1}-${byName.get(name)?.deadline ?? USUAL_DEADLINE}`;
	return {
		placeOf,
		isLate: (name, year, publishedOn) => publishedOn !== null && publishedOn > deadlineOf(name, year),
		owed: (held) => {
			const lastYear = Number(today().slice(0, 4)) - 1;
			const first = Math.min(from ?? lastYear, lastYear);
			return roster.flatMap((issuer) =>
				Array.from({ length: lastYear - first + 1 }, (_, i) => first + i)
					.filter((year) => ![issuer.name, ...issuer.aliases].some((name) => held(name, year)))
					.map((year) => ({ issuer: issuer.name, year, deadline: deadlineOf(issuer.name, year), ...placeOf(issuer.name) })),
			);
		},
	};
}
