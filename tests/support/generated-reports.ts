import { readFileSync } from "node:fs";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import type { RosterOrgan } from "../../src/output/dataset/surroundings.ts";
import { sampleFolders } from "../golden/sample-folders.ts";

const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
const SCALES = [0, 3, 8, 25, 60, 120, 900, 40_000];
const KINDS = ["教育局", "水务局", "司法局", "民政局", "财政局", "人民政府", "卫生健康局", "应急管理局"];

const organName = (organ: number): string => `第${organ}${KINDS[organ % KINDS.length]}`;

/** The organs of so many generated reports: of every eight one is a government, and the others are below it. */
export function generatedRoster(reports: number): RosterOrgan[] {
	const organs = Math.ceil(reports / YEARS.length);
	const government = KINDS.indexOf("人民政府");
	return Array.from({ length: organs }, (_, organ) => {
		const parent = organ - (organ % KINDS.length) + government;
		return {
			...{ name: organName(organ), aliases: [], complete: false, code: String(110_000 + (organ % 3000)) },
			...(organ === parent ? { level: "city" } : parent < organs ? { parent: organName(parent) } : {}),
		};
	});
}

/** A report cut where its figures stand: text, what comes next, text, and so on. */
type Cut = readonly string[];

/**
 * Makes any number of reports, one after the other, each of its own figures: the samples' reports with
 * other issuers, years and consistent figures. The same number gives the same report.
 */
export function reportGenerator(): (i: number, isChanged?: boolean) => string {
	const reports = sampleFolders()
		.filter(({ name }) => !name.includes("hybrid"))
		.map(({ expected }) => JSON.parse(readFileSync(expected, "utf8")) as Report);
	const cuts = (form: string) => reports.filter((report) => report.form === form).map(cut);
	const cutsByEdition = { "2019": cuts("2019"), "2021": cuts("2021") };
	return (i, isChanged = false) => {
		const year = YEARS[i % YEARS.length] ?? 2023;
		const edition = year <= 2020 ? "2019" : "2021";
		const organ = Math.floor(i / YEARS.length);
		const name = organName(organ);
		const sha256 = i.toString(16).padStart(64, "0");
		const texts: Record<string, string> = {
			id: `${name}-${year}-${sha256.slice(-8)}`,
			title: `${name}${year}年政府信息公开工作年度报告${isChanged ? "（更正）" : ""}`,
			name,
			division: String(110_000 + (organ % 3000)),
			sha256,
			day: `${year + 1}-01-${String(1 + (i % 28)).padStart(2, "0")}`,
		};
		const figures = consistentFigures(i, edition, SCALES[i % SCALES.length] ?? 25);
		const pieces = cutsByEdition[edition][organ % cutsByEdition[edition].length] ?? [];
		let text = pieces[0] ?? "";
		for (let at = 1; at < pieces.length; at += 3) {
			const [kind, key = "", after = ""] = [pieces[at], pieces[at + 1], pieces[at + 2]];
			if (kind === "year") text += year;
			else if (kind === "text") text += JSON.stringify(texts[key]);
			else if (kind === "shift") text += Number(key) + (i % 97) / 4;
			else text += kind === "raw" ? `"${figures[key] ?? 0}"` : (figures[key] ?? 0);
			text += after;
		}
		return text;
	};
}

/** Marks what differs between reports, and cuts the text there. */
function cut(template: Report): Cut {
	const tables = structuredClone(template.tables);
	const cells = template.cells.map((cell) => {
		if (cell.state !== "number") return cell;
		put(tables, cell.path.split("."), `@value:${cell.path}@`);
		const box = cell.box && [`@shift:${cell.box[0]}@`, cell.box[1], `@shift:${cell.box[2]}@`, cell.box[3]];
		return { ...cell, value: `@value:${cell.path}@`, raw: `@raw:${cell.path}@`, box };
	});
	return JSON.stringify({
		...template,
		id: "@text:id@",
		title: "@text:title@",
		year: "@year:@",
		issuer: { name: "@text:name@", division_code: "@text:division@" },
		source: { ...template.source, sha256: "@text:sha256@" },
		published_on: "@text:day@",
		tables,
		cells,
	}).split(/"@(text|year|value|raw|shift):([\w.-]*)@"/);
}

function put(tables: unknown, path: readonly string[], value: string): void {
	let here = tables as Record<string, unknown>;
	for (const key of path.slice(0, -1)) {
		const next = here[key];
		if (typeof next !== "object" || next === null) return;
		here = next as Record<string, unknown>;
	}
	const last = path.at(-1) ?? "";
	if (Object.hasOwn(here, last)) here[last] = value;
}
