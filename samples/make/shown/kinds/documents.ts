import { looseTable } from "../markup/web-page.ts";
import type { Making, ShownPiece, ShownReport, ShownTable } from "../model.ts";
import { oneOf, PRODUCERS } from "../model.ts";
import { shownReport } from "../report.ts";
import type { Kind } from "./kind.ts";
import { otherFigure } from "./kind.ts";

const text = (words: string): ShownPiece => ({ kind: "text", text: words });

/** A table with other figures in some of its cells. */
function revisedTable(table: ShownTable, { random }: Making): ShownTable {
	const cells = table.cells.map((cell) => {
		if (cell.path === undefined || cell.text === "" || random(3) > 0) return cell;
		const other = otherFigure(cell.text, random);
		return { ...cell, text: other, parts: [{ text: other, way: "plain" } as const] };
	});
	return { ...table, cells };
}

/** A report with one of its tables replaced by several pieces. */
function around(
	report: ShownReport,
	name: ShownTable["name"],
	pieces: (table: ShownTable) => readonly ShownPiece[],
): ShownReport {
	const all = report.pieces.flatMap((piece) => (piece.kind === "table" && piece.name === name ? pieces(piece) : [piece]));
	return { ...report, pieces: all };
}

const tableName = ({ truth }: ShownReport, { random }: Making): ShownTable["name"] =>
	truth.form === "pre2019" ? "list" : oneOf(random, ["three", "three", "two", "four"]);

/** Two versions of one table, each after a line that says which it is. */
function versions(name: string, order: (old: ShownTable, now: ShownTable, year: number) => readonly ShownPiece[]): Kind {
	return {
		name: `versions/${name}`,
		producers: PRODUCERS,
		change: (report, making) =>
			around(report, tableName(report, making), (table) => order(revisedTable(table, making), table, report.truth.year)),
	};
}

const versionKinds: readonly Kind[] = [
	versions("corrected", (old, now) => [text("更正前："), old, text("更正后："), now]),
	versions("corrected-first", (old, now) => [text("更正后（以此为准）："), now, text("更正前："), old]),
	versions("last-year-first", (old, now, year) => [text(`${year - 1}年情况：`), old, text(`${year}年情况：`), now]),
	versions("last-year-after", (old, now, year) => [now, text(`附：${year - 1}年同期情况`), old]),
	versions("void-copy", (old, now) => [text("（此表作废）"), old, now]),
];

/** Two reports in one document. */
function joined(name: string, order: (now: readonly ShownPiece[], other: readonly ShownPiece[]) => readonly ShownPiece[]): Kind {
	const kind = { name: `joined/${name}`, producers: PRODUCERS };
	return {
		...kind,
		change: (report, { random }) => {
			const form = report.truth.form as "2019" | "2021" | "pre2019";
			const drawn = shownReport(random(9000), random, { form });
			return { ...report, pieces: order(report.pieces, earlier(drawn, report)) };
		},
	};
}

/** The other report as the same organ's of the year before. */
function earlier(other: ShownReport, { truth }: ShownReport): ShownPiece[] {
	const renamed = (words: string) =>
		words
			.replaceAll(other.truth.issuer, truth.issuer)
			.replaceAll(String(other.truth.year + 1), "＠")
			.replaceAll(String(other.truth.year), String(truth.year - 1))
			.replaceAll("＠", String(truth.year));
	return other.pieces.map((piece) => ("text" in piece ? { ...piece, text: renamed(piece.text) } : piece));
}

const joinedKinds: readonly Kind[] = [
	joined("older-after", (now, other) => [...now, { kind: "page-break" }, ...other]),
	joined("older-before", (now, other) => [...other, { kind: "page-break" }, ...now]),
];

/** A copy of the report's tables with other figures, hidden from who looks at the page on a desk. */
function copyHidden(name: string, wrap: (tables: string) => string, style = ""): Kind {
	return {
		name: `copy/${name}`,
		producers: ["html"],
		web: (report, making) => {
			const tables = report.pieces.filter((piece) => piece.kind === "table").map((table) => revisedTable(table, making));
			const copy = wrap(tables.map((table) => looseTable(table, making.random)).join("\n"));
			return making.random(2) === 0 ? { before: copy, style } : { after: copy, style };
		},
	};
}

const copyKinds: readonly Kind[] = [
	copyHidden(
		"mobile-class",
		(tables) => `<div class="wap-only">${tables}</div>`,
		".wap-only{display:none}@media (max-width:640px){.wap-only{display:block}}",
	),
	copyHidden("inline", (tables) => `<div style="display:none">${tables}</div>`),
	copyHidden("attribute", (tables) => `<section hidden>${tables}</section>`),
	copyHidden("template", (tables) => `<template id="m">${tables}</template>`),
	copyHidden("visibility", (tables) => `<div style="visibility:hidden;height:0">${tables}</div>`),
	copyHidden("noscript", (tables) => `<noscript>${tables}</noscript>`),
	copyHidden("comment", (tables) => `<!-- ${tables.replaceAll("--", "")} -->`),
	copyHidden("selector", (tables) => `<div id="app"><div>${tables}</div></div>`, "#app > div{display:none !important}"),
	copyHidden("aside-off-page", (tables) => `<div style="position:absolute;left:-99999px;top:0">${tables}</div>`),
];

const ghost = (name: string, ghostRow: string, style = ""): Kind => ({
	name: `copy/row-${name}`,
	producers: ["html"],
	web: () => ({ ghostRow, style }),
});
const ghosts: readonly Kind[] = [
	ghost("inline", 'style="display: none"'),
	ghost("class", 'class="r0"', "tr.r0{display:none}"),
	ghost("hidden", "hidden"),
	ghost("collapsed", 'style="visibility:collapse"'),
];

/** Titles and headings that are worded so that a name or a section is easily mistaken. */
function worded(name: string, change: (piece: ShownPiece, report: ShownReport) => readonly ShownPiece[]): Kind {
	return {
		name: `worded/${name}`,
		producers: PRODUCERS.filter((producer) => producer !== "office"),
		change: (report) => ({ ...report, pieces: report.pieces.flatMap((piece) => change(piece, report)) }),
	};
}

const headed = (change: (words: string, i: number) => string) => (piece: ShownPiece) => {
	if (piece.kind !== "heading") return [piece];
	const at = "一二三四五六".indexOf(piece.text[0] ?? "");
	return [{ ...piece, text: change(piece.text, at) }];
};

const wordedKinds: readonly Kind[] = [
	worded(
		"arabic-headings",
		headed((words, i) => `${i + 1}、${words.slice(2)}`),
	),
	worded(
		"first-arabic",
		headed((words, i) => (i === 0 ? `1、 ${words.slice(2)}` : words)),
	),
	worded(
		"first-reworded",
		headed((words, i) => (i === 0 ? "一、工作总体推进情况" : words)),
	),
	worded("path-line", (piece, { truth }) =>
		piece.kind === "title" && piece.text.includes("年")
			? [{ kind: "small", text: `您的位置:首页>信息公开>年报>${truth.year - 3}` }, piece]
			: [piece],
	),
];

/** Kinds of whole documents. */
export const documentKinds: readonly Kind[] = [...versionKinds, ...joinedKinds, ...copyKinds, ...ghosts, ...wordedKinds];
