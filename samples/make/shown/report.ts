import { pre2019 } from "../../../pipelines/disclosure-report/fields/pre-2019.ts";
import type { Figures } from "../figures.ts";
import { consistentFigures } from "../figures.ts";
import { tableFour, tableThree, tableTwo } from "../tables.ts";
import type { Chooser } from "../variety/choose.ts";
import { chooserFor } from "../variety/choose.ts";
import type { Sheet } from "../variety/sheet.ts";
import { columnsOfSheet, partsOfSheet, sheetOf, totalFirst } from "../variety/sheet.ts";
import type { Facts } from "../variety/texts.ts";
import { bodyText, headingsOf, preambleOf, signOffOf, titleOf } from "../variety/texts.ts";
import type { Random, ShownPiece, ShownReport, ShownTable } from "./model.ts";
import { oneOf } from "./model.ts";

const PLACES = ["临川市", "石泉县", "蓝岭区", "河曲镇", "双桥街道", "松台省", "永和经济开发区"] as const;
const ORGANS = ["自然资源局", "教育局", "卫生健康局", "财政局", "市场监督管理局", "农业农村局"] as const;

/** What a report is asked to be; the rest is drawn. */
export interface ReportWishes {
	readonly form?: "2019" | "2021" | "pre2019" | undefined;
	/** The year before that of the report, with figures of its own. */
	readonly yearsBack?: number;
	/** Tables and title are set as the form has them: no part on its own, no total first, no cover. */
	readonly isOfficial?: boolean;
}

/** Draws one clean report that agrees with itself. */
export function shownReport(seed: number, random: Random, wishes: ReportWishes = {}): ShownReport {
	const form = wishes.form ?? oneOf(random, ["2019", "2021", "2021", "2021", "pre2019"]);
	const year = { "2019": 2019 + random(2), "2021": 2021 + random(5), pre2019: 2014 + random(5) }[form] - (wishes.yearsBack ?? 0);
	const issuer = issuerOf(random);
	const signedOn = `${year + 1}-0${1 + random(3)}-${10 + random(18)}`;
	const chooser = textChooser(seed, random, wishes.isOfficial);
	const figures =
		form === "pre2019" ? listFigures(random) : consistentFigures(seed + 977, form, oneOf(random, [30, 120, 900, 4000]));
	const tables =
		form === "pre2019" ? [listTable(figures, random)] : formTables(figures, form, wishes.isOfficial ? () => 1 : random);
	const facts = { issuer, year, signedOn, figures };
	return {
		pieces: form === "pre2019" ? listPieces(facts, tables, chooser) : formPieces(facts, tables, chooser),
		truth: { issuer, year, form, published_on: signedOn, cells: figures },
	};
}

function issuerOf(random: Random): string {
	const place = oneOf(random, PLACES);
	if (/[镇道]$/.test(place)) return place.endsWith("镇") ? `${place}人民政府` : `${place}办事处`;
	if (place.endsWith("开发区")) return `${place}管理委员会`;
	return `${place}${oneOf(random, ORGANS)}`;
}

/** Wording that no kind of this generator is about stays official. */
function textChooser(seed: number, random: Random, isOfficial = false): Chooser {
	return chooserFor(seed, {
		...(isOfficial ? { contact: "none" } : {}),
		"heading-names": oneOf(random, ["official", "official", "local"]),
		headings: "、",
		title: oneOf(random, ["one", "one", "degree", "two", "three", "year-first", "spaced"]),
		front: isOfficial ? "none" : oneOf(random, ["none", "none", "none", "number", "cover"]),
		"overview-table": "no",
		around: isOfficial ? "none" : oneOf(random, ["none", "none", "before", "unit"]),
		sign: oneOf(random, ["two", "two", "padded", "note"]),
		period: "usual",
	});
}

function formPieces(facts: Facts, tables: readonly ShownTable[], chooser: Chooser): ShownPiece[] {
	const headings = headingsOf(chooser);
	const bodies = [[], of("two"), of("three"), of("four"), [], []];
	function of(name: string): ShownTable[] {
		return tables.filter((table) => table.name === name);
	}
	return [
		...(titleOf(facts, chooser, headings) as ShownPiece[]),
		{ kind: "text", text: preambleOf(facts, chooser) },
		...bodies.flatMap((body, i): ShownPiece[] => [
			{ kind: "heading", text: headings[i] ?? "" },
			...around(i, body, { facts, chooser }),
		]),
		...(signOffOf(facts, chooser) as ShownPiece[]),
	];
}

function around(section: number, body: readonly ShownTable[], at: { facts: Facts; chooser: Chooser }): ShownPiece[] {
	const texts = bodyText(section, [{ kind: "page-break" }], at) as ShownPiece[];
	return texts.flatMap((piece): readonly ShownPiece[] => (piece.kind === "page-break" ? body : [piece]));
}

