import type { z } from "zod";
import type { ReportSort } from "../search-index/keyset.ts";
import { reportsAfter, reportsSorted } from "../search-index/keyset.ts";
import type { ReportRow } from "../search-index/lists.ts";
import { generationOf } from "../search-index/place.ts";
import type { SyncSql } from "../store/sql.ts";
import { encodeCursor } from "./cursor.ts";
import { reportItem } from "./items.ts";
import type { ReportsQuery } from "./queries.ts";
import { placeOf, sortedPlaceOf } from "./queries.ts";
import type { ReportPage } from "./schemas.ts";

/** A page of reports: as they came in, or sorted; a place in either is of that order only. */
export function reportPage(
	index: SyncSql,
	{ limit, cursor, sort, ...filters }: z.infer<typeof ReportsQuery>,
): z.infer<typeof ReportPage> {
	const generation = generationOf(index);
	if (sort === undefined) {
		const rows = reportsAfter(index, filters, placeOf(cursor, 1, generation)?.[0] ?? 0, limit + 1);
		return cut(rows, limit, ({ seq }) => encodeCursor([seq ?? 0], generation));
	}
	const key = sort.replace("-", "") as ReportSort;
	const isDescending = sort.startsWith("-");
	const after = sortedPlaceOf(cursor, generation);
	const rows = reportsSorted(index, filters, { sort: key, isDescending, after, limit: limit + 1 });
	return cut(rows, limit, (row) => encodeCursor([row[key] ?? "", row.id], generation));
}

function cut(rows: readonly ReportRow[], limit: number, cursorAt: (row: ReportRow) => string): z.infer<typeof ReportPage> {
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return { items: shown.map(reportItem), next: rows.length > limit && last ? cursorAt(last) : null };
}
