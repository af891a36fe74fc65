import type { ReportPlace } from "../../model/dataset.ts";
import type { SyncSql } from "../store/sql.ts";

/** Reports of one issuer and year, which tell one another's versions. */
export interface PlacedGroup {
	readonly issuer_id: string;
	readonly year: number;
	/** Their files. */
	readonly names: readonly string[];
}

/** What goes has the others of its issuer and year placed anew. */
export function unplaceBeside(sql: SyncSql, name: string): void {
	sql.run(
		`update report set report_id = null, version = null, is_current = null
			where (issuer_id, year) in (select issuer_id, year from report where name = ?)`,
		[name],
	);
}

/** Places reports that are alone in their issuer's year, as the data set does. */
export function placeAlone(sql: SyncSql): void {
	sql.exec(`update report set report_id = issuer_id || '-' || iif(year = 0, 'unknown', year) || '-v1', version = 1, is_current = iif(year = 0, null, 1)
		where version is null and not exists (select 1 from report o where o.issuer_id = report.issuer_id and o.year = report.year and o.id <> report.id)`);
}

/** Groups of several reports of which one is not placed yet, or came in anew. */
export function unplacedGroups(sql: SyncSql): PlacedGroup[] {
	const groups = sql.all<{ issuer_id: string; year: number }>(
		"select distinct issuer_id, year from report where version is null order by issuer_id, year",
	);
	return groups.map((group) => ({
		...group,
		names: sql
			.all<{ name: string }>("select name from report where issuer_id = ? and year = ? order by name", [
				group.issuer_id,
				group.year,
			])
			.map(({ name }) => name),
	}));
}

/** Keeps the places of reports by file; what has none keeps its version, so that it is not asked for again. */
export function putPlaces(sql: SyncSql, { names }: PlacedGroup, places: ReadonlyMap<string, ReportPlace>): void {
	for (const name of names) {
		const place = places.get(name);
		const isCurrent = place?.isCurrent === undefined ? null : Number(place.isCurrent);
		sql.run("update report set report_id = ?, version = ?, is_current = ? where name = ?", [
			...[place?.id ?? null, place?.version ?? 0, isCurrent, name],
		]);
	}
}
