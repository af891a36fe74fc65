import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { disclosureReport } from "../pipelines/index.ts";
import { readFirst } from "../src/mapping/read-document.ts";
import { readCells, seeFigures } from "../src/mapping/read-figures.ts";
import { FIRST_LOOK } from "../src/reading/pixels/read-cells.ts";
import { Recognizer } from "../src/reading/recognizer.ts";

/** Lower ends of what the figure reader claims. */
const CLAIMS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

interface Claimed {
	readonly claim: number;
	readonly isRight: boolean;
	readonly isBlank: boolean;
}

/**
 * Prints claimed against true confidence of the figure reader on the cells of scans: `calibrate.ts DIR…` of NAME.pdf with
 * NAME.truth.json (`cells`: path → value). Readings that say that there is no plain figure are left out: nobody believes them.
 */
async function calibrate(folders: readonly string[]): Promise<void> {
	const recognizer = new Recognizer();
	const claimed: Claimed[] = [];
	let [cells, unread] = [0, 0];
	for (const folder of folders) {
		for (const name of (await readdir(folder)).filter((file) => file.endsWith(".pdf")).sort()) {
			const truth = await readFile(join(folder, `${basename(name, ".pdf")}.truth.json`), "utf8").catch(() => undefined);
			if (truth === undefined) continue;
			const values = new Map<string, number | null>(Object.entries(JSON.parse(truth).cells));
			const tools = { pipeline: disclosureReport, recognizer };
			const first = await readFirst(new Uint8Array(await readFile(join(folder, name))), tools).catch(() => undefined);
			if (!first) continue;
			const seen = seeFigures(first.mapped.figures, first.recognized).filter(
				({ figure, cell }) => values.has(figure.path) && cell !== undefined && cell.pictures.length > 0,
			);
			const readings = await readCells(await recognizer.pixels(), seen, [FIRST_LOOK]);
			seen.forEach(({ figure, cell }, i) => {
				const [reading] = readings[i] ?? [];
				cells++;
				if (reading?.value === undefined) unread++;
				else
					claimed.push({
						claim: reading.probability,
						isRight: reading.value === values.get(figure.path),
						isBlank: cell?.ink.kind === "blank",
					});
			});
		}
	}
	await recognizer.close();
	console.log(`${cells} cells, ${unread} of them read as no plain figure`);
	for (const [name, some] of [
		["cells with ink", claimed.filter(({ isBlank }) => !isBlank)],
		["cells whose grey is flat", claimed.filter(({ isBlank }) => isBlank)],
	] as const)
		printChart(name, some);
}

function printChart(name: string, claimed: readonly Claimed[]): void {
	console.log(`\n${name}\n| claimed | cells | mean claim | true |\n| --- | --- | --- | --- |`);
	CLAIMS.forEach((from, i) => {
		const to = CLAIMS[i + 1] ?? 1.01;
		const own = claimed.filter(({ claim }) => claim >= from && claim < to);
		if (own.length === 0) return;
		const mean = own.reduce((sum, { claim }) => sum + claim, 0) / own.length;
		const right = own.filter(({ isRight }) => isRight).length / own.length;
		console.log(`| ${from} to ${Math.min(1, to)} | ${own.length} | ${mean.toFixed(3)} | ${right.toFixed(3)} |`);
	});
}

if (import.meta.main) await calibrate(process.argv.slice(2));
