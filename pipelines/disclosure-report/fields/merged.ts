import { madeOnce } from "./forms.ts";
import type { PlacedRow } from "./paths.ts";
import { requestRowsOf } from "./paths.ts";
import type { ColumnField, Edition, Field, Forms, RemedyBlock } from "./types.ts";

/** A field as all editions that have it print it. */
export interface MergedField<T extends Field> {
	readonly key: string;
	/** In the first edition that has it: published names never change. */
	readonly first: T;
	/** In every edition that has it, the newest first. */
	readonly printed: readonly T[];
	/** Its first edition came after the contract was published. */
	readonly isLater: boolean;
}

/** A row of table 二 with the sets of columns that it has had, the newest first. */
export interface MergedSheetRow extends MergedField<Field> {
	readonly columns: readonly (readonly ColumnField[])[];
}

/** Rows of table 三 of all editions in one order: what an edition adds stands before the row that follows there. */
export const mergedRequestRows: (forms: Forms) => readonly MergedField<PlacedRow>[] = madeOnce(({ editions }: Forms) =>
	merged(editions, requestRowsOf),
);

/** Columns of table 三 of all editions. */
export const mergedRequestColumns: (forms: Forms) => readonly MergedField<ColumnField>[] = madeOnce(({ editions }: Forms) =>
	merged(editions, ({ requests }) => requests.columns),
);

/** Blocks of table 四 of all editions. */
export const mergedRemedyBlocks: (forms: Forms) => readonly MergedField<RemedyBlock>[] = madeOnce(({ editions }: Forms) =>
	merged(editions, ({ remedies }) => remedies.blocks),
);

/** Columns of table 四 of all editions. */
export const mergedRemedyColumns: (forms: Forms) => readonly MergedField<ColumnField>[] = madeOnce(({ editions }: Forms) =>
	merged(editions, ({ remedies }) => remedies.columns),
);

/** Rows of table 二 of all editions. */
export const mergedSheetRows: (forms: Forms) => readonly MergedSheetRow[] = madeOnce(({ editions }: Forms) =>
	merged(editions, ({ proactive }) => proactive.blocks.flatMap(({ rows }) => rows)).map((row) => {
		const sets = editions.toReversed().flatMap(({ proactive }) => {
			const block = proactive.blocks.find(({ rows }) => rows.some(({ key }) => key === row.key));
			return block ? [block.columns] : [];
		});
		const isFirst = (set: readonly ColumnField[], i: number) => sets.findIndex((other) => isSame(other, set)) === i;
		return { ...row, columns: sets.filter(isFirst) };
	}),
);

function isSame(a: readonly ColumnField[], b: readonly ColumnField[]): boolean {
	return a.length === b.length && a.every((column, i) => column.key === b[i]?.key && column.label === b[i]?.label);
}

/** All labels under which a field is printed, each once, the newest edition's first. */
export function labelsOf({ printed }: MergedField<Field & { readonly note?: string }>): string[] {
	const labels = printed.flatMap(({ label, note, variants = [] }) => [label, ...(note ? [label + note] : []), ...variants]);
	return [...new Set(labels)];
}

function merged<T extends Field>(editions: readonly Edition[], fieldsOf: (edition: Edition) => readonly T[]): MergedField<T>[] {
	let order: string[] = [];
	const printed = new Map<string, { readonly field: T; readonly edition: Edition }[]>();
	for (const edition of editions) {
		const fields = fieldsOf(edition);
		fields.forEach((field, i) => {
			const known = printed.get(field.key);
			if (!known) {
				const next = fields.slice(i + 1).find(({ key }) => order.includes(key));
				const at = next ? order.indexOf(next.key) : order.length;
				order = order.toSpliced(at, 0, field.key);
			}
			printed.set(field.key, [{ field, edition }, ...(known ?? [])]);
		});
	}
	return order.flatMap((key) => {
		const all = printed.get(key) ?? [];
		const first = all.at(-1);
		if (!first) return [];
		return [{ key, first: first.field, printed: all.map(({ field }) => field), isLater: first.edition.isLater === true }];
	});
}
