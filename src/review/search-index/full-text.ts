import type { SyncSql } from "../store/sql.ts";
import type { Where } from "./where.ts";

/**
 * Reports by the pairs of neighbouring characters in their text: Chinese has no spaces to part words by. What is kept is
 * which pairs a report has and not where, so that a hit is looked at once more before it is shown.
 */
export const FULL_TEXT_TABLES =
	"create virtual table passage using fts5 (pairs, content = '', contentless_delete = 1, detail = none)";

/** Characters of one report that are indexed at most; no report's text is so long. */
const MAX_CHARACTERS = 60_000;
/** Characters of a query that are looked for; the hit's text tells the rest. */
const MAX_QUERY = 40;

/** Reports that a search for words looks at, those that came in first: words that more have are too common to find anything by. */
export const MOST_HITS = 20_000;

/** Puts a report's text in. */
export function putText(sql: SyncSql, report: number, sections: Readonly<Record<string, string | null>>): void {
	const pairs = new Set<string>();
	let left = MAX_CHARACTERS;
	for (const text of Object.values(sections)) {
		for (const pair of pairsOf((text ?? "").slice(0, Math.max(0, left)))) pairs.add(pair);
		left -= text?.length ?? 0;
	}
	sql.run("insert into passage (rowid, pairs) values (?,?)", [report, [...pairs].join(" ")]);
}

/** Takes a report's text out. */
export function removeText(sql: SyncSql, report: number): void {
	sql.run("delete from passage where rowid = ?", [report]);
}

/** Reports that have all pairs of what is looked for; no condition where it is shorter than two characters. */
export function whereText(text: string): Where | undefined {
	const pairs = [...new Set(pairsOf(text.slice(0, MAX_QUERY)))];
	if (pairs.length === 0) return undefined;
	return {
		text: "report.id in (select rowid from passage where passage match ? limit ?)",
		values: [pairs.map((pair) => `"${pair}"`).join(" "), MOST_HITS],
	};
}

/** Text as it is compared: one width and case, letters and digits only. */
export function comparedText(text: string): string {
	return text
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

function pairsOf(text: string): string[] {
	const characters = [...comparedText(text)];
	return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}
