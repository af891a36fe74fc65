import type { CheerioAPI } from "cheerio";

/** More of a page's own scripts is not searched for functions. */
const MAX_SCRIPT = 200_000;
/** A function that makes an address is no longer than this. */
const MAX_BODY = 1000;

/** The text of a page's own scripts, up to a bound. */
export function scriptsOf(page: CheerioAPI): string {
	return page("script:not([src])").slice(0, 50).text().slice(0, MAX_SCRIPT);
}

/**
 * The address that a link leads to, also where a script of its own says so: `javascript:open('/a.html')`, `onclick`, or a
 * function of the page that makes an address of what it is called with. Nothing is run.
 */
export function scriptedAddress(href: string, onclick = "", scripts = ""): string {
	const isScript = /^\s*(?:javascript:|#?\s*$)/i.test(href);
	if (!isScript) return href;
	for (const script of [href, onclick]) {
		const called = [...script.slice(0, 2000).matchAll(/["']([^"'\s]{1,500})["']/g)].map(([, text = ""]) => text).find(isAddress);
		// A bare name is what a function puts a path before, where there is one.
		const isBare = called !== undefined && !/[/?]/.test(called);
		const made = (isBare ? addressOfCall(script, scripts) : undefined) ?? called ?? addressOfCall(script, scripts);
		if (made !== undefined) return made;
	}
	return href;
}

function isAddress(text: string): boolean {
	return /^(?:https?:\/\/|\.{0,2}\/)|\.(?:[sj]?html?|jsp|aspx?|php|do|pdf|docx?|wps|ofd)(?:[?#]|$)|^\?\w{1,40}=/i.test(text);
}

/** A call of a page's function, with what it is called with. */
export interface Call {
	readonly name: string;
	readonly values: readonly string[];
}

/** The first call in a text such as `return show('12', 3)`; undefined where there is none. */
export function callIn(script: string): Call | undefined {
	const found = /([A-Za-z_$][\w$]{0,60})\(([^()]{0,300})\)/.exec(script.slice(0, 2000));
	if (!found) return undefined;
	const [, name = "", list = ""] = found;
	return { name, values: list.split(",").map((value) => value.trim().replaceAll(/^["']|["']$/g, "")) };
}

function addressOfCall(script: string, scripts: string): string | undefined {
	const call = callIn(script);
	return call === undefined ? undefined : addressMadeBy(call, scripts);
}

/** The address that a function of the page makes of its arguments: the first text that it puts together from them. */
export function addressMadeBy({ name, values }: Call, scripts: string): string | undefined {
	const found = functionNamed(name, scripts);
	if (found === undefined) return undefined;
	const byName = new Map(found.parameters.map((parameter, i) => [parameter, values[i] ?? ""]));
	return joinedTexts(found.body, byName).find(isAddress);
}

function functionNamed(
	name: string,
	scripts: string,
): { readonly parameters: readonly string[]; readonly body: string } | undefined {
	for (const opening of [`function ${name}`, `${name} = function`, `${name}=function`, `${name}: function`, `${name}:function`]) {
		const at = scripts.indexOf(opening);
		if (at < 0) continue;
		const text = scripts.slice(at + opening.length, at + opening.length + MAX_BODY);
		const found = /^\s{0,9}\(([^()]{0,200})\)\s{0,9}\{/.exec(text);
		if (!found) continue;
		const parameters = (found[1] ?? "").split(",").map((parameter) => parameter.trim());
		const end = text.indexOf("function ", found[0].length);
		return { parameters, body: text.slice(found[0].length, end < 0 ? undefined : end) };
	}
	return undefined;
}

const TOKEN = /"([^"\n]{0,500})"|'([^'\n]{0,500})'|([A-Za-z_$][\w$]{0,60}(?:\.[\w$]{1,60})?)|(\d{1,9})|(\s+)|([\s\S])/g;
/** Functions that give the text they are given. */
const SAME: ReadonlySet<string> = new Set(["encodeURIComponent", "encodeURI", "escape", "String", "parseInt", "Number"]);

/** Texts that a piece of script puts together with `+` from its own texts and from values that have names. */
export function joinedTexts(script: string, values: ReadonlyMap<string, string>): string[] {
	const chain = new Chain();
	for (const [, double, single, name, number, space, other = ""] of script.matchAll(TOKEN)) {
		if (space !== undefined || (name !== undefined && SAME.has(name))) continue;
		const text = double ?? single ?? (name === undefined ? undefined : values.get(name));
		if (text !== undefined) chain.add(text, name !== undefined);
		else if (number !== undefined) chain.count(number);
		else chain.mark(other);
	}
	chain.end();
	return chain.found;
}

/** Texts and values joined by `+`, until something else stands between them. */
class Chain {
	readonly found: string[] = [];
	#parts: { readonly text: string; readonly isValue: boolean }[] = [];
	#sign = "";
	#depth = 0;

	add(text: string, isValue: boolean): void {
		if (this.#sign === "") this.end();
		this.#parts.push({ text, isValue });
		this.#sign = "";
	}

	/** A number: of a sum, such as `(n - 1)`, or a part like others. */
	count(number: string): void {
		const last = this.#parts.at(-1);
		const isSum = last?.isValue === true && (this.#sign === "-" || (this.#sign === "+" && this.#depth > 0));
		if (last === undefined || !isSum) {
			this.add(number, false);
			return;
		}
		const sum = Number(last.text) + (this.#sign === "-" ? -1 : 1) * Number(number);
		this.#parts[this.#parts.length - 1] = { text: String(sum), isValue: true };
		this.#sign = "";
	}

	mark(other: string): void {
		if (other === "+" || other === "-") this.#sign = other;
		else if (other === "(" && (this.#sign !== "" || this.#parts.length === 0)) this.#depth++;
		else if (other === ")" && this.#depth > 0) this.#depth--;
		else this.end();
	}

	end(): void {
		const isMade = this.#parts.length > 1 && this.#parts.some(({ isValue }) => isValue);
		if (isMade) this.found.push(this.#parts.map(({ text }) => text).join(""));
		this.#parts = [];
		this.#sign = "";
		this.#depth = 0;
	}
}
