import type { CoverageLine } from "../../output/documents/desk-lines.ts";
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
			by: by === "region" ? "地区" : "层级",
			missing: missingByOrgan(lines, year),
			overdue: [...new Set(letters.filter((letter) => letterState(letter, today) === "overdue").map(({ organ }) => organ))],
		},
		{ office: desk.office, sentOn: today },
	);
}

/** Each organ once, with the years of which no report was found where all years are told. */
function missingByOrgan(lines: readonly CoverageLine[], year: number | undefined): string[] {
	const byOrgan = Map.groupBy(
		lines.filter(({ state }) => state === "missing"),
		({ issuer }) => issuer,
	);
	const yearsOf = (own: readonly CoverageLine[]) => own.map((line) => line.year).sort((a, b) => a - b);
	return [...byOrgan].map(([organ, own]) => (year === undefined ? `${organ}（${yearsOf(own).join("、")}年度）` : organ));
}
