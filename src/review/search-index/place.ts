import type { ReportPlace } from "../../model/dataset.ts";
import type { SyncSql } from "../store/sql.ts";

/** Reports of one issuer and year, which tell one another's versions. */
export interface PlacedGroup {
	readonly issuer_id: string;
	readonly year: number;
	/** Their files. */
	readonly names: readonly string[];
}

/** What goes or is read again has the others of its issuer and year placed anew; until then they stand where they stood. */
export function unplaceBeside(sql: SyncSql, name: string): void {
	sql.run(
		`update report set unplaced = 1
			where (issuer_id, year) in (select issuer_id, year from report where name = ?)`,
		[name],
	);
}

/** Places reports that are alone in their issuer's year, as the data set does. */
export function placeAlone(sql: SyncSql): void {
	sql.whole(() => {
		const alone = `select id, issuer_id || '-' || iif(year = 0, 'unknown', year) || '-v1' as place, iif(year = 0, null, 1) as current,
			row_number() over (order by id) as n from report where unplaced = 1
			and not exists (select 1 from report o where o.issuer_id = report.issuer_id and o.year = report.year and o.id <> report.id)`;
		const last = lastTold(sql);
		// What is placed as it was before is not told anew.
		sql.run(
			`update report set seq = iif((report_id, version, is_current) is (place, 1, current) and seq is not null, seq, ? + n),
				report_id = place, version = 1, is_current = current, unplaced = 0 from (${alone}) as alone where report.id = alone.id`,
			[last],
		);
		sql.run("update told set last = max(last, coalesce((select max(seq) from report), 0))");
	});
}

/** Groups of several reports of which one is not placed yet, or came in anew. */
export function unplacedGroups(sql: SyncSql): PlacedGroup[] {
	const groups = sql.all<{ issuer_id: string; year: number }>(
		"select distinct issuer_id, year from report where unplaced = 1 order by issuer_id, year",
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

/** Keeps the places of reports by file, all of a group at once; those whose place is another than before are told anew. */
export function putPlaces(sql: SyncSql, { names }: PlacedGroup, places: ReadonlyMap<string, ReportPlace>): void {
	sql.whole(() => {
		for (const name of names) {
			const place = places.get(name);
			const isCurrent = place?.isCurrent === undefined ? null : Number(place.isCurrent);
			// What has no place keeps its version, so that it is not asked for again.
			const now = [place?.id ?? null, place?.version ?? 0, isCurrent];
			const isSame = sql.one(
				"select 1 from report where name = ? and seq is not null and (report_id, version, is_current) is (?,?,?)",
				[name, ...now],
			);
			const seq = isSame ? null : lastTold(sql) + 1;
			sql.run(
				"update report set report_id = ?, version = ?, is_current = ?, unplaced = 0, seq = coalesce(?, seq) where name = ?",
				[...now, seq, name],
			);
			if (seq !== null) sql.run("update told set last = ?", [seq]);
		}
	});
}

/** The number of the report that was told last; never given twice, also where that report went. */
function lastTold(sql: SyncSql): number {
	return sql.one<{ last: number }>("select last from told")?.last ?? 0;
}

/** Another word for every index: what one index numbers, another numbers otherwise. */
export function generationOf(sql: SyncSql): string {
	return sql.one<{ generation: string }>("select generation from told")?.generation ?? "";
}
