import type { SourceKnowledge } from "../model/source-knowledge.ts";
import { isUnwanted } from "../model/source-knowledge.ts";
import type { Reference } from "../storage/rows.ts";
import type { Article } from "./sources/article.ts";
import type { Link } from "./sources/links.ts";
import type { PageFacts } from "./sources/page-facts.ts";
import type { Discovered, Walk } from "./walk.ts";
import { troubleOf } from "./walk.ts";

/** Where a link was seen, and what the list tells of it. */
export interface FollowContext extends Walk {
	readonly list: string;
	readonly depth: number;
	readonly facts: PageFacts;
}

/** A document that a link leads to itself. */
export function documentReference(
	{ url, title }: Link,
	{ kind, page_url }: Pick<Reference, "kind" | "page_url">,
	context: FollowContext,
): Reference {
	const page_facts = JSON.stringify({ ...context.facts, hasDownload: true });
	return { ...baseOf(context), url, kind, title, page_url, year: yearOf(context, title), page_facts };
}

function baseOf({ source }: FollowContext): Pick<Reference, "source" | "issuer"> {
	return { source: source.id, issuer: source.issuer ?? null };
}

/** The year that the first of some titles names. */
function yearOf({ tools }: FollowContext, ...titles: readonly string[]): number | null {
	return titles.map((title) => tools.pipeline.sources.yearOf(title)).find((year) => year !== undefined) ?? null;
}

/** What a page holds: attached documents, or else tables of its own. */
export function* articleReferences(link: Link, article: Article, context: FollowContext): Generator<Discovered> {
	const { source, tools, facts } = context;
	const knowledge = tools.pipeline.sources;
	if (isUnwanted(article.title, knowledge)) return;
	const told: PageFacts = { ...facts, ...(article.date === undefined ? {} : { date: article.date }) };
	yield* attachments(link, article, { ...context, facts: told });
	for (const other of article.beside) {
		if (other.kind === "page" || context.seen.has(other.url)) continue;
		context.seen.add(other.url);
		const reference = documentReference(other, { kind: other.kind, page_url: link.url }, { ...context, facts: {} });
		yield { kind: "reference", reference, why: `linked beside ${link.url}` };
	}
	if (article.attachments.length > 0) return;
	if (article.hasTables) {
		yield pageReference(link, article, { ...context, facts: told });
		return;
	}
	if (source.kind === "annual") return;
	if (isUnreadReport(link, article, knowledge)) yield pageReference(link, article, { ...context, facts: told });
	const carries = article.unread.length > 0 ? `; it carries ${article.unread.join(", ")}` : "";
	yield troubleOf(source, link.url, {
		state: "failed",
		detail: `the page has no document and no table that can be read${carries}`,
	});
}

/** A report published as pictures, or by script, is there and nobody's lateness: its page is kept, and found to be unread. */
function isUnreadReport({ title }: Link, { unread, title: own }: Article, { wanted }: SourceKnowledge): boolean {
	return wanted.test(title) || (unread.includes("pictures") && wanted.test(own));
}

/** A page that stands for a report itself. */
function pageReference(link: Link, article: Article, context: FollowContext): Discovered {
	const title = titleOf(link, article, context.tools.pipeline.sources);
	const reference: Reference = {
		...baseOf(context),
		url: link.url,
		kind: "html",
		title,
		page_url: link.url,
		year: yearOf(context, title, article.title),
		page_facts: JSON.stringify({
			...context.facts,
			hasDownload: article.mayDownload || article.unread.some((what) => what !== "pictures"),
			...(article.hasBorders === undefined ? {} : { hasBorders: article.hasBorders }),
		}),
	};
	return {
		kind: "reference",
		reference,
		why: `linked from ${context.list}; the page holds ${article.hasTables ? "tables" : "nothing that can be read"}`,
	};
}

/** Lists cut titles short, or name the organ alone: the page's own is better where it is a report's. */
function titleOf({ title }: Link, article: Article, { wanted }: SourceKnowledge): string {
	return title === "" || (!wanted.test(title) && wanted.test(article.title)) ? article.title : title;
}

function* attachments(link: Link, article: Article, context: FollowContext): Generator<Discovered> {
	const title = titleOf(link, article, context.tools.pipeline.sources);
	for (const { url, kind, title: name } of article.attachments) {
		if (kind === "page" || context.tools.pipeline.sources.mobile.test(url)) continue;
		const reference: Reference = {
			...baseOf(context),
			url,
			kind,
			title,
			page_url: link.url,
			year: yearOf(context, title, name, article.title),
			page_facts: JSON.stringify({ ...context.facts, hasDownload: true, hasTextTwin: article.hasTables }),
		};
		yield { kind: "reference", reference, why: `attached to ${link.url}` };
	}
}
