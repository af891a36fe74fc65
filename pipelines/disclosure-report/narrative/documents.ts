import type { Mention } from "./mentions.ts";
import type { Scope, ScopeOf } from "./scope.ts";
import { scopeOf } from "./scope.ts";

/** A count of documents or decisions that the text states, by the cell of table 二 that it should equal. */
export interface DocumentClaim {
	/** Path of the cell in the form of 2021. */
	readonly path: string;
	readonly count: number;
	readonly scope: Scope;
	readonly isRounded: boolean;
	readonly section: string;
	readonly quote: string;
}

/** Counts of decisions that were published: table 二 holds all decisions, so they may differ. */
const PUBLISHED_ONLY = /公开|公示|发布|公布|上网|录入|归集|推送|网站/;
const DECISIONS: readonly (readonly [RegExp, string])[] = [
	[/行政许可/, "licensing"],
	[/行政处罚/, "penalties"],
	[/行政强制/, "coercion"],
];

/** Finds counts of normative documents, regulations and decisions. */
export function findDocumentClaims(mentions: readonly Mention[], report: ScopeOf): DocumentClaim[] {
	return mentions.flatMap((mention) => {
		const path = documentPath(mention) ?? decisionPath(mention);
		if (!path) return [];
		const { count, isRounded, section, quote } = mention;
		return [{ path, count, scope: scopeOf(mention, report), isRounded, section, quote }];
	});
}

function documentPath({ before, after, lead, unit }: Mention): string | undefined {
	if (!/^(?:件|份|部|个|项|条)$/.test(unit)) return undefined;
	const sentence = lead + before;
	const words = before + after;
	const kind = /规范性文件/.test(words) ? "normative_documents" : /规章(?!制度)/.test(words) ? "regulations" : inherited(lead);
	if (!kind || /修改|修订|审查|备案|清理|解读|公开|发布|草案|征求|评估|含/.test(words)) return undefined;
	if (/其中|类/.test(sentence.split(/[;；]/).at(-1) ?? "")) return undefined;
	if (/现行有效|有效/.test(words)) return `proactive.${kind}.in_force`;
	if (/废止|失效/.test(words)) return `proactive.${kind}.repealed`;
	if (/制发|新制定|制定|印发|出台|新制作/.test(words)) return `proactive.${kind}.issued`;
	return undefined;
}

/** 制发规范性文件3件，废止2件，现行有效11件: later clauses speak of the same documents. */
function inherited(lead: string): string | undefined {
	const found = [...lead.matchAll(/规范性文件|规章(?!制度)/g)].at(-1)?.[0];
	if (!found || /[;；]/.test(lead.slice(lead.lastIndexOf(found)))) return undefined;
	return found === "规范性文件" ? "normative_documents" : "regulations";
}

function decisionPath({ before, after, unit, lead }: Mention): string | undefined {
	if (!/^(?:件|宗|起|项|件次|次|个|条)$/.test(unit)) return undefined;
	const words = before + after;
	if (PUBLISHED_ONLY.test(words) || PUBLISHED_ONLY.test(lead.split(/[;；]/).at(-1) ?? "") || /事项|清单|目录|类|其中/.test(words))
		return undefined;
	if (!/作出|办理|办结|实施|下达|决定|发放|立案/.test(words)) return undefined;
	const found = DECISIONS.filter(([pattern]) => pattern.test(words));
	return found.length === 1 && found[0] ? `proactive.${found[0][1]}.decisions` : undefined;
}
