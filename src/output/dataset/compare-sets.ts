import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import { GoujiError } from "../../model/errors.ts";
import { literal, tableFilesIn } from "./changes-question.ts";

/**
 * What became of a report between two releases: `new` of an organ and year that had none; `revised`, another document of
 * one that had; `gone`; `corrected` by a person; `reread`, the same document with other figures or outcomes; `described`,
 * the same with other facts about it, such as its address or which version is in force.
 */
export const SET_CHANGES = ["new", "revised", "gone", "corrected", "reread", "described"] as const;
export type SetChange = (typeof SET_CHANGES)[number];

/** One report that is not the same in two releases. */
export interface ChangedReport {
	readonly id: string;
	readonly issuer: string;
	readonly year: number | null;
	readonly change: SetChange;
	/** Columns of `reports` that differ; none for reports that one release does not have. */
	readonly columns: readonly string[];
}

/** Facts about a report that are not read from its document. */
const FACTS = new Set(
	"url page_url retrieved_at file title_page issuer_id version is_current supersedes copy_of division_code level scope first_seen page_date".split(
		" ",
	),
);
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Compares the reports of two sets, which may be of different shapes: columns that both have are compared. In order of
 * year and id. Throws GoujiError bad-arguments where a folder holds no set with Parquet files.
 */
export async function compareSets(before: string, after: string): Promise<readonly ChangedReport[]> {
	const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "2048MB", temp_directory: "" });
	const connection = await instance.connect();
	try {
		const shared = await openBoth(connection, { before, after });
		const found = await connection.runAndReadAll(question(shared));
		return found.getRowsJson().map(([id, issuer, year, change, columns]) => ({
			...{ id: String(id), issuer: String(issuer ?? ""), year: year === null ? null : Number(year) },
			...{ change: change as SetChange, columns: columns as string[] },
		}));
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

/** Names the tables of both sets; gives the columns of `reports` that both have. */
async function openBoth(
	connection: DuckDBConnection,
	folders: { readonly before: string; readonly after: string },
): Promise<readonly string[]> {
	const columns: string[][] = [];
	for (const [name, folder] of Object.entries(folders)) {
		const reports = tableFilesIn(folder, "reports");
		if (reports.length === 0)
			throw new GoujiError("bad-arguments", `${folder} holds no exported data set`, {
				hint: "Name a folder under dataset/sets, dataset/releases or dataset/current, exported with parquet.",
			});
		await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet([${reports.map(literal).join(", ")}])`);
		const corrections = tableFilesIn(folder, "corrections");
		const rows =
			corrections.length === 0 ? "(SELECT NULL AS report_id LIMIT 0)" : `read_parquet([${corrections.map(literal).join(", ")}])`;
		await connection.run(
			`CREATE VIEW ${name}_corrections AS SELECT report_id AS id, string_agg(c::VARCHAR, '|' ORDER BY c::VARCHAR) AS made FROM ${rows} c GROUP BY ALL`,
		);
		columns.push((await connection.runAndReadAll(`DESCRIBE ${name}`)).getRowsJson().map(([column]) => String(column)));
	}
	const [left = [], right = []] = columns;
	return left.filter((column) => right.includes(column));
}

function question(columns: readonly string[]): string {
	const organ = columns.includes("issuer_id") ? "issuer_id" : "issuer";
	const differing = (names: readonly string[]) =>
		`list_filter([${names.map((name) => `CASE WHEN a.${identifier(name)} IS DISTINCT FROM b.${identifier(name)} THEN ${literal(name)} END`).join(", ")}], lambda x: x IS NOT NULL)`;
	const read = columns.filter((name) => name !== "id" && name !== "sha256" && name !== "n_corrected" && !FACTS.has(name));
	const facts = columns.filter((name) => FACTS.has(name));
	return `
WITH joined AS (
	SELECT coalesce(a.id, b.id) AS id, coalesce(a.issuer, b.issuer) AS issuer, coalesce(a.year, b.year) AS year,
		a.id IS NULL AS is_gone, b.id IS NULL AS is_added, a.sha256 IS DISTINCT FROM b.sha256 AS is_other,
		m.made IS DISTINCT FROM n.made AS is_corrected,
		EXISTS (SELECT 1 FROM before o WHERE o.${organ} = a.${organ} AND o.year = a.year) AS had_one,
		${differing(read)} AS reads, ${facts.length > 0 ? differing(facts) : "[]::VARCHAR[]"} AS facts
	FROM after a FULL JOIN before b ON a.id = b.id
	LEFT JOIN before_corrections m ON m.id = b.id LEFT JOIN after_corrections n ON n.id = a.id
)
SELECT id, issuer, year, change, CASE WHEN is_gone OR is_added THEN [] ELSE list_concat(reads, facts) END AS columns FROM (
	SELECT *, CASE
		WHEN is_gone THEN 'gone'
		WHEN is_added AND had_one THEN 'revised'
		WHEN is_added THEN 'new'
		WHEN is_other THEN 'revised'
		WHEN is_corrected THEN 'corrected'
		WHEN len(reads) > 0 THEN 'reread'
		WHEN len(facts) > 0 THEN 'described'
	END AS change FROM joined
) WHERE change IS NOT NULL ORDER BY year, id`;
}
