import { madeOnce } from "./forms.ts";
import type { Edition, RequestGroup, RequestRow } from "./types.ts";

/** A row of table 三 with its whole key, such as `refused.state_secret`, and what is printed around it. */
export interface PlacedRow extends RequestRow {
	/** The heading that it stands under. */
	readonly group?: RequestGroup;
	/** Its place in the group, counted from 1; 0 outside groups. */
	readonly place: number;
}

/** Rows of table 三 in printed order: 23 for 2019, 25 for 2021. */
export const requestRowsOf: (edition: Edition) => readonly PlacedRow[] = madeOnce(({ requests }: Edition) =>
	requests.rows.flatMap((row): PlacedRow[] =>
		"rows" in row
			? row.rows.map((member, i) => ({ ...member, key: `${row.key}.${member.key}`, part: "result", group: row, place: i + 1 }))
			: [{ ...row, place: 0 }],
	),
);

/** Paths of table 二 in printed order: 22 for 2019, 10 for 2021. */
export function proactivePaths({ proactive }: Edition): string[] {
	return proactive.blocks.flatMap(({ rows, columns }) =>
		rows.flatMap((row) => columns.map((column) => `proactive.${row.key}.${column.key}`)),
	);
}

/** Paths of table 三: 161 for 2019, 175 for 2021. */
export function requestPaths(edition: Edition): string[] {
	return requestRowsOf(edition).flatMap((row) => edition.requests.columns.map((column) => `requests.${row.key}.${column.key}`));
}

/** The 15 paths of table 四. */
export function remedyPaths({ remedies }: Edition): string[] {
	return remedies.blocks.flatMap((block) => remedies.columns.map((column) => `remedies.${block.key}.${column.key}`));
}

/** Every path of an edition. */
export const pathsOf: (edition: Edition) => ReadonlySet<string> = madeOnce(
	(edition: Edition) => new Set([...proactivePaths(edition), ...requestPaths(edition), ...remedyPaths(edition)]),
);
