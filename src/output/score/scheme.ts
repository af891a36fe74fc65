import { parse } from "yaml";
import { z } from "zod";
import { GoujiError } from "../../model/errors.ts";

/** Negative numbers take points away; 0 points something out without taking any. */
const points = z.number().min(-1000).max(1000);

const RuleScore = z.strictObject({
	/** Rule ids (`A01-t3-row-sum`), codes (`A01`) or categories (`A`). */
	rules: z
		.array(z.string().regex(/^[A-Z](\d\d(-[a-z0-9-]+)?)?$/, "must be a rule's id, its code such as A01, or a category such as A"))
		.min(1),
	label: z.string().min(1).max(60),
	points,
	/** `report`: once for a report, however many findings; `finding`: for each. */
	per: z.enum(["report", "finding"]).default("report"),
	/** The most that this line takes away or gives. */
	cap: points.optional(),
	/** Only findings of these severities; all where left out. */
	severities: z
		.array(z.enum(["error", "warn", "info"]))
		.min(1)
		.optional(),
});

/** A deployment's own scoring. */
export const ScoreScheme = z.strictObject({
	name: z.string().min(1).max(100),
	/** Points that everybody begins with. */
	full: points.default(0),
	/** A score never falls below this. */
	least: points.optional(),
	/** `confirmed`: findings that a person confirmed; `open`: those not decided yet too. What was dismissed never counts. */
	counts: z.enum(["confirmed", "open"]).default("confirmed"),
	/** For a report that is owed, past its deadline and not there. */
	missing: points.default(0),
	late: points.default(0),
	/** A finding counts for the first line that names it. */
	rules: z.array(RuleScore).max(200).default([]),
});
export type ScoreScheme = z.infer<typeof ScoreScheme>;

/** A scheme in YAML or JSON. Throws GoujiError bad-config, one line for each mistake. */
export function parseScheme(text: string, file: string): ScoreScheme {
	let values: unknown;
	try {
		values = parse(text, { maxAliasCount: 50 });
	} catch (cause) {
		throw new GoujiError("bad-config", `${file}: ${cause instanceof Error ? cause.message.split("\n")[0] : "no YAML"}`, {
			hint: HINT,
			cause,
		});
	}
	const parsed = ScoreScheme.safeParse(values);
	if (parsed.success) return parsed.data;
	const mistakes = parsed.error.issues.map(({ path, message }) => `${file}: ${path.join(".") || "scheme"}: ${message}`);
	throw new GoujiError("bad-config", mistakes.join("\n"), { hint: HINT, cause: parsed.error });
}

const HINT = "Correct the scoring; see docs/scoring.md.";
