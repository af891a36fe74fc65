import type { Rule } from "../../../src/rules.ts";
import { formIds } from "../fields/forms.ts";
import { pathsOf } from "../fields/paths.ts";
import type { Forms } from "../fields/types.ts";
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
	return ({ appliesTo, ...rule }) => {
		if (!appliesTo) return rule;
		return { ...rule, forms: formIds(forms).filter((id) => applies(appliesTo, id, forms)) };
	};
}

function applies({ fields = [], since = Number.NEGATIVE_INFINITY }: AppliesTo, id: string, { editions, list }: Forms): boolean {
	const edition = editions.find((one) => one.id === id);
	if (!edition) {
		const keys = new Set(list.indicators.map(({ key }) => `statistics.${key}`));
		return since === Number.NEGATIVE_INFINITY && fields.every((path) => keys.has(path));
	}
	return edition.firstYear >= since && fields.every((path) => pathsOf(edition).has(path));
}
