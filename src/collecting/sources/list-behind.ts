import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import type { Article } from "./article.ts";
import type { Link } from "./links.ts";

/**
 * Whether a page that a list leads to is a list itself, such as an organ's own, or that of a year. A page whose link names
 * an organ's report may be both: its sidebar has other reports, and its own may be missing.
 */
export function listBehind(link: Link, { reports }: Article, knowledge: SourceKnowledge): "list" | "both" | "none" {
	const others = reports.filter((url) => url !== link.url).length;
	if (!knowledge.wanted.test(link.title)) return others > 0 ? "list" : "none";
	if (others < 2) return "none";
	return knowledge.organ?.test(link.title) ? "both" : "list";
}
