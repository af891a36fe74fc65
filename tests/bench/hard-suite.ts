// The hard tables of a seed beside the peers, for docs/performance.md. GOUJI_SEED and GOUJI_PER_LOOK set which and how many; exits with 1
// where the mean is below what is promised, or digits of two cells came out together.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTables, readPdf } from "../../src/pages.ts";
import { cellsOf, PRODUCERS, textsOf } from "../support/hard-tables/model.ts";
import type { HardScore } from "../support/hard-tables/score.ts";
import { cellsRead, scoreOf } from "../support/hard-tables/score.ts";
import type { TypesetDocument } from "../support/hard-tables/typeset.ts";
import { producersHere, typesetSuite } from "../support/hard-tables/typeset.ts";
import type { PeerReading } from "./peers.ts";
import { peers } from "./peers.ts";
import { machineNow, writeSection } from "./performance-page.ts";

/** What is promised of `gouji tables`. */
const LEAST_F1 = 0.98;

/** What one reader makes of the hard suite. */
interface HardResult {
	readonly name: string;
	readonly f1: number;
	readonly perfect: number;
	readonly withFused: number;
	readonly msPerPage: number;
}

/** What the hard suite, typeset by the producers of this machine, is to every reader that knows tables. */
interface HardSuite {
	readonly markdown: string;
	/** The mean of `gouji tables`, and in how many documents it holds digits together that were printed in two cells. */
	readonly own: Pick<HardResult, "f1" | "withFused">;
}

const { markdown, own } = await hardSuite(Number(process.env.GOUJI_SEED ?? 17), Number(process.env.GOUJI_PER_LOOK ?? 7));
writeSection("hard", markdown);
console.log(markdown);
if (own.f1 < LEAST_F1 || own.withFused > 0) process.exitCode = 1;

async function hardSuite(seed: number, perLook: number): Promise<HardSuite> {
	const here = producersHere();
	for (const producer of PRODUCERS)
		if (!here.has(producer)) console.warn(`${producer} is not installed: its documents are typeset by the others`);
	const made = await typesetSuite({ seed, perLook }, here);
	const own: HardScore[] = [];
	let [ms, pages] = [0, 0];
	for (const one of made) {
		const start = process.cpuUsage();
		const read = await readPdf(one.pdf);
		const tables = findTables(read);
		const { user, system } = process.cpuUsage(start);
		[ms, pages] = [ms + (user + system) / 1000, pages + read.length];
		own.push(scoreOf(cellsRead(tables), one.document.truth.map(cellsOf), textsOf(one.document)));
	}
	const mine = resultOf("gouji tables", own, ms / pages);
	const results = [mine, ...othersOf(made, pages)];
	const producers = [...new Set(made.map(({ producer }) => producer))].join(", ");
	const markdown = `${made.length} documents of ${new Set(made.map(({ document }) => document.look)).size} looks, seed ${seed}, by ${producers}; ${machineNow()}.

| reader | perfect | documents with digits fused | ms a page | mean F1 |
| --- | --- | --- | --- | --- |
${results.map(({ name, f1, perfect, withFused, msPerPage }) => `| ${name} | ${perfect} | ${withFused} | ${msPerPage.toFixed(1)} | ${f1.toFixed(3)} |`).join("\n")}
`;
	return { markdown, own: mine };
}

function resultOf(name: string, scores: readonly HardScore[], msPerPage: number): HardResult {
	return {
		name,
		f1: scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length,
		perfect: scores.filter(({ f1 }) => f1 === 1).length,
		withFused: scores.filter(({ fused }) => fused.length > 0).length,
		msPerPage,
	};
}

function othersOf(made: readonly TypesetDocument[], pages: number): HardResult[] {
	const folder = mkdtempSync(join(tmpdir(), "gouji-hard-suite-"));
	try {
		const files = made.map(({ pdf }, i) => {
			const file = join(folder, `${i}.pdf`);
			writeFileSync(file, pdf);
			return file;
		});
		return peers.flatMap(({ name, read }) => {
			const readings = read(files);
			if (!readings?.some(({ tables }) => tables)) return [];
			const scores = made.map(({ document }, i) =>
				scoreOf(cellsOfPeer(readings[i]), document.truth.map(cellsOf), textsOf(document)),
			);
			return [resultOf(name, scores, readings.reduce((sum, { ms }) => sum + ms, 0) / pages)];
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Peers give no spans: each text stands where it begins. */
function cellsOfPeer(reading: PeerReading | undefined): Parameters<typeof scoreOf>[0] {
	return (reading?.tables ?? []).map((rows) =>
		rows.flatMap((row, r) => row.map((text, c) => ({ row: r, column: c, rowSpan: 1, columnSpan: 1, text }))),
	);
}
