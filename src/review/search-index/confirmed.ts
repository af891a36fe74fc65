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
		`select issuer.name as issuer, issuer.region as region, count(*) as n from finding cross join report on report.id = finding.report
			cross join issuer on issuer.id = report.issuer
			where finding.state = 'confirmed' ${year === undefined ? "" : "and finding.year = ?"} ${region === undefined ? "" : "and finding.region = ?"}
			group by issuer.id order by n desc, issuer.name limit ?`,
		[...(year === undefined ? [] : [year]), ...(region === undefined ? [] : [region]), limit],
	);
}
