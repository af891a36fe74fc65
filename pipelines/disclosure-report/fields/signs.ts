import { madeOnce } from "./forms.ts";
import { requestRowsOf } from "./paths.ts";
import type { Edition, Field, Forms } from "./types.ts";

/** Parts of labels by which tables are known, plain and each once. */
export interface Signs {
	readonly proactive: readonly string[];
	/** Signs of table 二 that no statistics of published information have. */
	readonly proactiveOnly: readonly string[];
	readonly requests: readonly string[];
	readonly remedies: readonly string[];
	readonly list: readonly string[];
}

/** What tells the tables of all editions from other tables, as their fields say. */
export const signsFor: (forms: Forms) => Signs = madeOnce(({ editions, list }: Forms) => ({
	proactive: unique(editions, ({ proactive }) => [
		proactive.article,
		proactive.corner,
		...proactive.blocks.flatMap(({ rows, columns }) => signsOf([...rows, ...columns])),
	]),
	proactiveOnly: unique(editions, ({ proactive }) => [
		proactive.article,
		...proactive.blocks.flatMap(({ columns }) => columns.flatMap(({ ownSign }) => ownSign ?? [])),
	]),
	requests: unique(editions, (edition) => signsOf([...edition.requests.columns, ...requestRowsOf(edition)])),
	remedies: unique(editions, ({ remedies }) => signsOf([...remedies.columns, ...remedies.blocks])),
	list: signsOf(list.indicators),
}));

function signsOf(fields: readonly Field[]): string[] {
	return fields.flatMap(({ sign }) => sign ?? []);
}

function unique(editions: readonly Edition[], signs: (edition: Edition) => readonly string[]): string[] {
	return [...new Set(editions.flatMap(signs))];
}