function formTables(figures: Figures, edition: "2019" | "2021", random: Random): ShownTable[] {
	const printed = Object.fromEntries(Object.keys(figures).map((path) => [path, path]));
	const style = { edition, printed } as const;
	const [two, three, four] = [tableTwo(figures, style), tableThree(figures, style), tableFour(figures, style)].map(sheetOf);
	if (!two || !three || !four) return [];
	const twos = random(4) === 0 ? partsOfSheet(two) : [two];
	const fours = random(5) === 0 ? [columnsOfSheet(four, 0, 5), columnsOfSheet(four, 5, 15)] : [four];
	return [
		...twos.map((sheet) => shownTable(sheet, figures, "two")),
		shownTable(random(6) === 0 ? totalFirst(three, 7) : three, figures, "three"),
		...fours.map((sheet) => shownTable(sheet, figures, "four")),
	];
}

/** A sheet whose figures are paths, with what is printed for each path. */
export function shownTable(sheet: Sheet, figures: Figures, name: ShownTable["name"]): ShownTable {
	const cells = sheet.cells.map((cell) => {
		if (cell.role !== "figure") return { ...cell, parts: [{ text: cell.text, way: "plain" } as const] };
		const value = figures[cell.text];
		const text = value === null || value === undefined ? "" : String(value);
		return { ...cell, path: cell.text, text, parts: [{ text, way: "plain" } as const] };
	});
	return {
		kind: "table",
		name,
		rows: sheet.rows,
		columns: sheet.columns,
		headRows: sheet.headRows,
		cells,
		isWide: name === "three",
	};
}

/** Figures of the list of 2014 to 2018: every total is the sum of its parts. */
function listFigures(random: Random): Figures {
	const figures: Record<string, number> = {};
	const shown = pre2019.indicators.filter(({ isLocal }) => !isLocal);
	for (const one of shown.toReversed()) {
		const parts = shown.filter(({ partOf }) => partOf === one.key).map(({ key }) => figures[`statistics.${key}`] ?? 0);
		figures[`statistics.${one.key}`] = parts.length > 0 ? parts.reduce((a, b) => a + b, 0) : random(3) === 0 ? 0 : random(60);
	}
	const total = (path: string, keys: readonly string[]) => {
		figures[`statistics.${path}`] = keys.reduce((sum, key) => sum + (figures[`statistics.${key}`] ?? 0), 0);
	};
	const upTo = (path: string, whole: string) => {
		figures[`statistics.${path}`] = Math.min(figures[`statistics.${path}`] ?? 0, figures[`statistics.${whole}`] ?? 0);
	};
	total("disclosed", ["by_gazette", "by_website", "by_weibo", "by_wechat", "by_other_means"]);
	upTo("documents_disclosed", "documents_made");
	upTo("press_conferences_led", "press_conferences");
	upTo("interviews_led", "interviews");
	const spare = (figures["statistics.answered"] ?? 0) - (figures["statistics.closed"] ?? 0);
	// What was closed was answered: the greater of both takes the difference in a part of the other.
	const part = spare > 0 ? "closed_in_time" : "other_ways";
	const whole = spare > 0 ? "closed" : "answered";
	for (const key of [part, whole]) figures[`statistics.${key}`] = (figures[`statistics.${key}`] ?? 0) + Math.abs(spare);
	return Object.fromEntries(shown.map(({ key }) => [`statistics.${key}`, figures[`statistics.${key}`] ?? 0]));
}

function listTable(figures: Figures, random: Random): ShownTable {
	const row = (...cells: readonly string[]) => `<tr>${cells.join("")}</tr>`;
	const hasUnit = random(3) !== 0;
	const head = row("<td>统计指标</td>", ...(hasUnit ? ["<td>单位</td>"] : []), "<td>统计数</td>");
	const lines = pre2019.indicators
		.filter(({ isLocal }) => !isLocal)
		.map(({ key, label, unit }) =>
			row(`<td>${label}</td>`, ...(hasUnit ? [`<td>${unit ? "万元" : "件"}</td>`] : []), `<td class="n">statistics.${key}</td>`),
		);
	return shownTable(sheetOf([head, ...lines].join("\n")), figures, "list");
}

function listPieces(facts: Facts, tables: readonly ShownTable[], chooser: Chooser): ShownPiece[] {
	const { year } = facts;
	return [
		...(titleOf(facts, chooser, []) as ShownPiece[]),
		{ kind: "text", text: preambleOf(facts, chooser) },
		{ kind: "heading", text: "一、概述" },
		{ kind: "text", text: `${year}年，本机关认真贯彻条例，完善公开制度，回应群众关心的问题。` },
		{ kind: "heading", text: "二、主动公开政府信息情况" },
		{ kind: "text", text: "通过门户网站、政务新媒体等渠道公开信息，栏目按时更新。" },
		{ kind: "heading", text: "三、政府信息公开工作统计表" },
		...tables,
		{ kind: "heading", text: "四、存在的主要问题及改进情况" },
		{ kind: "text", text: "部分栏目更新不够均衡，将按月核对。" },
		...(signOffOf(facts, chooser) as ShownPiece[]),
	];
}
