/** A piece of HTML whose texts are escaped. */
export class Html {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** What is not there is left out. */
type HtmlPart = string | number | Html | readonly (Html | undefined)[] | null | undefined;

/** Builds HTML; every value put in is escaped, pieces made by `html` itself are taken as they are. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
	return new Html(strings.reduce((text, part, i) => text + part + (i < values.length ? shown(values[i]) : ""), ""));
}

function shown(part: HtmlPart): string {
	if (part === undefined || part === null) return "";
	if (part instanceof Html) return part.text;
	if (Array.isArray(part)) return part.map((piece: Html | undefined) => piece?.text ?? "").join("");
	return escapeHtml(String(part));
}

/** Text safe inside HTML elements and quoted attributes; control characters are taken out. */
export function escapeHtml(text: string): string {
	return text
		.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replaceAll("'", "&#39;");
}
