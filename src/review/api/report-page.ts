import type { z } from "zod";
import type { ReportSort } from "../search-index/keyset.ts";
import { reportsAfter, reportsSorted } from "../search-index/keyset.ts";
import type { ReportRow } from "../search-index/lists.ts";
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
	if (sort === undefined) {
		const rows = reportsAfter(index, filters, placeOf(cursor, 1)?.[0] ?? 0, limit + 1);
		return cut(rows, limit, ({ id }) => [id]);
	}
	const key = sort.replace("-", "") as ReportSort;
	const isDescending = sort.startsWith("-");
	const rows = reportsSorted(index, filters, { sort: key, isDescending, after: sortedPlaceOf(cursor), limit: limit + 1 });
	return cut(rows, limit, (row) => [row[key] ?? "", row.id]);
}

function cut(
	rows: readonly ReportRow[],
	limit: number,
	placeAt: (row: ReportRow) => readonly (string | number)[],
): z.infer<typeof ReportPage> {
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return { items: shown.map(reportItem), next: rows.length > limit && last ? encodeCursor(placeAt(last)) : null };
}
