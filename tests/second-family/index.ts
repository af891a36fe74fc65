import { z } from "zod";
import type { Family } from "../../src/family.ts";
import { defineFamily, parseReport } from "../../src/family.ts";
import type { Dataset, PrintedCell, PrintedTable } from "../../src/rules.ts";
import { correctedFigure, parseYear, YEAR_PATTERN } from "../../src/rules.ts";
import { labelOf, paths, proposalsForm } from "./form.ts";
import { checkProposals, mapProposals, publishProposals } from "./map.ts";
import { ruleEntries } from "./rules.ts";
import { ProposalReport } from "./schema.ts";

const NAME = "proposals";
const parse = (json: unknown) => parseReport(json, ProposalReport, NAME);
const schema = () => `${JSON.stringify(z.toJSONSchema(ProposalReport), null, "\t")}\n`;

function regionOf(issuer: string): string | undefined {
	return /^.+?[市县]/.exec(issuer)?.[0];
}

const dataset: Dataset = {
	version: "1",
	title: { zh: "建议提案办理情况", en: "Proposals of deputies and members" },
	tables: [
		{
			name: "cells",
			zh: "数字",
			en: "figures",
			key: ["report_id", "path"],
			columns: [
				{ name: "report_id", type: "VARCHAR", zh: "报告", en: "report" },
				{ name: "path", type: "VARCHAR", zh: "字段", en: "path" },
				{ name: "value", type: "INTEGER", zh: "数值", en: "value" },
			],
		},
	],
	identify: (json) => {
		const { id, year, source, issuer, cells, quality } = parse(json);
		const facts = { issuer: issuer.name, address: source.file, figures: JSON.stringify(cells), status: quality.status };
		return { id, year, document: source.sha256, facts };
	},
	rowsOf: (json, { place }) => [parse(json).cells.map(({ path, value }) => [place.id, path, value])],
	afterCorrections: (json, { corrections }) => {
		const report = parse(json);
		const values = new Map(corrections.map(({ path, value }) => [path, value]));
		const tables: Record<string, Record<string, Record<string, number | null>> | null> = structuredClone(report.tables);
		for (const [path, value] of values) {
			const [table = "", row = "", column = ""] = path.split(".");
			const own = tables[table]?.[row];
			if (own) own[column] = value;
		}
		const cells = report.cells.map((cell) => {
			const value = values.get(cell.path);
			if (value === undefined) return cell;
			const { read_by: readBy, ...corrected } = correctedFigure(cell, { value });
			return { ...cell, ...corrected, readBy };
		});
		return checkProposals(parse({ ...report, tables, cells }));
	},
	views: [],
	knowledge: {
		regionOf,
		kindOf: () => ({ kind: "unknown", level: "unknown" }),
		mistakeIn: (path) => (paths.includes(path) ? undefined : `${path} is no figure`),
		figuresOf: (json) => new Map(parse(json).cells.map(({ path, value }) => [path, { value, isText: true }])),
	},
	schema,
	changes: "# 1\n\nThe first.\n",
};

/** 建议提案办理情况报告: another family of reports, to show that the machine knows none. */
export const proposals: Family<ProposalReport> = defineFamily({
	name: NAME,
	schema: ProposalReport,
	map: mapProposals,
	publish: publishProposals,
	check: checkProposals,
	rules: ruleEntries,
	wordsOf: ({ issuer, body }) => ({ issuer: issuer.name, sections: { body } }),
	findPeers: async (count) => Array.from({ length: count }, () => []),
	printedTables: ({ tables, cells }) => (tables.proposals ? [printed(new Map(cells.map((cell) => [cell.path, cell])))] : []),
	charts: [{ title: "承办总数", unit: "件", lines: [{ label: "合计", paths: ["proposals.total.received"] }] }],
	notice: {
		title: "建议提案办理情况核对通知",
		opening: (years) => `经核对${years}年度报告，下列数字不一致：`,
		demand: (deadline) => `请于${deadline}前核实。`,
		note: "本通知只说明数字是否一致。",
	},
	scoreScheme: "name: 评分\ncounts: confirmed\nmissing: -1\nlate: 0\nrules: []\n",
	dataset,
	labelOf,
	placeLabelOf: (place) => (place === "body" ? "正文" : labelOf(place)),
	descriptions: () => ({ "report.schema.json": schema() }),
	sources: {
		wanted: /建议提案办理/,
		unwanted: /通知|解读/,
		mobile: /\/wap\//,
		containers: ["article"],
		column: /建议提案/,
		signs: { missing: /页面不存在/, login: /type="password"/, captcha: /验证码/ },
		yearOf: (title) => parseYear(new RegExp(`(${YEAR_PATTERN})年`).exec(title)?.[1] ?? ""),
	},
	regionOf,
	organOf: (_, level = "") => ({ level, due: { day: "01-31", basis: "" } }),
});

function printed(cells: ReadonlyMap<string, { readonly raw: string; readonly value: number | null }>): PrintedTable {
	const { rows, columns } = proposalsForm;
	const one = { rowSpan: 1, columnSpan: 1 };
	const heads = ["类别", ...columns.map(({ labels: [label] }) => label)].map((text, column) => ({
		...one,
		row: 0,
		column,
		text,
	}));
	const body = rows.flatMap(({ labels: [label], key }, i): PrintedCell[] => [
		{ ...one, row: i + 1, column: 0, text: label },
		...columns.map((column, j): PrintedCell => {
			const path = paths[i * columns.length + j] ?? `proposals.${key}.${column.key}`;
			const { raw = "", value = null } = cells.get(path) ?? {};
			return { ...one, row: i + 1, column: j + 1, text: raw, path, value };
		}),
	]);
	return { name: "proposals", short: "办理表", title: "建议提案办理情况", rows: 4, columns: 5, cells: [...heads, ...body] };
}
