import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import type { Link } from "./links.ts";
import type { ListAccount } from "./list-account.ts";
import type { Source } from "./source-kinds.ts";

/** A page of a list to ask for. */
export interface ListRequest {
	readonly url: string;
	readonly method: "GET" | "POST";
	readonly body?: string;
	/** Headers that the configuration names, and what the body is; a form unless told. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Counts from 0 within its list. */
	readonly number: number;
	/** From which number the list's own scripts count pages, and the list's first page; known after that. */
	readonly countsFrom?: 0 | 1;
	readonly first?: string;
	/** How many pages the list's first page announced. */
	readonly pages?: number;
	/** How many pages led here that were not the list itself: frames, redirects, folders of years. */
	readonly depth?: number;
	/** Whether what led here is the column for reports. */
	readonly isReports?: boolean;
	/** The name of the folder that it is; such a page may as well be a report itself. */
	readonly folder?: string;
}

/** What one page of a list gave. */
export interface ListedPage {
	readonly links: readonly Link[];
	/** What was seen on it, taken or not. */
	readonly account: ListAccount;
	/** Further pages; a source that is asked page by page has at most one. */
	readonly next: readonly ListRequest[];
	/** Whether the page calls itself the column for annual reports; left out where it does not say. */
	readonly inColumn?: true;
}

/** What a source's list pages are read with. */
export interface ListContext {
	readonly knowledge: SourceKnowledge;
	/** Bytes were JSON, XML or HTML; decoded. */
	readonly text: string;
	/** Where the page was at last, after redirects. */
	readonly base: string;
}

/** A source of one kind. */
export type Of<Kind extends Source["kind"]> = Extract<Source, { kind: Kind }>;

/** A call of a function with JSON, or a variable that is set to it, as services answer scripts. */
const CALL = /^\s{0,99}(?:\/\*\*\/)?[\w$.]{1,80}\s{0,9}\(/;
const SET = /^\s{0,99}(?:var|let|const|window\.)\s{0,9}[\w$.]{1,80}\s{0,9}=/;

/** The value of a text of JSON, also one that a call hands over or a variable is set to; undefined where it is none, which the account of the page tells. */
export function parseJson(text: string): unknown {
	try {
		const [call, set] = [CALL, SET].map((opening) => opening.exec(text.slice(0, 300))?.[0]);
		if (call !== undefined) return JSON.parse(text.slice(call.length, text.lastIndexOf(")")));
		return JSON.parse(set === undefined ? text : text.slice(set.length).trim().replace(/;$/, ""));
	} catch {
		// Not JSON: told in the account of the page.
		return undefined;
	}
}

/** What stands at a dotted path, also inside texts that are JSON themselves; undefined where there is nothing. */
export function at(value: unknown, path: string): unknown {
	let here = value;
	for (const key of path.split(".").filter((part) => part !== "")) {
		if (typeof here === "string" && /^\s{0,9}[[{]/.test(here)) here = parseJson(here);
		if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
		here = (here as Readonly<Record<string, unknown>>)[key];
	}
	return here;
}
