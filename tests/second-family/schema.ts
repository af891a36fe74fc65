import { z } from "zod";
import { Issue } from "../../src/rules.ts";

const figure = z.number().nullable();
const row = z.object({ received: figure, settled: figure, planned: figure, noted: figure });
const counts = z.object({ holds: z.int(), broken: z.int(), undetermined: z.int(), not_assessable: z.int() });

const cell = z.object({
	path: z.string(),
	raw: z.string(),
	value: figure,
	state: z.enum(["number", "blank", "dash", "unreadable", "absent"]),
	page: z.int().nullable(),
	box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
	method: z.enum(["text", "ocr", "solved"]),
	readBy: z.array(z.string()),
	confidence: z.number(),
});

const finding = z.object({
	rule: z.string(),
	severity: z.enum(["error", "warn", "info"]),
	verdict: z.enum(["broken", "undetermined"]),
	message: z.string(),
	cells: z.array(z.string()),
	expected: z.union([z.number(), z.string()]).optional(),
	actual: z.union([z.number(), z.string()]).optional(),
	cause: z.enum(["report", "reading", "unclear"]),
	basis: z.string(),
	fingerprint: z.string(),
	quotes: z.array(z.object({ place: z.string(), text: z.string() })).optional(),
});

/** One report on proposals handled, as it is published. */
export const ProposalReport = z.object({
	schema: z.literal("tests/proposals@1"),
	id: z.string(),
	title: z.string(),
	year: z.int(),
	form: z.literal("2020"),
	issuer: z.object({ name: z.string() }),
	published_on: z.string().nullable(),
	source: z.object({ file: z.string(), sha256: z.string(), bytes: z.int() }),
	body: z.string().nullable(),
	tables: z.object({ proposals: z.object({ deputies: row, members: row, total: row }).nullable() }),
	cells: z.array(cell),
	findings: z.array(finding),
	quality: z.object({
		status: z.enum(["verified", "needs_review", "failed"]),
		reasons: z.array(Issue),
		cells_read: z.int(),
		cells_expected: z.int(),
		rules: counts.optional(),
	}),
});
export type ProposalReport = z.infer<typeof ProposalReport>;
