import { z } from "zod";
import { GoujiError } from "../model/errors.ts";
import { readBytes, writeWhole } from "../storage/files.ts";
import { textTable } from "../text/display.ts";
import { readJson } from "./check.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";

const Explained = z.looseObject({
	cells: z.array(
		z.looseObject({
			path: z.string(),
			raw: z.string(),
			value: z.number().nullable(),
			state: z.string(),
			page: z.number().nullable(),
			box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
			method: z.string(),
			confidence: z.number(),
		}),
	),
	findings: z.array(z.looseObject({ rule: z.string(), message: z.string(), cells: z.array(z.string()) })),
});

/** Options of `gouji explain`. */
export interface ExplainOptions {
	readonly json?: boolean;
	/** The PDF, to cut the cell out of. */
	readonly pdf?: string;
	/** Where the cut-out goes. */
	readonly crop?: string;
}

/** Prints one figure's evidence: page, place, text, method, confidence, and the findings on it. */
export async function explain(file: string, path: string, options: ExplainOptions, environment: Environment): Promise<number> {
	const parsed = Explained.safeParse(await readJson(file));
	if (!parsed.success)
		throw new GoujiError("bad-report", `${file} is no report: ${z.prettifyError(parsed.error)}`, {
			hint: "Name a report.json that gouji wrote.",
		});
	const wanted = path.replace(/^tables\./, "");
	const cell = parsed.data.cells.find((candidate) => candidate.path === wanted);
	if (!cell)
		throw new GoujiError("bad-arguments", `${file} has no cell ${wanted}`, {
			hint: `Name one such as ${parsed.data.cells[0]?.path ?? "requests.received.total"}.`,
		});
	const findings = parsed.data.findings.filter((finding) => finding.cells.includes(wanted));
	if (options.pdf && options.crop && cell.page !== null && cell.box !== null) {
		const { cropPage } = await import("../reading/crop.ts");
		await writeWhole(options.crop, await cropPage(await readBytes(options.pdf, 1e8), cell.page, cell.box));
	}
	if (options.json)
		environment.out(`${JSON.stringify({ ...cell, label: environment.pipeline.labelOf(wanted), findings }, null, "\t")}\n`);
	else environment.out(`${shown(cell, environment.pipeline.labelOf(wanted), findings)}\n`);
	return EXIT.ok;
}

type ExplainedReport = z.infer<typeof Explained>;

function shown(cell: ExplainedReport["cells"][number], label: string, findings: ExplainedReport["findings"]): string {
	const rows = [
		["字段", `${cell.path}（${label}）`],
		["数值", cell.value === null ? `无（${cell.state}）` : String(cell.value)],
		["原文", cell.raw === "" ? "（空）" : cell.raw],
		["页码", cell.page === null ? "—" : `第${cell.page}页`],
		["位置", cell.box === null ? "—" : `${cell.box.join(", ")}（pt，自页面左上角）`],
		["方式", `${cell.method}，置信度${cell.confidence}`],
		...findings.map((finding) => [finding.rule, finding.message]),
	];
	return textTable(rows);
}
