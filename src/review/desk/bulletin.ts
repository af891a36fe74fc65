import { renderBulletin } from "../../output/documents/letter-parts.ts";
import type { Filters } from "../search-index/filters.ts";
import { coverageBy } from "../search-index/overview.ts";
import type { Desk } from "./desk.ts";
import { letterFigures, letterState } from "./letter-state.ts";
import { coverageLines } from "./outputs.ts";

/** The year's bulletin of a view: the same figures as overview, workbook and register. */
export function bulletinOf(
	desk: Desk,
	{ year, region, level }: Filters,
	{ scope, today }: { readonly scope: string; readonly today: string },
): Uint8Array {
	const lines = coverageLines(desk, { year, region, level });
	const count = (...states: readonly string[]) => lines.filter(({ state }) => states.includes(state)).length;
	const organs = new Set(lines.map(({ issuer }) => issuer));
	const isNarrowed = region !== undefined || level !== undefined;
	const letters = desk.letters
		.list()
		.filter(
			({ organ, items }) =>
				(!isNarrowed || organs.has(organ)) && (year === undefined || items.some((item) => item.year === year)),
		);
	const by = region === undefined ? "region" : "level";
	const rows = coverageBy(desk.index, by, { year, region, level }).toSorted((a, b) => b.published - a.published);
	return renderBulletin(
		{
			...{ year: year === undefined ? "" : String(year), scope, hasRoster: desk.roster.hasOrgans },
			coverage: {
				owed: lines.length,
				published: count("published", "late"),
				...{
					late: count("late"),
					missing: count("missing"),
					unread: count("unread"),
					unseen: count("unseen"),
					undue: count("due"),
				},
			},
			letters: letterFigures(letters, today),
			groups: rows.map(({ group, published, late, missing, undue, unseen, unread, flagged }) => ({
				group: group === "" ? "未知" : group,
				cells: [published, late, missing - undue - unseen, unread, flagged],
			})),
			missing: lines.filter(({ state }) => state === "missing").map(({ issuer }) => issuer),
			overdue: [...new Set(letters.filter((letter) => letterState(letter, today) === "overdue").map(({ organ }) => organ))],
		},
		{ office: desk.office, sentOn: today },
	);
}
