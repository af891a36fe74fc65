import { rules } from "../../pipelines/disclosure-report/rules/index.ts";
import type { RuleSettings } from "../../src/rules.ts";

/** Settings that turn local rules on too. */
export const ruleSettingsOn: RuleSettings = Object.fromEntries(rules.map(({ id }) => [id, { off: false }]));
