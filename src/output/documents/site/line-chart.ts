import { largest } from "../../../model/many.ts";
import type { Html } from "../html.ts";
import { html } from "../html.ts";

/** Values by year; null where there is none, and the line is broken there. */
export interface ChartLine {
	readonly label: string;
	readonly values: readonly (number | null)[];
	/** What is to be said of each value; nothing of most. Absent where there is nothing of any. */
	readonly notes?: readonly (readonly string[])[];
}

const WIDTH = 440;
const HEIGHT = 230;
const EDGE = { left: 62, right: 16, top: 12, bottom: 28 };
const MARKS = ["circle", "square", "diamond", "triangle", "ring", "bar"] as const;

/** A line chart as SVG with its key, styled by classes only. Lines differ in colour and in the shape of their marks. */
export function lineChart(title: string, unit: string, years: readonly number[], lines: readonly ChartLine[]): Html {
	const most = Math.max(1, largest(lines.flatMap(({ values }) => values.filter((value) => value !== null))));
	const step = roundStep(most / 4);
	const top = step * Math.ceil(most / step);
	const x = (i: number) => round(EDGE.left + ((WIDTH - EDGE.left - EDGE.right) * (i + 0.5)) / years.length);
	const y = (value: number) => round(HEIGHT - EDGE.bottom - ((HEIGHT - EDGE.top - EDGE.bottom) * value) / top);
	const levels = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
	return html`<figure><figcaption>${title}（${unit}）</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${describe(title, unit, years, lines)}">
${levels.map((level) => html`<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${y(level)}" y2="${y(level)}"/><text x="${EDGE.left - 6}" y="${y(level) + 4}" text-anchor="end">${level.toLocaleString("en")}</text>`)}
${years.map((year, i) => html`<text x="${x(i)}" y="${HEIGHT - 8}" text-anchor="middle">${year}</text>`)}
${lines.flatMap(({ values }, line) => [
	...runs(values).map(
		(run) => html`<polyline class="c${line}" points="${run.map(([i, value]) => `${x(i)},${y(value)}`).join(" ")}"/>`,
	),
	...values.flatMap((value, i) => (value === null ? [] : [mark(line, x(i), y(value))])),
])}</svg>
<ul class="key">${lines.map(({ label }, line) => html`<li><svg viewBox="0 0 20 12" aria-hidden="true">${mark(line, 10, 6)}</svg>${label}</li>`)}</ul></figure>`;
}

/** The same figures for whoever does not see the picture. */
function describe(title: string, unit: string, years: readonly number[], lines: readonly ChartLine[]): string {
	const told = lines.map(
		({ label, values }) => `${label} ${values.map((value, i) => `${years[i]}年${value ?? "无数据"}`).join("、")}`,
	);
	return `${title}，单位：${unit}。${told.join("；")}`;
}

function runs(values: readonly (number | null)[]): (readonly [number, number])[][] {
	const found: [number, number][][] = [[]];
	values.forEach((value, i) => {
		if (value === null) found.push([]);
		else found.at(-1)?.push([i, value]);
	});
	return found.filter((run) => run.length > 1);
}

function mark(line: number, x: number, y: number): Html {
	const shape = MARKS[line % MARKS.length];
	const colour = `c${line % 6}`;
	const points = (list: readonly (readonly [number, number])[]) => list.map(([dx, dy]) => `${x + dx},${y + dy}`).join(" ");
	if (shape === "square") return html`<rect class="${colour}" x="${x - 4}" y="${y - 4}" width="8" height="8"/>`;
	if (shape === "diamond")
		return html`<polygon class="${colour}" points="${points([
			[0, -5.5],
			[5.5, 0],
			[0, 5.5],
			[-5.5, 0],
		])}"/>`;
	if (shape === "triangle")
		return html`<polygon class="${colour}" points="${points([
			[0, -5],
			[5, 4],
			[-5, 4],
		])}"/>`;
	if (shape === "ring") return html`<circle class="${colour} s" cx="${x}" cy="${y}" r="4"/>`;
	if (shape === "bar") return html`<rect class="${colour}" x="${x - 5}" y="${y - 2}" width="10" height="4"/>`;
	return html`<circle class="${colour}" cx="${x}" cy="${y}" r="4.5"/>`;
}

/** 1, 2 or 5 times a power of ten, and at least 1: counts have no halves. */
function roundStep(value: number): number {
	const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
	const times = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
	return times * power;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
