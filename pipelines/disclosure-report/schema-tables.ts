import { z } from "zod";
import { indicatorZh, remedyBlockZh, requestRowZh, zhOf } from "./fields/figure-fields.ts";
import { madeOnce } from "./fields/forms.ts";
import { mergedRemedyBlocks, mergedRemedyColumns, mergedRequestColumns, mergedRequestRows } from "./fields/merged.ts";
import { proactivePaths } from "./fields/paths.ts";
import { sectionTitle } from "./fields/sections.ts";
import type { ColumnField, Edition, Forms, Names } from "./fields/types.ts";

/** Figures nested by the parts of their paths. */
export interface FigureTree {
	[key: string]: number | null | FigureTree;
}

/** Attaches the Chinese and English labels that the codebook prints. */
export const labelled = <T extends z.ZodType>(schema: T, zh: string, en: string): T =>
	schema.meta({ title: zh, description: en }) as T;

/** A figure: a number, or null where none is printed. */
export const figure = (zh: string, en: string) => labelled(z.number().nullable(), zh, en);

/** Every figure of a report, nested as in the statutory forms; a table that was not found is null. */
export const tablesSchema = madeOnce((forms: Forms) =>
	z.object({
		proactive: labelled(proactiveTable(forms).nullable(), sectionTitle("proactive"), "proactive disclosure"),
		requests: labelled(requestsTable(forms).nullable(), sectionTitle("requests"), "requests"),
		remedies: labelled(remediesTable(forms).nullable(), sectionTitle("remedies"), "reviews and lawsuits"),
		statistics: labelled(listTable(forms).optional(), "政府信息公开情况统计表", "statistical table, 2014 to 2018"),
		listed: z
			.array(z.object({ label: z.string(), value: z.number().nullable() }))
			.optional()
			.meta({ title: "其他表格", description: "rows of old tables outside any form, as label and value" }),
	}),
);

type FiguresSchema = z.ZodType<FigureTree, FigureTree>;

const named = (schema: z.ZodType, { zh, en }: Names) => labelled(schema, zh, en);

/** What the contract did not have when it was published may be missing. */
const perhaps = (schema: z.ZodType, isLater: boolean) => (isLater ? schema.optional() : schema);

function rowSchema(columns: readonly { readonly first: ColumnField; readonly isLater: boolean }[]): z.ZodObject {
	const figures = columns.map(({ first, isLater }) => [first.key, perhaps(figure(zhOf(first), first.en), isLater)] as const);
	return z.object(Object.fromEntries(figures));
}

/** Table 二 in any edition. One that has fewer fields comes later: it would fit the others too. */
function proactiveTable({ editions }: Forms): FiguresSchema {
	const ordered: Edition[] = [];
	for (const edition of editions.toReversed()) {
		const own = new Set(proactivePaths(edition));
		const at = ordered.findIndex((other) => proactivePaths(other).every((path) => own.has(path)));
		ordered.splice(at < 0 ? ordered.length : at, 0, edition);
	}
	const tables = ordered.map(({ proactive }) =>
		z.object(
			Object.fromEntries(
				proactive.blocks.flatMap(({ rows, columns }) =>
					rows.map((row) => [row.key, named(rowSchema(columns.map(asIs)), { zh: zhOf(row), en: row.en })] as const),
				),
			),
		),
	);
	return z.union(tables) as unknown as FiguresSchema;
}

function asIs(first: ColumnField): { first: ColumnField; isLater: boolean } {
	return { first, isLater: false };
}

function requestsTable(forms: Forms): FiguresSchema {
	const columns = mergedRequestColumns(forms);
	const table = new Map<string, z.ZodType>();
	const groups = Map.groupBy(mergedRequestRows(forms), ({ key }) => key.split(".")[0] ?? key);
	for (const [group, rows] of groups) {
		const schemas = rows.map(({ key, first, isLater }) => {
			const row = named(rowSchema(columns), { zh: requestRowZh(first), en: first.en });
			return [key.slice(group.length + 1), perhaps(row, isLater)] as const;
		});
		const [own] = schemas.flatMap(([member, schema]) => (member === "" ? [schema] : []));
		const isLater = rows.every((row) => row.isLater);
		table.set(group, own ?? perhaps(z.object(Object.fromEntries(schemas)), isLater));
	}
	return z.object(Object.fromEntries(table)) as unknown as FiguresSchema;
}

function remediesTable(forms: Forms): FiguresSchema {
	const columns = mergedRemedyColumns(forms);
	const blocks = mergedRemedyBlocks(forms).map(({ key, first, isLater }) => {
		const block = named(rowSchema(columns), { zh: remedyBlockZh(first), en: first.en });
		return [key, perhaps(block, isLater)] as const;
	});
	return z.object(Object.fromEntries(blocks)) as unknown as FiguresSchema;
}

/** The statistical table of the reports for 2014 to 2018; what is not printed is left out. */
function listTable({ list }: Forms): z.ZodType<Readonly<Record<string, number | null | undefined>>> {
	return z
		.object(Object.fromEntries(list.indicators.map((field) => [field.key, figure(indicatorZh(field), field.en)])))
		.partial();
}
