import { join } from "node:path";
import { READER_LIMITS } from "../mapping/isolated/reader-limits.ts";
import { GoujiError } from "../model/errors.ts";
import type { DocumentOutcome, ShownReport } from "../output/outcomes.ts";
import { needsAttention, readAll, resultNames } from "../output/outcomes.ts";
import type { DocumentMedia } from "../reading/read-flow.ts";
import { writeWhole } from "../storage/files.ts";
import { textTable } from "../text/display.ts";
import { issueWords } from "../text/issue-words.ts";
import type { BareEnvironment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { openPool } from "./open-pool.ts";

/** Options of `gouji extract`. */
export interface ExtractOptions {
	readonly out: string;
	readonly json?: boolean;
	/** Seconds for one document. */
	readonly timeout?: number;
}

/** Reads each PDF and writes its report; prints one line a document. Returns the exit code. */
export async function extract(files: readonly string[], options: ExtractOptions, environment: BareEnvironment): Promise<number> {
	if (files.length === 0)
		throw new GoujiError("bad-arguments", "No files were named", {
			hint: "Name PDF files, or give - and a list of files on standard input.",
		});
	const limits = options.timeout ? { ...READER_LIMITS, timeoutMs: options.timeout * 1000 } : READER_LIMITS;
	const pool = openPool(environment, limits);
	const names = resultNames(files);
	let done = 0;
	try {
		const outcomes = await readAll(
			[...new Set(files)],
			(path) => pool.read(path, "report", { media: mediaOf(path) }),
			async (outcome) => {
				done++;
				if (outcome.json !== undefined) await writeWhole(join(options.out, names.get(outcome.path) ?? ""), outcome.json);
				environment.log.progress(`${done}/${files.length} ${outcome.path}`);
			},
		);
		environment.out(options.json ? `${JSON.stringify(outcomes.map(summary), null, "\t")}\n` : `${describe(outcomes)}\n`);
		return outcomes.some(needsAttention) ? EXIT.attention : EXIT.ok;
	} finally {
		pool.close();
	}
}

/** By the ending of its name; everything else is tried as a PDF. */
function mediaOf(path: string): DocumentMedia | "zip" {
	if (/\.zip$/i.test(path)) return "zip";
	return /\.docx$/i.test(path) ? "docx" : /\.html?$/i.test(path) ? "html" : "pdf";
}

/** One document's outcome as plain values, for `--json` and run reports. */
export function summary({ path, report, error }: DocumentOutcome): Record<string, unknown> {
	if (!report) return { file: path, status: "failed", error };
	const count = (severity: string) =>
		report.findings.filter((finding) => finding.verdict === "broken" && finding.severity === severity).length;
	return {
		file: path,
		id: report.id,
		issuer: report.issuer.name,
		year: report.year,
		status: report.quality.status,
		reasons: report.quality.reasons,
		errors: count("error"),
		warnings: count("warn"),
		rules: report.quality.rules,
	};
}

/** A table that a person understands, findings below it. */
export function describe(outcomes: readonly DocumentOutcome[]): string {
	const rows = outcomes.map((outcome) => {
		const { path, report, error } = outcome;
		if (!report)
			return [path, "—", "—", "读取失败", `${error?.code ?? ""}: ${(error?.message ?? "").split("\n")[0]} ${error?.hint ?? ""}`];
		const broken = report.findings.filter((finding) => finding.verdict === "broken");
		const errors = broken.filter((finding) => finding.severity === "error").length;
		const status = { verified: "已核实", needs_review: "待复核", failed: "未读出" }[report.quality.status];
		return [
			path,
			report.issuer.name,
			String(report.year ?? "—"),
			`${status} ${report.quality.cells_read}/${report.quality.cells_expected}`,
			errors > 0 ? `错误${errors}处` : broken.length > 0 ? `提示${broken.length}处` : "未发现问题",
			assessed(report),
		];
	});
	const table = textTable([["文件", "机关", "年度", "读取", "检查", "可核查"], ...rows]);
	return [table, ...outcomes.flatMap(describeFindings)].join("\n");
}

const RANK = { 错误: 0, 提示: 1, 待定: 2 } as const;

/** What was found in one report, weightiest first, below its name; nothing where there is nothing to tell. */
function describeFindings({ path, report }: DocumentOutcome): string[] {
	if (!report) return [];
	const shown = report.findings
		.filter(({ severity }) => severity !== "info")
		.map(({ rule, verdict, severity, message }) => {
			const weight = verdict === "broken" ? (severity === "error" ? "错误" : "提示") : "待定";
			return { weight, line: `  ${weight} ${rule}  ${message}` } as const;
		})
		.sort((a, b) => RANK[a.weight] - RANK[b.weight]);
	const doubts =
		report.quality.status === "verified"
			? []
			: [`  待复核  ${report.quality.reasons.map((issue) => issueWords(issue, (table) => table)).join("；")}`];
	if (shown.length + doubts.length === 0) return [];
	return ["", `${report.issuer.name} ${report.year ?? "—"}  ${path}`, ...doubts, ...shown.map(({ line }) => line)];
}

/** How many of the rules that apply could be assessed, such as 42/107; a dash where that is not known. */
function assessed({ quality: { rules } }: ShownReport): string {
	if (!rules) return "—";
	const known = rules.holds + rules.broken;
	return `${known}/${known + rules.undetermined + rules.not_assessable}`;
}
