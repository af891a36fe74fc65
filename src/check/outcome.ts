/** How much a finding weighs. */
export type Severity = "error" | "warn" | "info";

/** Whether the page, its reading, or neither for sure is at fault. */
export type Cause = "report" | "reading" | "unclear";

/** Printed words that a check rests on. */
export interface Quote {
	/** A section such as `sections.overview`, or a field such as `title`. */
	readonly place: string;
	/** As printed, spaces aside. */
	readonly text: string;
}

/** One thing that a rule checked. */
export interface Outcome {
	readonly verdict: "holds" | "broken" | "undetermined";
	/** Paths of the cells read, and other places such as `sections.overview`. */
	readonly cells: readonly string[];
	/** In Chinese, with the report's own figures; empty for what holds. */
	readonly message: string;
	readonly expected?: number | string;
	readonly actual?: number | string;
	/** Where it differs from the rule's own. */
	readonly severity?: Severity;
	/** Set where the cells' confidence does not tell. */
	readonly cause?: Cause;
	readonly quotes?: readonly Quote[];
	/** Confidence of the running text that it rests on, 0 to 1. */
	readonly textConfidence?: number;
	/** Tells findings on the same cells apart in fingerprints; must not depend on figures. */
	readonly key?: string;
}

/** Thresholds of a rule by name. */
export type Limits = Readonly<Record<string, number>>;

/** What a rule must be given besides the report itself. */
export type RuleNeed = "previous" | "series" | "children" | "copies" | "peers" | "publication" | "roster";

/** A rule: what is true of a correct report, and how to see it. */
export interface Rule<Context> {
	/** Catalogue code and name, never reused, such as `A01-t3-row-sum`. */
	readonly id: string;
	readonly severity: Severity;
	/** In Chinese; states what is true of a correct report. */
	readonly title: string;
	/** The formula, in the catalogue's cell names. */
	readonly formula: string;
	/** Legal or formal basis, in Chinese. */
	readonly basis: string;
	/** Forms of reports that it is about; all where left out. */
	readonly forms?: readonly string[];
	/** Thresholds that a deployment may change, with the catalogue's values. */
	readonly limits?: Limits;
	readonly needs?: RuleNeed;
	/** What it takes into account besides where that is at hand; it can do without. */
	readonly mayUse?: RuleNeed;
	/** Rests on local requirements: carried out only where a deployment turns it on. */
	readonly isLocal?: true;
	/**
	 * Why nothing of what the rule rests on allows to accuse, in Chinese; undefined where it may. What is broken is then
	 * undetermined, for this reason.
	 */
	readonly premise?: (context: Context) => string | undefined;
	/** Nothing at all when the rule does not apply. */
	readonly check: (context: Context, limits: Limits) => readonly Outcome[];
}

/** What a deployment changes about one rule. */
export interface RuleSetting {
	/** True for rules that are not wanted; false turns a local rule on. */
	readonly off?: boolean;
	/** Replaces the severity of every finding of the rule. */
	readonly severity?: Severity;
	readonly limits?: Limits;
}

/** Settings by rule id, or by its code such as `S22`. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** The setting of a rule: by its id, else by its code. */
export function settingOf(id: string, settings: RuleSettings): RuleSetting {
	const code = id.split("-")[0] ?? id;
	for (const key of [id, code]) if (Object.hasOwn(settings, key)) return settings[key] ?? {};
	return {};
}
