import type { Rule } from "../../../src/rules.ts";
import { issuedForms, madeOnce } from "../fields/forms.ts";
import type { Forms } from "../fields/types.ts";
import { aggregationRules } from "./aggregation.ts";
import type { FamilyRule } from "./applies.ts";
import { ruleFor } from "./applies.ts";
import { archiveRules } from "./archive.ts";
import { arithmeticRules } from "./arithmetic.ts";
import { coherenceRules } from "./coherence.ts";
import { completenessRules } from "./completeness.ts";
import { contactRules } from "./contact.ts";
import type { ReportFacts } from "./context.ts";
import { crossRules } from "./cross.ts";
import { formRules } from "./form.ts";
import { plausibilityRules } from "./plausibility.ts";
import { pre2019Rules } from "./pre2019.ts";
import { proportionRules } from "./proportions.ts";
import { publicationRules } from "./publication.ts";
import { remedyClaimRules } from "./remedy-claims.ts";
import { requestClaimRules } from "./request-claims.ts";
import { seriesRules } from "./series.ts";
import { similarityRules } from "./similarity.ts";
import { substanceRules } from "./substance.ts";
import { tableClaimRules } from "./table-claims.ts";
import { textRules } from "./text.ts";
import { textTimeRules } from "./text-time.ts";
import { timelinessRules } from "./timeliness.ts";
import { wordingRules } from "./wording.ts";

/** The order of evaluation: structure, arithmetic, tables against each other and the text, years, organs, publication, plausibility. */
const ORDER = "SAXTYGDPLM";

const all: readonly FamilyRule[] = [
	...completenessRules,
	...formRules,
	...coherenceRules,
	...wordingRules,
	...contactRules,
	...substanceRules,
	...arithmeticRules,
	...pre2019Rules,
	...crossRules,
	...requestClaimRules,
	...remedyClaimRules,
	...tableClaimRules,
	...textRules,
	...textTimeRules,
	...seriesRules,
	...archiveRules,
	...aggregationRules,
	...timelinessRules,
	...publicationRules,
	...plausibilityRules,
	...proportionRules,
	...similarityRules,
].sort((a, b) => place(a.id) - place(b.id));

/** Every rule that is carried out, in the order of evaluation, within a category by its number, for given forms. */
export const rulesFor: (forms: Forms) => readonly Rule<ReportFacts>[] = madeOnce((forms: Forms) => all.map(ruleFor(forms)));

/** The rules with the forms that have been issued. */
export const rules = rulesFor(issuedForms);

function place(id: string): number {
	return ORDER.indexOf(id.slice(0, 1)) * 100 + Number(id.slice(1, 3));
}
