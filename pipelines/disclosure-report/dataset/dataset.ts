import { createHash } from "node:crypto";
import type { Dataset, ReadFigure } from "../../../src/rules.ts";
import { jsonSchema } from "../descriptions.ts";
import { figureFields } from "../fields/figure-fields.ts";
import type { Forms } from "../fields/types.ts";
import { parseReport } from "../parse-report.ts";
import { regionOf } from "../read/region.ts";
import { organOf } from "../rules/organ.ts";
import type { Report } from "../schema.ts";
import { upgradeReport } from "../upgrade-report.ts";
import { isDoubtful } from "./amounts.ts";
import { changes, VERSION } from "./changes.ts";
import { afterCorrections } from "./recheck.ts";
import { rowsOfReport } from "./report-rows.ts";
import { datasetTables, datasetViews } from "./tables.ts";

/** The open data set of these reports, cell by cell. */
export const datasetFor = (forms: Forms): Dataset => ({
	version: VERSION,
	title: {
		zh: "政府信息公开工作年度报告：单元格级数据集",
		en: "Chinese government-disclosure annual reports, cell by cell",
	},
	tables: datasetTables(forms),
	views: datasetViews,
	knowledge: {
		regionOf,
		kindOf: (name, level) => organOf(name, level),
		mistakeIn: (path, value) => mistakeIn(path, value, forms),
		figuresOf: (json) => new Map((upgradeReport(json) as Report).cells.map((cell) => [cell.path, figureOf(cell)])),
	},
	identify: (json) => identityOf(parseReport(json, forms)),
	// Only what `identify` took for a report comes here: parsing it twice would cost half of an export's time.
	rowsOf: (json, context) => rowsOfReport(upgradeReport(json) as Report, context, forms),
	afterCorrections: (json, context) => afterCorrections(upgradeReport(json) as Report, context, forms),
	schema: () => jsonSchema(forms),
	changes,
});

function figureOf(cell: Report["cells"][number]): ReadFigure {
	return { value: cell.value, isText: cell.method === "text" && !isDoubtful(cell) };
}

function identityOf({ id, year, issuer, source, published_on, cells, quality }: Report): ReturnType<Dataset["identify"]> {
	const { url, page_url, page_date, first_seen, retrieved_at, file, sha256, earlier } = source;
	const figures = createHash("sha256");
	for (const { path, value, state } of cells) figures.update(`${path} ${state} ${value}\n`);
	return {
		id,
		// Reports of no known year stand together, before all others.
		year: year ?? 0,
		document: sha256,
		facts: {
			issuer: issuer.name,
			...(issuer.organ === undefined ? {} : { organ: issuer.organ }),
			...(issuer.level === undefined ? {} : { level: issuer.level }),
			...(issuer.division_code === undefined ? {} : { code: issuer.division_code }),
			address: url ?? page_url ?? file,
			...(published_on === null ? {} : { signed: published_on }),
			...(page_date === undefined ? {} : { pageDate: page_date }),
			...(first_seen === undefined ? {} : { firstSeen: first_seen }),
			...(retrieved_at === undefined ? {} : { fetched: retrieved_at }),
			figures: figures.digest("hex").slice(0, 16),
			status: quality.status,
			...(earlier === undefined ? {} : { earlier }),
		},
	};
}

/** Rows outside the form are figures as well, and nothing is known of what they count. */
const EXTRA = /^(?:requests|proactive|remedies)\.extra_\d+\.\w+$|^listed\.\d+$/;

function mistakeIn(path: string, value: number | null, forms: Forms): string | undefined {
	const field = figureFields(forms).get(path);
	if (!field) return EXTRA.test(path) ? undefined : `${path} is no figure of a form`;
	if (value === null || field.isChange) return undefined;
	if (value < 0) return `${value} is below 0`;
	return field.unit === "count" && !Number.isSafeInteger(value) ? `${value} is no count` : undefined;
}
