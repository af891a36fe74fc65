import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { ReportView } from "./report-view.ts";

/** The report's text by sections, with the words that the finding rests on marked. */
export function narrative({ report, finding, pipeline }: ReportView): Html {
	const quotes = finding?.record.quotes ?? [];
	const isAbout = (place: string) => quotes.some((quote) => quote.place === place) || finding?.record.cells.includes(place);
	return html`<section id="text" aria-labelledby="text-title"><h2 id="text-title">正文</h2>${Object.entries(report.sections).map(
		([key, text]) => {
			const place = `sections.${key}`;
			const about = isAbout(place) ? html` open class="hit"` : undefined;
			return html`<details id="${place}"${about}><summary>${pipeline.placeLabelOf(place)}${text === null ? "（没有这一部分）" : ""}</summary>${(
				text ?? ""
			)
				.split("\n")
				.map(
					(paragraph) =>
						html`<p>${marked(
							paragraph,
							quotes.filter((quote) => quote.place === place).map((quote) => quote.text),
						)}</p>`,
				)}</details>`;
		},
	)}</section>`;
}

/** Marks quotes in a paragraph; they were cut from the text with their spaces taken out, and long ones end with an ellipsis. */
export function marked(paragraph: string, quotes: readonly string[]): Html[] {
	const places = quotes.flatMap((quote) => placeOf(paragraph, quote.replace(/…$/, ""))).sort((a, b) => a[0] - b[0]);
	const pieces: Html[] = [];
	let at = 0;
	for (const [from, to] of places) {
		if (from < at) continue;
		pieces.push(html`${paragraph.slice(at, from)}<mark>${paragraph.slice(from, to)}</mark>`);
		at = to;
	}
	return [...pieces, html`${paragraph.slice(at)}`];
}

function placeOf(paragraph: string, quote: string): [number, number][] {
	const wanted = quote.replaceAll(/\s+/g, "");
	if (wanted === "") return [];
	const kept = [...paragraph].flatMap((character, i) => (/\s/.test(character) ? [] : [i]));
	const characters = [...paragraph];
	const bare = kept.map((i) => characters[i]).join("");
	const found = bare.indexOf(wanted);
	if (found < 0) return [];
	const start = [...bare.slice(0, found)].length;
	const [first, last] = [kept[start] ?? 0, kept[start + [...wanted].length - 1] ?? 0];
	const unitsTo = (index: number) => characters.slice(0, index).join("").length;
	return [[unitsTo(first), unitsTo(last + 1)]];
}
