import { z } from "zod";
import type { FindingRecord } from "../../check/run-rules.ts";
import { figuresDigest } from "../../check/run-rules.ts";
import type { ReportFamily } from "../../mapping/report-family.ts";
import type { CorrectedBeside, Correction } from "../../model/dataset.ts";
import { GoujiError } from "../../model/errors.ts";
import { Issue } from "../../model/issue.ts";
import { isUnproven } from "./unproven.ts";

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
	/** Set by the desk: corrections left open whether it is so. */
	isLeftOpen: z.literal(true).optional(),
});
type DeskFinding = z.infer<typeof DeskFinding>;

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

/** What corrections change about a report. */
const Judged = z.object({
	tables: DeskReport.shape.tables,
	cells: DeskReport.shape.cells,
	findings: DeskReport.shape.findings,
	assessments: DeskReport.shape.assessments,
});

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

/** What people changed about a report and those that it is compared with. */
interface PeopleChanged {
	readonly inForce: ReadonlyMap<string, Omit<Correction, "isCarried"> & { readonly isCarried: boolean }>;
	/** Figures that stand otherwise than they were read. */
	readonly changed: ReadonlySet<string>;
	/** A figure of the issuer's report for the year before stands otherwise than it was read. */
	readonly isAfterCorrected: boolean;
	/** Figures of reports of its year beside it do. */
	readonly correctedBeside: readonly CorrectedBeside[];
}

/**
 * The report with corrected figures in place of what was read, judged again as the data set judges it; its figures as they were
 * read where nothing was changed. A finding that rests on more than the report, and that corrections leave open, accuses nobody; where
 * one of its own figures was corrected it is gone. What cannot be told while a figure that it rests on is unproven is a doubt of our
 * reading: the figure is to be looked at before anybody is asked.
 */
export function corrected(
	report: DeskReport,
	changes: PeopleChanged,
	family: Pick<ReportFamily, "parse" | "dataset">,
): DeskReport {
	const judged = judgedAgain(report, changes, family);
	const unproven = new Set(judged.cells.filter(isUnproven).map(({ path }) => path));
	const isDoubt = ({ cause, cells }: DeskFinding) => cause === "unclear" && cells.some((path) => unproven.has(path));
	if (!judged.findings.some(isDoubt)) return judged;
	return { ...judged, findings: judged.findings.map((found) => (isDoubt(found) ? { ...found, cause: "reading" } : found)) };
}

function judgedAgain(
	report: DeskReport,
	{ inForce, changed, isAfterCorrected, correctedBeside }: PeopleChanged,
	{ parse, dataset }: Pick<ReportFamily, "parse" | "dataset">,
): DeskReport {
	if (inForce.size === 0 && !isAfterCorrected && correctedBeside.length === 0) return report;
	const corrections = [...inForce.values()].map(
		({ path, value, at, reason, isCarried }): Correction => ({ path, value, at, reason, ...(isCarried && { isCarried }) }),
	);
	const judged = Judged.parse(dataset.afterCorrections(parse(report).report, { corrections, isAfterCorrected, correctedBeside }));
	const told = new Set(judged.findings.map(({ rule }) => rule));
	const open = report.findings.filter(
		({ rule, cells }) =>
			judged.assessments?.[rule] === "undetermined" && !told.has(rule) && !cells.some((path) => changed.has(path)),
	);
	return { ...report, ...judged, findings: [...judged.findings, ...open.map(leftOpen)] };
}

function leftOpen(finding: DeskFinding): DeskFinding {
	const message = `${finding.message}（相比较的报告中有数字经人工改正，这一条暂不作认定，请对照各份报告的原件。）`;
	return { ...finding, verdict: "undetermined", cause: "reading", message, isLeftOpen: true };
}

/** Stands among the words that a finding rests on where corrections left it open. */
const OPEN = { place: "corrections", text: "open" };

/**
 * Digest of the figures and quoted words that a finding rests on; a decision holds for these and no others. What corrections left
 * open rests on others than when it was told.
 */
export function figuresOf(finding: FindingRecord | DeskFinding, cells: ReadonlyMap<string, DeskCell>): string {
	const told =
		"isLeftOpen" in finding && finding.isLeftOpen ? { ...finding, quotes: [...(finding.quotes ?? []), OPEN] } : finding;
	return figuresDigest(told, new Map([...cells].map(([path, { value }]) => [path, value])));
}

/** A report's figures by path. */
export function cellsByPath({ cells }: DeskReport): ReadonlyMap<string, DeskCell> {
	return new Map(cells.map((cell) => [cell.path, cell]));
}
