import { expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/disclosure-report/index.ts";
import { checkRuleSettings } from "../../src/cli/rule-settings.ts";

const { rules } = disclosureReport;

test("rules are set by id or code, and thresholds by their names", () => {
	expect(() =>
		checkRuleSettings({ S18: { off: true }, "L07-other-share": { limits: { most_share: 0.4 } } }, rules),
	).not.toThrow();
});

test.each([
	[{ S99: {} }, /^rules\.S99: no rule has this id or code/],
	[{ L07: { limits: { share: 0.4 } } }, /^rules\.L07\.limits\.share: use most_share, least_closed/],
	[{ S18: { limits: { least: 1 } } }, /^rules\.S18\.limits\.least: the rule has no limits/],
])("%j changes nothing, and is refused", (settings, message) => {
	expect(() => checkRuleSettings(settings, rules)).toThrow(message);
});
