import { largest } from "../../model/many.ts";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";

/** One group of bars: a label, and a value for each series. */
export interface Bars {
	readonly label: string;
	readonly values: readonly number[];
	/** Where the bars lead. */
	readonly href?: string;
}

const [WIDTH, HEIGHT, BOTTOM, TOP] = [640, 220, 30, 22];

/**
 * Bars side by side, one group for each label, as SVG without styles of its own (the page's policy forbids them).
 * What it shows stands in a table beside it too, so that it is one picture for screen readers.
 */
export function barChart(title: string, series: readonly string[], groups: readonly Bars[]): Html {
	const most = Math.max(1, largest(groups.flatMap(({ values }) => values)));
	const step = WIDTH / Math.max(1, groups.length);
	const width = Math.min(46, (step * 0.72) / Math.max(1, series.length));
	const high = HEIGHT - BOTTOM - TOP;
	return html`<figure class="chart"><figcaption>${title}<span class="legend">${series.map((name, i) => html`<span class="key s${i}">${name}</span>`)}</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}：${groups.map(({ label, values }) => `${label}年${values.join("、")}`).join("；")}">
<line class="axis" x1="0" y1="${HEIGHT - BOTTOM}" x2="${WIDTH}" y2="${HEIGHT - BOTTOM}"/>${groups.map(({ label, values }, g) => {
		const middle = step * (g + 0.5);
		const left = middle - (width * values.length) / 2;
		return html`${values.map((value, i) => {
			const h = Math.round((value / most) * high);
			const x = (left + i * width).toFixed(1);
			return html`<rect class="s${i}" x="${x}" y="${HEIGHT - BOTTOM - h}" width="${(width - 2).toFixed(1)}" height="${h}"/><text class="value" x="${(left + (i + 0.5) * width).toFixed(1)}" y="${HEIGHT - BOTTOM - h - 5}">${value}</text>`;
		})}<text class="label" x="${middle.toFixed(1)}" y="${HEIGHT - 9}">${label}</text>`;
	})}</svg></figure>`;
}

/** A share as a small bar, for table cells; the number stands beside it. */
export function shareBar(part: number, whole: number): Html {
	const width = whole > 0 ? Math.round((part / whole) * 100) : 0;
	return html`<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="8"/><rect class="part" width="${width}" height="8"/></svg>`;
}
