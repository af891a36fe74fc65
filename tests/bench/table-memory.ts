// Measures the memory that a process takes which reads the tables of one document and ends: page by page, and with all pages held.
// `node tests/bench/table-memory.ts` writes it into docs/performance.md; with `held` or `in-turn` and a file it is that process. Times are the processor's.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findTables, readPdf, readTables } from "../../src/pages.ts";
import { contentsFrom } from "../support/hard-tables/contents.ts";
import { manyPages } from "../support/hard-tables/many-pages.ts";
import type { HardDocument, HardTable } from "../support/hard-tables/model.ts";
import { ruledWith } from "../support/hard-tables/model.ts";
import { painted } from "../support/hard-tables/paint.ts";
import { machineNow, writeSection } from "./performance-page.ts";

interface Taken {
	readonly tables: number;
	/** The most memory that the process held at any time. */
	readonly peakMb: number;
	readonly seconds: number;
}

/** As `gouji tables` starts its readers. */
const YOUNG = ["--max-semi-space-size=8"];

const [way, file] = process.argv.slice(2);
if (way !== undefined && file !== undefined) {
	const bytes = new Uint8Array(readFileSync(file));
	const { length } = way === "held" ? findTables(await readPdf(bytes)) : (await readTables(bytes)).tables;
	const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
	process.stdout.write(JSON.stringify({ tables: length, peakMb: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }));
} else writeSection("table-memory", table());

function table(): string {
	const documents = [13, 99, 297].map((pages) => [`${pages} pages`, manyPages(pages)] as const);
	const lines = [...documents, ["120 pages of one table", oneTable(120)] as const].map(([name, document]) => {
		const [held, inTurn, asCommand] = [taken("held", document), taken("in-turn", document), taken("in-turn", document, YOUNG)];
		if (held.tables !== inTurn.tables) throw new Error(`${name}: ${held.tables} tables held, ${inTurn.tables} in turn`);
		const shown = [held, inTurn, asCommand].map(({ peakMb, seconds }) => `${peakMb.toFixed(0)} | ${seconds.toFixed(1)}`);
		return `| ${name} | ${held.tables} | ${shown.join(" | ")} |`;
	});
	return `${machineNow()}.

| document | tables | all pages held: peak, MB | time, s | page by page: peak, MB | time, s | by the command: peak, MB | time, s |
| --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
}

function taken(how: "held" | "in-turn", document: HardDocument, options: readonly string[] = []): Taken {
	const folder = mkdtempSync(join(tmpdir(), "gouji-table-memory-"));
	try {
		const pdf = join(folder, "document.pdf");
		writeFileSync(pdf, painted(document, 1));
		const command = [...options, fileURLToPath(import.meta.url), how, pdf];
		return JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" })) as Taken;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** One ruled table over so many pages. */
function oneTable(pages: number): HardDocument {
	const { label, amount } = contentsFrom(2, "zh");
	const rows = Array.from({ length: pages * 42 }, (_, i) => [String(i + 1), label(), amount(), amount(), amount()]);
	const grid: HardTable = {
		grid: [["序号", "项目", "合计", "基本支出", "项目支出"], ...rows],
		head: 1,
		labels: 2,
		widthsEm: [5, 22, 9, 9, 9],
		look: { ...ruledWith(), repeatsHead: true },
	};
	return { look: "one table", language: "zh", producers: ["painted"], parts: [grid], truth: [] };
}
