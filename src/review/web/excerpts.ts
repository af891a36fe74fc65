import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { comparedText } from "../search-index/full-text.ts";
import type { ReportRow } from "../search-index/lists.ts";
import { marked } from "./narrative.ts";
import { reportHref } from "./parts.ts";

/** Characters that are shown around what was looked for. */
const AROUND = 60;

/** Where the words stand in each report's text, by its file's name; nothing for reports that have them scattered only. */
export async function excerptsOf(desk: Desk, rows: readonly ReportRow[], text: string): Promise<ReadonlyMap<string, Html>> {
	const found = await Promise.all(
		rows.map(async ({ name }) => {
			// A file that was taken away since shows nothing.
			const report = (await desk.reportOf(name).catch(() => undefined))?.report;
			const excerpt = report && excerptOf(Object.values(report.sections), text);
			return excerpt ? [[name, excerpt] as const] : [];
		}),
	);
	return new Map(found.flat());
}

function excerptOf(sections: readonly (string | null)[], text: string): Html | undefined {
	const wanted = comparedText(text);
	for (const paragraph of sections.flatMap((section) => (section ?? "").split("\n"))) {
		const place = placeOf(paragraph, wanted);
		if (!place) continue;
		const [from, to] = place;
		const shown = paragraph.slice(Math.max(0, from - AROUND), to + AROUND);
		return html`${from > AROUND ? "…" : ""}${marked(shown, [paragraph.slice(from, to)])}${to + AROUND < paragraph.length ? "…" : ""}`;
	}
	return undefined;
}

/** Where a paragraph has what is compared, in its own characters. */
function placeOf(paragraph: string, wanted: string): readonly [number, number] | undefined {
	const units: number[] = [];
	let compared = "";
	for (let i = 0; i < paragraph.length; i++) {
		const form = comparedText(paragraph.charAt(i));
		for (let n = 0; n < form.length; n++) units.push(i);
		compared += form;
	}
	const at = compared.indexOf(wanted);
	const [first, last] = [units[at], units[at + wanted.length - 1]];
	return at < 0 || first === undefined || last === undefined ? undefined : [first, last + 1];
}

/** Reports with the words in their surroundings. */
export function excerptTable(rows: readonly ReportRow[], excerpts: ReadonlyMap<string, Html>): Html {
	const shown = rows.filter(({ name }) => excerpts.has(name));
	if (shown.length === 0) return html`<p class="empty">这一页的报告只是分散地有这些字，没有连在一起的。</p>`;
	return html`<div class="scroll" tabindex="0" role="region" aria-label="正文中的位置"><table class="rows wrap" data-rows><thead><tr><th scope="col">机关</th><th scope="col">年度</th><th scope="col">正文</th></tr></thead><tbody>${shown.map((row) => html`<tr><th scope="row"><a href="${reportHref(row.name)}#text">${row.issuer}</a></th><td>${row.year}</td><td>${excerpts.get(row.name)}</td></tr>`)}</tbody></table></div>`;
}
