import { z } from "zod";

/** What a deployment changes about rules: by id or code, each off, of another severity, or with other limits. */
export const RuleSettings = z.record(
	z.string().regex(/^[A-Z]\d\d/, "name a rule by its id or code, such as S22"),
	z.strictObject({
		off: z.boolean().exactOptional().describe("true where the rule is not wanted; false turns a local rule on"),
		severity: z.enum(["error", "warn", "info"]).exactOptional().describe("Replaces the severity of its findings"),
		limits: z.record(z.string(), z.number()).exactOptional().describe("Thresholds by name; gouji rules --json lists them"),
	}),
);
