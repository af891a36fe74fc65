import type { PrintedCell, PrintedTable } from "../../../src/rules.ts";
import { factsOf } from "../check-report.ts";
import type { Report } from "../schema.ts";
import { indicatorZh } from "./figure-fields.ts";
import { newestOf } from "./forms.ts";
import { remedyPaths, requestRowsOf } from "./paths.ts";
import { labelCell, printedLabel, REQUEST_LABELS, remedyHeads, requestHeads } from "./printed-heads.ts";
import { sectionTitle, TABLE_NAMES } from "./sections.ts";
import type { Edition, Forms, ListEdition } from "./types.ts";

/** What is printed at a figure's place. */
type Figure = (path: string) => { readonly value: number | null; readonly text: string };

/** A report's tables as the form prints them, each in the edition that it follows; a table that was not found is left out. */
export function printedTables(report: Report, forms: Forms): PrintedTable[] {
	const { figure: evidence, evidence: all, proactiveEdition, requestsEdition } = factsOf(report, forms);
	const extra = all.filter(({ path, state }) => path.includes(".extra_") && state !== "absent").map(({ path }) => path);
	const figure: Figure = (path) => {
		const found = evidence(path);
		const value = found?.value ?? null;
		return { value, text: value === null ? (found?.raw ?? "") : String(value) };
	};
	const remedies = requestsEdition ?? proactiveEdition ?? newestOf(forms);
	return [
		...(proactiveEdition ? [withExtra(proactiveTable(proactiveEdition, figure), extra, figure)] : []),
		...(requestsEdition ? [withExtra(requestsTable(requestsEdition, figure), extra, figure)] : []),
		...(report.tables.remedies === null ? [] : [remediesTable(remedies, figure)]),
		...(report.tables.statistics ? [listTable(forms.list, Object.keys(report.tables.statistics), figure)] : []),
	];
}

function figureCell(figure: Figure, path: string, at: { row: number; column: number; columnSpan?: number }): PrintedCell {
	return { rowSpan: 1, columnSpan: 1, ...at, path, ...figure(path) };
}

function proactiveTable({ proactive: { corner, article, blocks } }: Edition, figure: Figure): PrintedTable {
	const widest = Math.max(...blocks.map((block) => block.columns.length));
	const cells: PrintedCell[] = [];
	let row = 0;
	for (const { item, columns, rows } of blocks) {
		// The last column of a block is as wide as those that other blocks have beside it.
		const spanAt = (i: number) => (i === columns.length - 1 ? widest + 1 - columns.length : 1);
		cells.push(
			labelCell(article + item, { row: row++, column: 0, columnSpan: widest + 1 }),
			labelCell(corner, { row, column: 0 }),
		);
		columns.forEach(({ label }, i) => void cells.push(labelCell(label, { row, column: i + 1, columnSpan: spanAt(i) })));
		row++;
		for (const { key, label } of rows) {
			cells.push(labelCell(label, { row, column: 0 }));
			columns.forEach((column, i) => {
				cells.push(figureCell(figure, `proactive.${key}.${column.key}`, { row, column: i + 1, columnSpan: spanAt(i) }));
			});
			row++;
		}
	}
	return {
		name: "proactive",
		short: TABLE_NAMES.proactive,
		title: sectionTitle("proactive"),
		rows: row,
		columns: widest + 1,
		cells,
	};
}

/** Columns of labels, then those of figures. */
function requestsTable(edition: Edition, figure: Figure): PrintedTable {
	const { requests } = edition;
	const rows = requestRowsOf(edition);
	const results = rows.filter(({ part }) => part === "result" || part === "total");
	const cells: PrintedCell[] = [...requestHeads(requests)];
	rows.forEach((field, i) => {
		const row = i + REQUEST_LABELS.rows;
		const { group, place } = field;
		if (field === results[0]) cells.push(labelCell(requests.results, { row, column: 0, rowSpan: results.length }));
		if (group && place === 1) cells.push(labelCell(group.number + group.label, { row, column: 1, rowSpan: group.rows.length }));
		const column = results.includes(field) ? (group ? 2 : 1) : 0;
		cells.push(labelCell(printedLabel(field), { row, column, columnSpan: REQUEST_LABELS.columns - column }));
		requests.columns.forEach(({ key }, j) => {
			cells.push(figureCell(figure, `requests.${field.key}.${key}`, { row, column: j + REQUEST_LABELS.columns }));
		});
	});
	const size = { rows: rows.length + REQUEST_LABELS.rows, columns: requests.columns.length + REQUEST_LABELS.columns };
	return { name: "requests", short: TABLE_NAMES.requests, title: sectionTitle("requests"), ...size, cells };
}

function remediesTable(edition: Edition, figure: Figure): PrintedTable {
	const paths = remedyPaths(edition);
	const cells = [...remedyHeads(edition.remedies), ...paths.map((path, column) => figureCell(figure, path, { row: 3, column }))];
	return {
		...{ name: "remedies", short: TABLE_NAMES.remedies, title: sectionTitle("remedies") },
		...{ rows: 4, columns: paths.length, cells },
	};
}

/**
 * Rows that the report added to the form, below it; the report's JSON keeps their figures in order and no label.
 * Figures stand in the table's last columns.
 */
function withExtra(table: PrintedTable, paths: readonly string[], figure: Figure): PrintedTable {
	const own = paths.filter((path) => path.startsWith(`${table.name}.`));
	const rows = [...Map.groupBy(own, (path) => path.split(".")[1]).values()];
	const cells = rows.flatMap((figures, i) => {
		const row = table.rows + i;
		const shown = figures.slice(0, table.columns - 1);
		const first = table.columns - shown.length;
		return [
			labelCell(`（报告自行增加的第${i + 1}行）`, { row, column: 0, columnSpan: first }),
			...shown.map((path, j) => figureCell(figure, path, { row, column: first + j })),
		];
	});
	return { ...table, rows: table.rows + rows.length, cells: [...table.cells, ...cells] };
}

/** The list of indicators; what a report leaves out of it is left out here. */
function listTable(list: ListEdition, keys: readonly string[], figure: Figure): PrintedTable {
	const fields = list.indicators.filter(({ key }) => keys.includes(key));
	const cells = fields.flatMap((field, i) => [
		labelCell(indicatorZh(field), { row: i + 1, column: 0 }),
		figureCell(figure, `statistics.${field.key}`, { row: i + 1, column: 1 }),
	]);
	return {
		...{ name: "statistics", short: "统计表", title: "政府信息公开情况统计表", rows: fields.length + 1, columns: 2 },
		cells: [labelCell("统计指标", { row: 0, column: 0 }), labelCell("统计数", { row: 0, column: 1 }), ...cells],
	};
}
