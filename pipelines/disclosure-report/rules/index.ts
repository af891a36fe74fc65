import type { Rule } from "../../../src/index.ts";
import { arithmeticRules } from "./arithmetic.ts";
import { completenessRules } from "./completeness.ts";
import type { ReportFacts } from "./context.ts";
import { formRules } from "./form.ts";
import { textRules } from "./text.ts";

/** Every rule that is carried out, in the order of evaluation: structure, arithmetic, text. */
export const rules: readonly Rule<ReportFacts>[] = [...completenessRules, ...formRules, ...arithmeticRules, ...textRules];
