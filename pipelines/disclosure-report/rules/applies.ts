import type { Outcome, Rule } from "../../../src/rules.ts";
import { formIds } from "../fields/forms.ts";
import { pathsOf } from "../fields/paths.ts";
import type { Forms } from "../fields/types.ts";
import { verbatim } from "../narrative/verbatim.ts";
import type { ReportFacts } from "./context.ts";

/** Which forms a rule applies to, by what they have: an edition that is added needs no change of the rule. */
export interface AppliesTo {
	/** Figures that it must have. */
	readonly fields?: readonly string[];
	/** Year from which on what the rule rests on is in force. */
	readonly since?: number;
}

/** A rule of this family; without `appliesTo` it applies to all forms. */
export type FamilyRule = Omit<Rule<ReportFacts>, "forms"> & { readonly appliesTo?: AppliesTo };

/** Every edition with tables 二, 三 and 四. */
export const WITH_TABLES: AppliesTo = { fields: ["requests.total.total"] };
/** The list of the years before. */
export const WITH_LIST: AppliesTo = { fields: ["statistics.received"] };

/** A rule for given forms. */
export function ruleFor(forms: Forms): (rule: FamilyRule) => Rule<ReportFacts> {
	return ({ appliesTo, check, ...rule }) => {
		const quoting: Rule<ReportFacts>["check"] = (facts, limits) =>
			check(facts, limits).map((outcome) => asPrinted(facts, outcome));
		if (!appliesTo) return { ...rule, check: quoting };
		return { ...rule, check: quoting, forms: formIds(forms).filter((id) => applies(appliesTo, id, forms)) };
	};
}

/** An outcome whose quotations, in its message too, are the report's own words, however its sections were made even for reading. */
function asPrinted({ sections }: ReportFacts, outcome: Outcome): Outcome {
	if (!outcome.quotes) return outcome;
	let { message } = outcome;
	const quotes = outcome.quotes.map(({ place, text }) => {
		const [room, section = ""] = place.split(".");
		const own = room === "sections" ? Object.entries(sections).find(([key]) => key === section)?.[1] : undefined;
		if (!own) return { place, text };
		message = quotedAsPrinted(message, text, own);
		return { place, text: verbatim(own, text) };
	});
	return { ...outcome, message, quotes };
}

/** A message that quotes `quote`, whole or cut short, with the text's own characters; in one line and without spaces. */
function quotedAsPrinted(message: string, quote: string, text: string): string {
	const cut = quote.replace(/…$/u, "");
	const opened = message.indexOf(`“${cut.slice(0, 4)}`);
	if (cut === "" || opened < 0) return message;
	const from = opened + 1;
	let length = 0;
	while (length < cut.length && message[from + length] === cut[length]) length++;
	const printed = verbatim(text, cut.slice(0, length)).replaceAll(/\s+/g, "");
	return `${message.slice(0, from)}${printed}${message.slice(from + length)}`;
}

function applies({ fields = [], since = Number.NEGATIVE_INFINITY }: AppliesTo, id: string, { editions, list }: Forms): boolean {
	const edition = editions.find((one) => one.id === id);
	if (!edition) {
		const keys = new Set(list.indicators.map(({ key }) => `statistics.${key}`));
		return since === Number.NEGATIVE_INFINITY && fields.every((path) => keys.has(path));
	}
	return edition.firstYear >= since && fields.every((path) => pathsOf(edition).has(path));
}
