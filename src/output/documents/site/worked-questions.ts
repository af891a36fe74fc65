/** A worked question of the cookbook. */
export interface SiteQuestion {
	/** In Chinese where the cookbook has it so. */
	readonly title: string;
	readonly sql: string;
}

/** Reports by division: the page shows it as bars of places. */
const BY_DIVISION: SiteQuestion = {
	title: "各行政区划有多少份报告？",
	sql: `SELECT coalesce(i.city, i.province) AS city, count(*) AS reports
FROM reports r JOIN issuers i USING (issuer_id)
GROUP BY ALL ORDER BY reports DESC, city`,
};

/**
 * The questions of docs/cookbook.md in order, those with a numbered heading and a query over the tables of the set alone
 * (one is joined to a table of the reader's), and one by division.
 */
export function workedQuestions(cookbook: string): SiteQuestion[] {
	const questions = cookbook
		.split(/^## (?=\d+\. )/m)
		.slice(1)
		.flatMap((part) => {
			const [heading = "", ...lines] = part.split("\n");
			const chinese = lines.find((line) => /^[\u4e00-\u9fff]/.test(line));
			const sql = part.split("```sql\n")[1]?.split("```")[0];
			return sql === undefined || part.includes("--with")
				? []
				: [{ title: chinese ?? heading.replace(/^\d+\. /, ""), sql: sql.trim() }];
		});
	return [...questions, BY_DIVISION];
}
