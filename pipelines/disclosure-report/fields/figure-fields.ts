import { madeOnce } from "./forms.ts";
import { FORM_ONLY } from "./law.ts";
import type { MergedField } from "./merged.ts";
import { mergedRemedyBlocks, mergedRemedyColumns, mergedRequestColumns, mergedRequestRows } from "./merged.ts";
import type { PlacedRow } from "./paths.ts";
import type { ColumnField, Edition, Field, Forms, Indicator, Names, RemedyBlock } from "./types.ts";

/** What is known of one figure, named as in the first edition that has it. */
export interface FigureField {
	readonly path: string;
	/** Row and column, such as 行政许可·处理决定数量. */
	readonly zh: string;
	readonly en: string;
	/** Row or block with what it stands under; the whole name in a list. */
	readonly row: Names;
	/** The row's own label. */
	readonly label: string;
	readonly column: Names;
	/** At most 32 characters of ASCII, in the rule catalogue's terms: `t3_deny1_np`. */
	readonly shortName: string;
	/** What it counts; `count` unless it is money. */
	readonly unit: "count" | "10,000 yuan" | "as printed";
	/** It may be below 0. */
	readonly isChange: boolean;
	readonly legal: Names;
	/** Reports read before its edition was known lack it. */
	readonly isLater: boolean;
}

/** Every figure of all forms by path, in the order of the schema. */
export const figureFields: (forms: Forms) => ReadonlyMap<string, FigureField> = madeOnce((forms: Forms) => {
	const [columns, results] = [mergedRequestColumns(forms), mergedRemedyColumns(forms)];
	const all = [
		// The newest edition is the first to set the place of a figure of table 二, and the oldest the last to set its name.
		...forms.editions.toReversed().flatMap(proactiveFields),
		...mergedRequestRows(forms).flatMap((row) => columns.map((column) => requestField(row, column))),
		...mergedRemedyBlocks(forms).flatMap((block) => results.map((column) => remedyField(forms, block, column))),
		...forms.list.indicators.map((indicator) => listField(indicator, forms.list.legal)),
	];
	return new Map(all.map((field) => [field.path, field]));
});

/** The name of a row of table 三, with its number and, for the first of a group, the group's label. */
export function requestRowZh({ zh, number = "", label, group, place }: PlacedRow): string {
	if (zh !== undefined) return zh;
	if (!group) return number + label;
	return `${group.number}${place === 1 ? `${group.label} ` : ""}${place}.${label}`;
}

/** The name of a block of table 四. */
export function remedyBlockZh({ under, label }: RemedyBlock): string {
	return under === undefined ? label : `${under}·${label}`;
}

/** The name of an indicator. */
export function indicatorZh({ under, label }: Indicator): string {
	return under === undefined ? label : `${under}·${label}`;
}

/** The name of a field in Chinese. */
export function zhOf({ zh, label }: Field): string {
	return zh ?? label;
}

interface Place {
	readonly path: string;
	readonly shortName: string;
	readonly row: Names;
	readonly label: string;
	readonly column: ColumnField;
	readonly legal: Names | undefined;
	readonly isLater: boolean;
}

function fieldOf({ path, shortName, row, label, column, legal = FORM_ONLY, isLater }: Place): FigureField {
	const name = { zh: zhOf(column), en: column.en };
	return {
		path,
		shortName,
		row,
		label,
		legal,
		isLater,
		zh: `${row.zh}·${name.zh}`,
		en: `${row.en}, ${name.en}`,
		column: name,
		unit: column.unit ?? "count",
		isChange: column.isChange === true,
	};
}

function proactiveFields({ proactive, isLater }: Edition): FigureField[] {
	return proactive.blocks.flatMap(({ rows, columns }) =>
		rows.flatMap((row) =>
			columns.map((column) =>
				fieldOf({
					path: `proactive.${row.key}.${column.key}`,
					shortName: `t2_${row.short ?? row.key}_${column.short ?? column.key}`,
					row: { zh: zhOf(row), en: row.en },
					label: row.label,
					column,
					legal: row.legal,
					isLater: isLater === true,
				}),
			),
		),
	);
}

function requestField(row: MergedField<PlacedRow>, column: MergedField<ColumnField>): FigureField {
	const { first } = row;
	return fieldOf({
		path: `requests.${row.key}.${column.key}`,
		shortName: `t3_${first.short ?? row.key}_${column.first.short ?? column.key}`,
		row: { zh: requestRowZh(first), en: first.en },
		label: first.label,
		column: column.first,
		legal: first.legal,
		isLater: row.isLater || column.isLater,
	});
}

function remedyField(forms: Forms, block: MergedField<RemedyBlock>, column: MergedField<ColumnField>): FigureField {
	const { first } = block;
	return fieldOf({
		path: `remedies.${block.key}.${column.key}`,
		shortName: `t4_${first.short ?? block.key}_${column.first.short ?? column.key}`,
		row: { zh: remedyBlockZh(first), en: first.en },
		legal: first.legal ?? forms.editions[0]?.remedies.legal,
		label: first.label,
		column: column.first,
		isLater: block.isLater || column.isLater,
	});
}

function listField(indicator: Indicator, legal: Names): FigureField {
	const name = { zh: indicatorZh(indicator), en: indicator.en };
	return {
		path: `statistics.${indicator.key}`,
		zh: name.zh,
		en: name.en,
		row: name,
		column: name,
		label: indicator.label,
		legal: indicator.legal ?? legal,
		shortName: `st_${indicator.key}`,
		unit: indicator.unit ?? "count",
		isChange: false,
		isLater: false,
	};
}
