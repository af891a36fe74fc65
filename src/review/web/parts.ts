import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery } from "../search-index/filters.ts";
import type { FindingRow } from "../search-index/lists.ts";
import { SEVERITY_WORDS, STATE_WORDS } from "./words.ts";

/** The address of a report's page, with a finding and the list that it was opened from. */
export function reportHref(
	name: string,
	{ finding, list, cell }: { finding?: string; list?: string; cell?: string } = {},
): string {
	const query = new URLSearchParams();
	if (finding !== undefined) query.set("finding", finding);
	if (cell !== undefined) query.set("cell", cell);
	if (list) query.set("list", list);
	const text = query.toString();
	return `/report/${encodeURIComponent(name)}${text === "" ? "" : `?${text}`}`;
}

/** How much a finding weighs, or that it cannot be told. */
export function severityBadge({ verdict, severity }: { readonly verdict: string; readonly severity: string }): Html {
	return verdict === "broken"
		? html`<span class="badge ${severity}">${SEVERITY_WORDS[severity]}</span>`
		: html`<span class="badge undetermined">待定</span>`;
}

export function stateBadge(state: FindingRow["state"]): Html {
	return html`<span class="state ${state}">${STATE_WORDS[state]}</span>`;
}

/** One choice of a filter: what goes into the address, and how it is called. */
export type Choice = readonly [value: string | number, name: string];

/** More choices than this make a page heavy and a list that nobody scrolls through: the value is typed. */
const MAX_CHOICES = 150;

/** A drop-down of a filter form. */
export function select(name: string, label: string, choices: readonly Choice[], chosen: string | number | undefined): Html {
	if (choices.length > MAX_CHOICES)
		return html`<label>${label} <input name="${name}" value="${chosen}" size="8" placeholder="如${choices[0]?.[1]}"></label>`;
	return html`<label>${label} <select name="${name}"><option value="">全部</option>${choices.map(([value, text]) => html`<option value="${value}"${String(value) === String(chosen ?? "") && chosen !== undefined ? html` selected` : undefined}>${text}</option>`)}</select></label>`;
}

/** A heading of a sortable column: a link that sorts by it. */
export function sortable(
	name: string,
	key: string,
	{ path, filters, order, numeric = false }: { path: string; filters: Filters; order: string; numeric?: boolean },
): Html {
	const isBy = order === key;
	return html`<th scope="col"${numeric ? html` class="n"` : undefined}${isBy ? html` aria-sort="${numeric ? "descending" : "ascending"}"` : undefined}><a href="${path}?${filterQuery(filters, { order: key })}">${name}${isBy ? html` <span aria-hidden="true">${numeric ? "▼" : "▲"}</span>` : undefined}</a></th>`;
}

/** A count with a separator every three digits. */
export function count(n: number): string {
	return n.toLocaleString("en-US");
}
