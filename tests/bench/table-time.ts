// Measures the processor time that a page of tables takes in a process that runs, for docs/performance.md: of each document the least of the rounds
// that come after the warming ones, added up. Other programs on the machine make a round longer and never shorter.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findTables, readPdf, readTables } from "../../src/pages.ts";
import { repository } from "../support/command.ts";
import { manyPages } from "../support/hard-tables/many-pages.ts";
import { painted } from "../support/hard-tables/paint.ts";
import { typesetSuite } from "../support/hard-tables/typeset.ts";
import { machineNow, writeSection } from "./performance-page.ts";

const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 12);
const WARMING = 3;
/** Digital ones of every make, with typefaces to load. */
const SAMPLES = [
	"bureau-2020-typed-by-hand",
	"bureau-2021-ruled",
	"bureau-2022-two-pages",
	"bureau-2024-vertical-labels",
	"county-2022-hybrid",
	"province-2025-landscape",
];

const samples = SAMPLES.map((name) => new Uint8Array(readFileSync(join(repository, "samples", name, `${name}.pdf`))));
const suite = (await typesetSuite({ seed: 17, perLook: 1 }, new Set(["painted"]))).map(({ pdf }) => pdf);
const documents = [
	["six digital samples, with typefaces to load", samples],
	[`${suite.length} of the hard suite, painted`, suite],
	["one of many tables", [painted(manyPages(99), 1)]],
] as const;
const lines: string[] = [];
for (const [name, pdfs] of documents) {
	const { pages, held, inTurn } = await msPerPage(pdfs);
	lines.push(`| ${name} | ${pages} | ${held.toFixed(1)} | ${inTurn.toFixed(1)} |`);
}
const table = `Least of ${ROUNDS} rounds after ${WARMING}; ${machineNow()}.

| document | pages | \`findTables\` of \`readPdf\`, ms a page | page by page, ms a page |
| --- | --- | --- | --- |
${lines.join("\n")}
`;
writeSection("table-time", table);
console.log(table);

interface Timed {
	readonly pages: number;
	readonly held: number;
	readonly inTurn: number;
}

async function msPerPage(pdfs: readonly Uint8Array[]): Promise<Timed> {
	let pages = 0;
	for (const pdf of pdfs) pages += (await readPdf(pdf)).length;
	const held = await leastOf(pdfs, async (pdf) => void findTables(await readPdf(pdf)));
	const inTurn = await leastOf(pdfs, async (pdf) => void (await readTables(pdf)));
	return { pages, held: held / pages, inTurn: inTurn / pages };
}

async function leastOf(pdfs: readonly Uint8Array[], read: (pdf: Uint8Array) => Promise<void>): Promise<number> {
	const least = pdfs.map(() => Number.POSITIVE_INFINITY);
	for (let round = 0; round < WARMING + ROUNDS; round++)
		for (const [i, pdf] of pdfs.entries()) {
			const start = process.cpuUsage();
			await read(pdf);
			const { user, system } = process.cpuUsage(start);
			if (round >= WARMING) least[i] = Math.min(least[i] ?? 0, (user + system) / 1000);
		}
	return least.reduce((sum, ms) => sum + ms, 0);
}
