/** A worked question of the cookbook. */
export interface SiteQuestion {
	/** In Chinese where the cookbook has it so. */
	readonly title: string;
	readonly sql: string;
}

/** The questions of docs/cookbook.md in order: those that have a heading with a number and a query. */
export function workedQuestions(cookbook: string): SiteQuestion[] {
	return cookbook
		.split(/^## (?=\d+\. )/m)
		.slice(1)
		.flatMap((part) => {
			const [heading = "", ...lines] = part.split("\n");
			const chinese = lines.find((line) => /^[\u4e00-\u9fff]/.test(line));
			const sql = part.split("```sql\n")[1]?.split("```")[0];
			return sql === undefined ? [] : [{ title: chinese ?? heading.replace(/^\d+\. /, ""), sql: sql.trim() }];
		});
}
