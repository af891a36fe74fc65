import type { BlockForm, ListForm, MatrixForm, SheetForm } from "../../../src/family.ts";
import { madeOnce } from "./forms.ts";
import {
	labelsOf,
	mergedRemedyBlocks,
	mergedRemedyColumns,
	mergedRequestColumns,
	mergedRequestRows,
	mergedSheetRows,
} from "./merged.ts";
import { requestRowsOf } from "./paths.ts";
import type { Edition, Field, Forms, RequestGroup } from "./types.ts";

/** How tables are matched to fields, all editions at once: a report's own labels tell which it follows. */
interface Matchers {
	readonly proactive: SheetForm;
	readonly requests: MatrixForm;
	readonly remedies: BlockForm;
	readonly list: ListForm;
}

/** The labels that tables are matched with. */
export const matchersFor: (forms: Forms) => Matchers = madeOnce((forms: Forms) => ({
	proactive: {
		table: "proactive",
		heads: unique(forms.editions.map(({ proactive }) => proactive.corner)),
		rows: mergedSheetRows(forms).map((row) => ({
			key: row.key,
			labels: labelsOf(row),
			editions: row.columns.map((set) => set.map(matched)),
		})),
		orders: forms.editions.map(({ proactive }) => proactive.blocks.flatMap(({ rows }) => rows.map(({ key }) => key))),
	},
	requests: {
		table: "requests",
		heads: unique(forms.editions.flatMap(headsOf)),
		orders: forms.editions.map((edition) => requestRowsOf(edition).map(({ key }) => key)),
		columns: mergedRequestColumns(forms).map((column) => ({ key: column.key, labels: labelsOf(column) })),
		rows: mergedRequestRows(forms).map((row) => {
			const groups = row.printed.flatMap(({ group }) => (group ? groupLabels(group) : []));
			return { key: row.key, labels: labelsOf(row), ...(groups.length > 0 ? { group: unique(groups) } : {}) };
		}),
	},
	remedies: {
		table: "remedies",
		blocks: mergedRemedyBlocks(forms).map((block) => ({ key: block.key, labels: labelsOf(block) })),
		columns: mergedRemedyColumns(forms).map((column) => ({ key: column.key, labels: labelsOf(column) })),
	},
	list: { table: "statistics", rows: forms.list.indicators.map(matched) },
}));

function matched({ key, label, variants = [] }: Field): { key: string; labels: string[] } {
	return { key, labels: [label, ...variants] };
}

function headsOf({ requests }: Edition): string[] {
	return [requests.over, ...requests.columns.flatMap(({ under = [] }) => under), requests.corner, ...requests.heads];
}

function groupLabels({ number, label }: RequestGroup): string[] {
	return [label, number + label];
}

function unique(labels: readonly string[]): string[] {
	return [...new Set(labels)];
}
