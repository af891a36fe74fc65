import { renderBulletin } from "../../output/documents/letter-parts.ts";
import type { Filters } from "../search-index/filters.ts";
import type { Coverage } from "../search-index/overview.ts";
import { coverageBy } from "../search-index/overview.ts";
import type { OwedRow } from "../search-index/owed.ts";
import { owedInView } from "../search-index/owed.ts";
import type { Desk } from "./desk.ts";
import { letterFigures, letterState } from "./letter-state.ts";
import { lettersIn } from "./summary.ts";

/** Of so many reports that are missing the organs are told. */
const MOST_MISSING = 100_000;

/** The year's bulletin of a view: the same figures as overview, workbook and register. */
export function bulletinOf(
	desk: Desk,
	{ year, region, level }: Filters,
	{ scope, today }: { readonly scope: string; readonly today: string },
): Uint8Array {
	const letters = lettersIn(desk, { year, region, level });
	const by = region === undefined ? "region" : "level";
	const rows = coverageBy(desk.index, by, { year, region, level }).toSorted((a, b) => b.published - a.published);
	// Counted over the whole view: a list of its lines may be cut.
	const sum = (key: Exclude<keyof Coverage, "group">) => rows.reduce((total, row) => total + row[key], 0);
	return renderBulletin(
		{
			...{ year: year === undefined ? "" : String(year), scope, hasRoster: desk.roster.hasOrgans },
			coverage: {
				owed: sum("published") + sum("missing") + sum("unread"),
				published: sum("published"),
				late: sum("late"),
				missing: sum("missing") - sum("undue") - sum("unseen"),
				unread: sum("unread"),
				unseen: sum("unseen"),
				undue: sum("undue"),
			},
			letters: letterFigures(letters, today),
			groups: rows.map(({ group, published, late, missing, undue, unseen, unread, flagged }) => ({
				group: group === "" ? "未知" : group,
				cells: [published, late, missing - undue - unseen, unread, flagged],
			})),
			by: by === "region" ? "地区" : "层级",
			missing: missingByOrgan(owedInView(desk.index, { year, region, level }, { state: "missing", limit: MOST_MISSING }), year),
			overdue: [...new Set(letters.filter((letter) => letterState(letter, today) === "overdue").map(({ organ }) => organ))],
		},
		{ office: desk.office, sentOn: today },
	);
}

/** Each organ once, with the years of which no report was found where all years are told. */
function missingByOrgan(rows: readonly OwedRow[], year: number | undefined): string[] {
	const byOrgan = Map.groupBy(rows, ({ issuer }) => issuer);
	const yearsOf = (own: readonly OwedRow[]) => own.map((line) => line.year).sort((a, b) => a - b);
	return [...byOrgan].map(([organ, own]) => (year === undefined ? `${organ}（${yearsOf(own).join("、")}年度）` : organ));
}
