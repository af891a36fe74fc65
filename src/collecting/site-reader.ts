import robotsParser from "robots-parser";
import { GoujiError, traitsOf } from "../model/errors.ts";
import type { SourceKnowledge } from "../model/source-knowledge.ts";
import type { Answer, Verdict, Wanted } from "./http/answer.ts";
import { judgeAnswer } from "./http/answer.ts";
import { decodeText } from "./http/decode.ts";
import { isSamePage } from "./http/steady-page.ts";
import type { Article } from "./sources/article.ts";
import { readArticle } from "./sources/article.ts";
import { readListPage } from "./sources/list.ts";
import type { ListedPage, ListRequest } from "./sources/list-page.ts";
import type { Source } from "./sources/source-kinds.ts";

/** Bytes as a site sent them, with what it said of their charset. */
export interface SentBytes {
	readonly bytes: Uint8Array;
	readonly contentType: string;
}

/** What is done with bytes of a site. `address` says whose they are: each host has its share of a run's time. */
export type SiteTask = { readonly address: string; readonly run: number } & (
	| { readonly kind: "list"; readonly page: SentBytes; readonly source: Source; readonly request: ListRequest }
	| { readonly kind: "article"; readonly page: SentBytes }
	| { readonly kind: "judge"; readonly answer: Answer; readonly wants: Wanted }
	| { readonly kind: "same"; readonly page: SentBytes; readonly before: Uint8Array }
	| { readonly kind: "robots"; readonly page: SentBytes; readonly asked: string }
);

/** What robots.txt says of one address; `line` counts from 1, and `delay` is in seconds. */
export interface RobotsAnswer {
	readonly isAllowed: boolean;
	readonly line?: number;
	readonly delay?: number;
}

/** What each kind of task gives. */
export interface SiteResults {
	readonly list: ListedPage;
	readonly article: Article;
	readonly judge: Verdict;
	readonly same: boolean;
	readonly robots: RobotsAnswer;
}

/** Whoever reads what sites sent: strangers wrote it, so it is read where it can be stopped. Throws GoujiError for what is no page. */
export type SiteReader = <Kind extends SiteTask["kind"]>(
	task: Extract<SiteTask, { readonly kind: Kind }>,
) => Promise<SiteResults[Kind]>;

/** What was read, or what a site's bytes deserve instead; a fault of ours goes on, and so does a machine's. */
export async function unlessUnreadable<T>(reading: Promise<T>): Promise<{ readonly value: T } | { readonly error: GoujiError }> {
	try {
		return { value: await reading };
	} catch (error) {
		if (error instanceof GoujiError && traitsOf(error.code).stops === "task") return { error };
		throw error;
	}
}

/** A page with more characters, more marks of elements or deeper ones is no list and no article. */
const MOST = { characters: 8_000_000, elements: 400_000, depth: 5_000 } as const;
/** RFC 9309, 2.5: at least 500 KiB are read. */
const MAX_ROBOTS = 512 * 1024;
const AGENT = "gouji";

/** Reads what a site sent, in this process and without limits of time: for the reading process, and for tests. */
export function readSite(task: SiteTask, knowledge: SourceKnowledge): SiteResults[SiteTask["kind"]] {
	switch (task.kind) {
		case "list": {
			const text = boundedText(task.page);
			return readListPage(task.source, task.request, { knowledge, text, base: task.address });
		}
		case "article":
			return readArticle(boundedText(task.page), task.address, knowledge);
		case "judge":
			return judgeAnswer(task.answer, task.wants, knowledge.signs);
		case "same":
			return isSamePage(task.before, task.page.bytes, task.page.contentType);
		case "robots":
			return askRobots(decodeText(task.page.bytes, task.page.contentType), task);
		default:
			return task satisfies never;
	}
}

function boundedText({ bytes, contentType }: SentBytes): string {
	const text = decodeText(bytes, contentType);
	if (text.length > MOST.characters) throw tooLarge(`${text.length} characters`, `${MOST.characters}`);
	const { elements, depth } = sizeOfMarkup(text);
	if (elements > MOST.elements) throw tooLarge("more elements than are read", `${MOST.elements}`);
	if (depth > MOST.depth) throw tooLarge("elements that are nested deeper than is read", `${MOST.depth}`);
	return text;
}

function tooLarge(what: string, limit: string): GoujiError {
	return new GoujiError("too-large", `The page has ${what}; the limit is ${limit}`, {
		hint: "Open the link: lists and articles are a thousand times smaller.",
	});
}

/** Elements that end by themselves, or hold nothing: left open they are not in one another. */
const FLAT = new Set(
	"area base br col dd dt embed hr img input li link meta option optgroup p param rp rt source tbody td tfoot th thead tr track wbr".split(
		" ",
	),
);

/** How many tags a text has, and how deep elements would be in one another that are never closed; at most so many are counted. */
function sizeOfMarkup(text: string): { readonly elements: number; readonly depth: number } {
	let [elements, depth, deepest] = [0, 0, 0];
	for (const [, slash, name = "", end] of text.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,30})|(\/>)/gi)) {
		if (end !== undefined) depth = Math.max(0, depth - 1);
		else if (!FLAT.has(name.toLowerCase())) {
			depth = slash === "/" ? Math.max(0, depth - 1) : depth + 1;
			deepest = Math.max(deepest, depth);
		}
		if (end === undefined && ++elements > MOST.elements) break;
	}
	return { elements, depth: deepest };
}

/** The package is CommonJS: its types say `default`, Node gives the function itself. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default;
let lastRobots: { readonly text: string; readonly url: string; readonly rules: ReturnType<typeof parseRobots> } | undefined;

/** Every address of a site is asked of one robots.txt: what was parsed last is kept. */
function askRobots(whole: string, { address: url, asked }: { readonly address: string; readonly asked: string }): RobotsAnswer {
	const text = whole.slice(0, MAX_ROBOTS);
	if (lastRobots?.text !== text || lastRobots.url !== url) lastRobots = { text, url, rules: parseRobots(url, text) };
	const { rules } = lastRobots;
	const delay = rules.getCrawlDelay(AGENT);
	const isAllowed = rules.isAllowed(asked, AGENT) !== false;
	return {
		isAllowed,
		...(isAllowed ? {} : { line: rules.getMatchingLineNumber(asked, AGENT) }),
		...(delay !== undefined && Number.isFinite(delay) ? { delay } : {}),
	};
}
