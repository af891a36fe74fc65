import type { Html } from "../../html.ts";
import { html } from "../../html.ts";
import { lineChart } from "../line-chart.ts";
import type { PlainAnswer } from "./answer.ts";

/** Lines of one picture; more cannot be told apart. */
const MAX_LINES = 6;
const MAX_BARS = 40;

/** Columns that name a place: their bars are by division. */
const PLACES = ["division_code", "province", "city", "county", "region"];

/**
 * A picture of an answer: lines over years where its first column is years, each once; else bars of its first column of
 * numbers, by its first column of texts. Undefined where it has nothing of the kind.
 */
export function pictureOf({ columns, rows }: PlainAnswer): Html | undefined {
	const numbers = columns
		.map((_, i) => i)
		.filter((i) => rows.some((row) => typeof row[i] === "number") && rows.every((row) => isNumber(row[i])));
	const years = rows.map(([year]) => year);
	const isYears = years.length > 1 && years.every(isYear) && new Set(years).size === years.length;
	if (isYears) {
		const drawn = numbers.filter((i) => i !== 0).slice(0, MAX_LINES);
		if (drawn.length === 0) return undefined;
		const inOrder = rows.toSorted(([a], [b]) => Number(a) - Number(b));
		const lines = drawn.map((i) => ({
			label: columns[i] ?? "",
			values: inOrder.map((row) => (typeof row[i] === "number" ? row[i] : null)),
		}));
		return lineChart(
			"各年度",
			"原单位",
			inOrder.map(([year]) => Number(year)),
			lines,
		);
	}
	return bars({ columns, rows }, numbers);
}

const isNumber = (value: unknown) => value === null || typeof value === "number";
const isYear = (value: unknown) => typeof value === "number" && Number.isInteger(value) && value > 1990 && value < 2200;

function bars({ columns, rows }: PlainAnswer, numbers: readonly number[]): Html | undefined {
	const place = columns.findIndex((name) => PLACES.includes(name));
	const label = place >= 0 ? place : columns.findIndex((_, i) => rows.some((row) => typeof row[i] === "string"));
	const value = numbers.find((i) => i !== label && columns[i] !== "year");
	if (label < 0 || value === undefined || rows.length === 0) return undefined;
	const shown = rows
		.slice(0, MAX_BARS)
		.map((row) => ({ name: String(row[label] ?? "—"), value: Number(row[value] ?? 0), isNull: row[value] === null }));
	const most = Math.max(...shown.map((bar) => Math.abs(bar.value)), Number.MIN_VALUE);
	const title = place >= 0 ? `按行政区划：${columns[value]}` : `${columns[value]}`;
	const rest = rows.length - shown.length;
	return html`<figure><figcaption>${title}</figcaption><table class="bars"><tbody>${shown.map(
		(bar) =>
			html`<tr><th scope="row">${bar.name}</th><td><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="c0" width="${(100 * Math.abs(bar.value)) / most}" height="4"/></svg></td><td class="n">${bar.isNull ? "—" : bar.value.toLocaleString("en", { maximumFractionDigits: 4 })}</td></tr>`,
	)}</tbody></table>${rest > 0 ? html`<p class="soft">另有${rest}行，见下表。</p>` : undefined}</figure>`;
}
