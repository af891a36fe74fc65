import type { AskedSet, AskedTable } from "./set-list.ts";

/** Part of a table that a question needs. */
export interface NeededTable {
	readonly table: AskedTable;
	/** In the table's order. */
	readonly columns: readonly string[];
}

/** Ways to ask for columns without naming them. */
const WHOLE = /\*|\b(?:columns|describe|summarize|natural|union\s+(?:all\s+)?by\s+name|pivot|unpivot)\b/i;
/** `count(*)` asks for none. */
const COUNTED = /\bcount\s*\(\s*\*\s*\)/gi;

/**
 * Which tables a question reads, and which of their columns: those whose names occur in it, or all where it may mean
 * columns that it does not name. It goes by words, so that it may be one too many; what it has too few of, DuckDB says.
 */
export function neededTables(sql: string, { tables, views }: Pick<AskedSet, "tables" | "views">): NeededTable[] {
	const asked = withViews(sql, views);
	const words = new Set(wordsOf(asked));
	const isWhole = WHOLE.test(asked.replaceAll(COUNTED, " "));
	return tables.flatMap((table) => {
		if (!words.has(table.name)) return [];
		// A row as a value, such as `SELECT r FROM reports r`, names no column: nothing to go by.
		const named = table.columns.filter(({ name }) => words.has(name.toLowerCase()));
		const columns = isWhole || named.length === 0 ? table.columns : named;
		return [{ table, columns: columns.map(({ name }) => name) }];
	});
}

/** The question with those of the views that it names, over which it is asked. */
function withViews(sql: string, views: AskedSet["views"]): string {
	const named = new Set<string>();
	let text = sql;
	for (let more = true; more; ) {
		const words = new Set(wordsOf(text));
		const found = views.filter(({ name }) => words.has(name) && !named.has(name));
		for (const { name, sql: own } of found) {
			named.add(name);
			text += `\n${own}`;
		}
		more = found.length > 0;
	}
	return text;
}

/** Names in a question, in small letters; words in its texts and remarks are among them. */
function wordsOf(sql: string): string[] {
	return sql.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? [];
}
