import type { RuleSettings } from "../check/outcome.ts";
import type { RuleEntry } from "../check/rule-entry.ts";
import { GoujiError } from "../model/errors.ts";

/** Throws GoujiError bad-config for settings of rules or thresholds that there are none of: a misspelt one would change nothing. */
export function checkRuleSettings(
	settings: RuleSettings,
	rules: readonly RuleEntry[],
	placeOf?: (path: readonly PropertyKey[]) => string,
): void {
	const at = (...path: readonly string[]) =>
		`${placeOf ? `${placeOf(["rules", ...path])}: ` : ""}${["rules", ...path].join(".")}`;
	const mistakes = Object.entries(settings).flatMap(([name, { limits = {} }]) => {
		const rule = rules.find(({ id }) => id === name || id.split("-")[0] === name);
		if (!rule) return [`${at(name)}: no rule has this id or code; gouji rules lists them`];
		const known = Object.keys(rule.limits);
		return Object.keys(limits)
			.filter((limit) => !known.includes(limit))
			.map((limit) => `${at(name, "limits", limit)}: ${known.length > 0 ? `use ${known.join(", ")}` : "the rule has no limits"}`);
	});
	if (mistakes.length > 0)
		throw new GoujiError("bad-config", mistakes.join("\n"), { hint: "Correct the settings of rules in the configuration." });
}
