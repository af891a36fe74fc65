import { z } from "zod";
import type { ReportChecker } from "../../check/report-checker.ts";
import type { FindingRecord } from "../../check/run-rules.ts";
import { correctedFigure, figuresDigest } from "../../check/run-rules.ts";
import { GoujiError } from "../../model/errors.ts";
import { Issue } from "../../model/issue.ts";
import type { ReviewCorrection } from "../store/corrections.ts";

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const DeskCell = z.looseObject({
	path: z.string(),
	raw: z.string(),
	value: z.number().nullable(),
	state: z.string(),
	page: z.number().nullable(),
	box: box.nullable(),
	method: z.string(),
	confidence: z.number(),
});
/** One figure with its evidence. */
export type DeskCell = z.infer<typeof DeskCell>;

const DeskFinding = z.looseObject({
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
	quotes: z.array(z.looseObject({ place: z.string(), text: z.string() })).optional(),
});

const Assessed = z.looseObject({ assessments: z.record(z.string(), z.string()).optional() });

/** What the desk needs of any pipeline's published report; everything else is kept as it is. */
export const DeskReport = z.looseObject({
	id: z.string(),
	title: z.string(),
	/** 0 where the report does not tell. */
	year: z
		.int()
		.nullable()
		.transform((year) => year ?? 0),
	form: z.string(),
	issuer: z.looseObject({
		...{ name: z.string(), level: z.string().optional(), division_code: z.string().optional() },
		/** The roster's name, where another is printed. */
		organ: z.string().optional(),
		/** `issuer_id` of the data set. */
		id: z.string().optional(),
	}),
	published_on: z.string().nullable(),
	source: z.looseObject({
		file: z.string(),
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
		pages: z.int(),
		text: z.string(),
		url: z.string().optional(),
		page_url: z.string().optional(),
		retrieved_at: z.string().optional(),
		page_date: z.string().optional(),
		first_seen: z.string().optional(),
		/** SHA-256 of what stood at its address before. */
		earlier: z.array(z.string()).optional(),
	}),
	sections: z.record(z.string(), z.string().nullable()),
	tables: z.record(z.string(), z.unknown()),
	cells: z.array(DeskCell),
	findings: z.array(DeskFinding),
	/** Where its parts begin; absent in reports of version 1. */
	reading: z
		.looseObject({
			headings: z.array(z.looseObject({ section: z.string(), text: z.string(), page: z.int().nullable() })).optional(),
			/** Lines of recognised pages: page, four numbers of the box and text, with blanks between. */
			lines: z.array(z.string()).optional(),
		})
		.optional(),
	/** What each rule came to, by its id; absent in reports of version 1. */
	assessments: z.record(z.string(), z.string()).optional(),
	quality: z.looseObject({
		status: z.enum(["verified", "needs_review", "failed"]),
		/** Sentences in reports of version 1. */
		reasons: z.array(z.union([Issue, z.string().transform((detail): Issue => ({ code: "noted-in-version-1", detail }))])),
		cells_read: z.int(),
		cells_expected: z.int(),
	}),
});
export type DeskReport = z.infer<typeof DeskReport>;

/** A report's JSON. Throws GoujiError bad-report for anything else. */
export function parseReport(json: string): DeskReport {
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch (cause) {
		throw new GoujiError("bad-report", "The file is no JSON", { hint: "Run gouji run again.", cause });
	}
	const parsed = DeskReport.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new GoujiError("bad-report", `The file is no report:\n${z.prettifyError(parsed.error)}`, {
		hint: "Run gouji run again.",
	});
}

/**
 * The report with corrected figures in place of what was read, checked again; the report itself where there are
 * none. Findings of rules that need more than the report (`needs` in the catalogue) stand as they were published,
 * unless the figures they rest on were corrected: the run that knows their surroundings decides on those.
 */
export function corrected(
	report: DeskReport,
	corrections: ReadonlyMap<string, Pick<ReviewCorrection, "value"> & { readonly isCarried: boolean }>,
	pipeline: ReportChecker,
): DeskReport {
	if (corrections.size === 0) return report;
	const tables = structuredClone(report.tables);
	for (const [path, { value }] of corrections) putAt(tables, path.split("."), value);
	const cells = report.cells.map((cell): DeskCell => {
		const correction = corrections.get(cell.path);
		return correction ? { ...cell, ...correctedFigure(cell, correction) } : cell;
	});
	const { report: checked } = pipeline.parse({ ...report, tables, cells }).check();
	const { assessments } = Assessed.parse(checked);
	const needy = new Set(pipeline.rules.filter(({ needs }) => needs !== "").map(({ id }) => id));
	const kept = report.findings.filter(
		({ rule, cells: paths, fingerprint }) =>
			needy.has(rule) &&
			!paths.some((path) => corrections.has(path)) &&
			!checked.findings.some((found) => found.fingerprint === fingerprint),
	);
	return { ...report, tables, cells, assessments, findings: [...z.array(DeskFinding).parse(checked.findings), ...kept] };
}

function putAt(tables: Record<string, unknown>, path: readonly string[], value: number | null): void {
	let here: Record<string, unknown> = tables;
	for (const key of path.slice(0, -1)) {
		const next = Object.hasOwn(here, key) ? here[key] : undefined;
		if (typeof next !== "object" || next === null) return;
		here = next as Record<string, unknown>;
	}
	const last = path.at(-1) ?? "";
	if (Object.hasOwn(here, last)) here[last] = value;
}

/** Digest of the figures and quoted words that a finding rests on; a decision holds for these and no others. */
export function figuresOf(finding: FindingRecord | DeskReport["findings"][number], cells: ReadonlyMap<string, DeskCell>): string {
	return figuresDigest(finding, new Map([...cells].map(([path, { value }]) => [path, value])));
}

/** A report's figures by path. */
export function cellsByPath({ cells }: DeskReport): ReadonlyMap<string, DeskCell> {
	return new Map(cells.map((cell) => [cell.path, cell]));
}
