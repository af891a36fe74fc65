import type { SyncSql } from "../store/sql.ts";
import type { Filters } from "./filters.ts";

/** An issuer with findings that a person confirmed. */
export interface ConfirmedIssuer {
	readonly issuer: string;
	readonly region: string;
	readonly n: number;
}

/** Issuers that a notice can be made for, those with most findings first. Narrowed by year and region. */
export function confirmedIssuers(sql: SyncSql, { year, region }: Filters, limit: number): ConfirmedIssuer[] {
	return sql.all<ConfirmedIssuer>(
		`select issuer.name as issuer, issuer.region as region, sum(n) as n from (
				select report, count(*) as n from finding indexed by finding_state_report where state = 'confirmed' group by report) as own
			cross join report on report.id = own.report cross join issuer on issuer.id = report.issuer
			where 1 ${year === undefined ? "" : "and report.year = ?"} ${region === undefined ? "" : "and report.region = ?"}
			group by issuer.id order by n desc, issuer.name limit ?`,
		[...(year === undefined ? [] : [year]), ...(region === undefined ? [] : [region]), limit],
	);
}
