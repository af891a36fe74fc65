import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "./command.ts";

/** The page with the worked questions. */
export const cookbookPath = join(repository, "docs", "cookbook.md");

/** A worked question: its heading, the query, and the answer as printed. */
export interface WorkedQuestion {
	readonly title: string;
	readonly sql: string;
	readonly answer: string;
}

/** The questions of docs/cookbook.md, in order. */
export async function workedQuestions(): Promise<WorkedQuestion[]> {
	const page = await readFile(cookbookPath, "utf8");
	return [...page.matchAll(/^## \d+\. (.+?)\n[\s\S]*?```sql\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/gm)].map(
		([, title = "", sql = "", answer = ""]) => ({ title, sql, answer }),
	);
}
