import type { PrintedCell, PrintedTable } from "../../../src/rules.ts";
import { factsOf } from "../check-report.ts";
import type { Report } from "../schema.ts";
import type { Edition } from "./editions.ts";
import { requestRows } from "./editions.ts";
import { statisticsFields } from "./pre2019.ts";
import { proactiveBlocks, remedyHeads, requestHeads, requestLabels } from "./printed-labels.ts";
import { remediesForm } from "./remedies.ts";
import { requestsForm } from "./requests.ts";

/** What is printed at a figure's place. */
type Figure = (path: string) => { readonly value: number | null; readonly text: string };

/** A report's tables as the form prints them, each in the edition that it follows; a table that was not found is left out. */
export function printedTables(report: Report): PrintedTable[] {
	const { figure: evidence, evidence: all, proactiveEdition, requestsEdition } = factsOf(report);
	const extra = all.filter(({ path, state }) => path.includes(".extra_") && state !== "absent").map(({ path }) => path);
	const figure: Figure = (path) => {
		const found = evidence(path);
		const value = found?.value ?? null;
		return { value, text: value === null ? (found?.raw ?? "") : String(value) };
	};
	return [
		...(proactiveEdition ? [withExtra(proactiveTable(proactiveEdition, figure), extra, figure)] : []),
		...(requestsEdition ? [withExtra(requestsTable(requestsEdition, figure), extra, figure)] : []),
		...(report.tables.remedies === null ? [] : [remediesTable(figure)]),
		...(report.tables.statistics ? [statisticsTable(Object.keys(report.tables.statistics), figure)] : []),
	];
}

const label = (text: string, row: number, column: number, rowSpan = 1, columnSpan = 1): PrintedCell => ({
	...{ row, column, rowSpan, columnSpan },
	text,
});

function figureCell(figure: Figure, path: string, at: { row: number; column: number; columnSpan?: number }): PrintedCell {
	return { rowSpan: 1, columnSpan: 1, ...at, path, ...figure(path) };
}

function proactiveTable(edition: Edition, figure: Figure): PrintedTable {
	const cells: PrintedCell[] = [];
	let row = 0;
	for (const { item, heads, rows } of proactiveBlocks[edition]) {
		const spanAt = (i: number) => (i === heads.length - 1 ? 4 - heads.length : 1);
		cells.push(label(item, row++, 0, 1, 4), label("信息内容", row, 0));
		heads.forEach(({ text }, i) => void cells.push(label(text, row, i + 1, 1, spanAt(i))));
		row++;
		for (const { key, text } of rows) {
			cells.push(label(text, row, 0));
			heads.forEach((head, i) => {
				cells.push(figureCell(figure, `proactive.${key}.${head.key}`, { row, column: i + 1, columnSpan: spanAt(i) }));
			});
			row++;
		}
	}
	return { name: "proactive", short: "表二", title: "二、主动公开政府信息情况", rows: row, columns: 4, cells };
}

/** Three columns of labels, seven of figures. */
function requestsTable(edition: Edition, figure: Figure): PrintedTable {
	const keys = requestRows(edition);
	const results = keys.filter((key) => !["received", "carried_in", "carried_out"].includes(key));
	const cells: PrintedCell[] = [...requestHeads];
	keys.forEach((key, i) => {
		const row = i + 3;
		if (key === results[0]) cells.push(label("三、本年度办理结果", row, 0, results.length));
		const { text, group, groupSize } = requestLabels(edition, key);
		if (group) cells.push(label(group, row, 1, groupSize));
		const column = results.includes(key) ? (groupSize === undefined ? 1 : 2) : 0;
		cells.push(label(text, row, column, 1, 3 - column));
		requestsForm.columns.forEach(({ key: of }, j) => {
			cells.push(figureCell(figure, `requests.${key}.${of}`, { row, column: j + 3 }));
		});
	});
	const title = "三、收到和处理政府信息公开申请情况";
	return { name: "requests", short: "表三", title, rows: keys.length + 3, columns: 10, cells };
}

function remediesTable(figure: Figure): PrintedTable {
	const figures = remediesForm.blocks.flatMap((block) =>
		remediesForm.columns.map((column) => `remedies.${block.key}.${column.key}`),
	);
	const cells = [...remedyHeads, ...figures.map((path, column) => figureCell(figure, path, { row: 3, column }))];
	return { name: "remedies", short: "表四", title: "四、政府信息公开行政复议、行政诉讼情况", rows: 4, columns: 15, cells };
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
			label(`（报告自行增加的第${i + 1}行）`, row, 0, 1, first),
			...shown.map((path, j) => figureCell(figure, path, { row, column: first + j })),
		];
	});
	return { ...table, rows: table.rows + rows.length, cells: [...table.cells, ...cells] };
}

/** The list of 2014 to 2018; what a report leaves out of it is left out here. */
function statisticsTable(keys: readonly string[], figure: Figure): PrintedTable {
	const fields = statisticsFields.filter(({ key }) => keys.includes(key));
	const cells = fields.flatMap(({ key, zh }, i) => [
		label(zh, i + 1, 0),
		figureCell(figure, `statistics.${key}`, { row: i + 1, column: 1 }),
	]);
	return {
		...{ name: "statistics", short: "统计表", title: "政府信息公开情况统计表", rows: fields.length + 1, columns: 2 },
		cells: [label("统计指标", 0, 0), label("统计数", 0, 1), ...cells],
	};
}
