// Moves each tolerance of table reading up and down by 30 %, counts by one, and looks for a document that changes: those of the
// repository, generated ones, and digital ones of ../shared where present. What no document notices is tried on the unit tests;
// what neither notices is listed last, to be deleted. `--counts` ranks the moves instead, by the figures of the form that they
// change in samples and the corpus. GOUJI_REPORTS is the number of generated reports (10; 0 for none).
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { disclosureReport } from "../../pipelines/index.ts";
import type { ReportDocument } from "../../src/model/document.ts";
import type { Page } from "../../src/model/page.ts";
import { needsOcr } from "../../src/reading/needs-ocr.ts";
import { readPdf } from "../../src/reading/read-pdf.ts";
import { recognizePages } from "../../src/reading/recognizer.ts";
import { buildDocument } from "../../src/reading/tables/build-document.ts";
import type { TableSettings } from "../../src/reading/tables/settings.ts";
import { DEFAULT_SETTINGS } from "../../src/reading/tables/settings.ts";
import { textTable } from "../../src/text/display.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { findChromium } from "../support/chromium.ts";
import { repository } from "../support/command.ts";
import { tools } from "../support/extract.ts";
import { digitalDocuments, sharedFolder } from "../support/shared-corpus.ts";
import { generalTable, LOOKS } from "./table-suite.ts";
import { testedOf } from "./tested-settings.ts";

/** A document's pages, read once. */
interface Input {
	readonly name: string;
	readonly pages: readonly Page[];
}

/** A document as it is read with the settings as they are. */
interface Base extends Input {
	readonly text: string;
	readonly figures: ReadonlyMap<string, string>;
}

/** One tolerance, moved. */
interface Moved {
	readonly name: string;
	readonly from: number;
	readonly to: number;
	readonly settings: TableSettings;
}

/** What a moved tolerance changes. */
interface Effect {
	readonly name: string;
	readonly from: number;
	readonly to: number;
	/** Documents of which any text stands elsewhere or is another. */
	readonly documents: readonly string[];
	/** Figures of the form that are lost, new or others. */
	readonly figures: number;
}

const SHARE = 0.3;

/** Every tolerance down and up: ratios keep their distance from 1, for they are never below it. */
function movedSettings(): Moved[][] {
	return Object.entries(DEFAULT_SETTINGS).flatMap(([step, of]) =>
		Object.entries(of as Readonly<Record<string, number>>).map(([key, from]) => {
			const isCount = key.startsWith("min") || key.startsWith("max") ? !/(?:Pt|Em|Lines|Share)$/.test(key) : false;
			const by = isCount ? 1 : SHARE * (key.endsWith("Ratio") ? from - 1 : from);
			return [from - by, from + by].map((to) => {
				const settings: TableSettings = { ...DEFAULT_SETTINGS, [step]: { ...of, [key]: to } };
				return { name: `${step}.${key}`, from, to: Number(to.toPrecision(4)), settings };
			});
		}),
	);
}

function baseOf({ name, pages }: Input): Base {
	const document = buildDocument(pages);
	return { name, pages, text: textOf(document), figures: figuresOf(document) };
}

/** What one move changes in all documents. */
function effectOf({ settings, ...moved }: Moved, bases: readonly Base[]): Effect {
	const documents: string[] = [];
	let figures = 0;
	for (const base of bases) {
		const document = buildDocument(base.pages, settings);
		if (textOf(document) === base.text) continue;
		documents.push(base.name);
		figures += differences(base.figures, figuresOf(document));
	}
	return { ...moved, documents, figures };
}

/** The first document that notices a move; those that noticed others come first. */
function firstEffect(moves: readonly Moved[], bases: Base[]): Effect[] {
	for (const [i, base] of bases.entries()) {
		const found = moves.find(({ settings }) => textOf(buildDocument(base.pages, settings)) !== base.text);
		if (!found) continue;
		bases.unshift(...bases.splice(i, 1));
		const { name, from, to } = found;
		return [{ name, from, to, documents: [base.name], figures: 0 }];
	}
	return moves.map(({ name, from, to }) => ({ name, from, to, documents: [], figures: 0 }));
}

/** What the tolerances change in documents, one line a tolerance as it goes. */
function ablate(bases: Base[], isCounted: boolean): Effect[] {
	return movedSettings().flatMap((moves) => {
		const effects = isCounted ? moves.map((moved) => effectOf(moved, bases)) : firstEffect(moves, bases);
		const [name, from] = [moves[0]?.name, moves[0]?.from];
		const [noticed] = effects.flatMap(({ documents }) => documents);
		const counts = effects.map(({ to, documents, figures }) => `${to}: ${documents.length} documents, ${figures} figures`);
		console.log(`${name} ${from}: ${noticed === undefined ? "no document" : isCounted ? counts.join("; ") : noticed}`);
		return effects;
	});
}

/** Everything that a document says, and in which cell; not where it is on the page. */
function textOf({ blocks, pictureCount }: ReportDocument): string {
	const texts = blocks.map((block) =>
		block.kind === "paragraph"
			? [block.paragraph.text, block.paragraph.centred]
			: block.table.cells.map(({ row, column, rowSpan, columnSpan, text }) => [row, column, rowSpan, columnSpan, text]),
	);
	return JSON.stringify([texts, pictureCount]);
}

function figuresOf(document: ReportDocument): ReadonlyMap<string, string> {
	return new Map(disclosureReport.map(document).figures.map(({ path, raw }) => [path, raw]));
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
	const paths = new Set([...before.keys(), ...after.keys()]);
	return [...paths].filter((path) => before.get(path) !== after.get(path)).length;
}

/** Reports: samples with what is recognised of their pictures, and digital ones of the corpus. */
async function readReports(): Promise<Input[]> {
	const inputs: Input[] = [];
	for (const { pdf } of sampleFolders()) inputs.push(...(await readInput(pdf)));
	for (const { pdf } of [...digitalDocuments("corpus"), ...digitalDocuments("real")])
		inputs.push(...(await readDigital(pdf, readFileSync(pdf))));
	return inputs;
}

/** Documents that are hard to read, and generated ones. */
async function readOthers(): Promise<Input[]> {
	const inputs: Input[] = [];
	for (const pdf of pdfsIn(sharedFolder && join(sharedFolder, "cases", "reading")))
		inputs.push(...(await readDigital(pdf, readFileSync(pdf))));
	for (const [l, look] of LOOKS.entries())
		for (const seed of [1, 2, 3]) inputs.push(...(await readDigital(`${look} ${seed}`, generalTable(look, 100 * l + seed).pdf)));
	return [...inputs, ...(await generatedInputs(Number(process.env.GOUJI_REPORTS ?? 10)))];
}

/** Reports that the repository's generator makes, where Chromium is here to typeset them. */
async function generatedInputs(count: number): Promise<Input[]> {
	if (count === 0 || findChromium() === undefined) return [];
	const folder = mkdtempSync(join(tmpdir(), "gouji-ablation-"));
	try {
		const script = join(repository, "samples", "make", "variety.ts");
		const only = ["--only", "engine=chromium"];
		execFileSync(process.execPath, [script, "--count", String(count), "--seed", "70001", "--out", folder, ...only], {
			stdio: "ignore",
		});
		const inputs: Input[] = [];
		for (const file of pdfsIn(folder)) inputs.push(...(await readDigital(file, readFileSync(file))));
		return inputs;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function pdfsIn(folder: string | undefined): string[] {
	if (folder === undefined || !existsSync(folder)) return [];
	const names = readdirSync(folder).filter((name) => name.endsWith(".pdf"));
	return names.sort().map((name) => join(folder, name));
}

async function readInput(file: string): Promise<Input[]> {
	const bytes = new Uint8Array(readFileSync(file));
	const { pages } = await readPdf(bytes);
	const unread = pages.filter((page) => needsOcr(page) !== undefined);
	const { recognized } = unread.length > 0 ? await recognizePages(bytes, unread, tools.recognizer) : { recognized: [] };
	const byNumber = new Map(recognized.map(({ page }) => [page.number, page]));
	return [{ name: basename(file), pages: pages.map((page) => byNumber.get(page.number) ?? page) }];
}

/** A document that cannot be opened has nothing to show; nor has a picture that is not recognised. */
async function readDigital(file: string, data: Uint8Array): Promise<Input[]> {
	const pages = await readPdf(new Uint8Array(data)).then(
		(read) => read.pages,
		() => [],
	);
	const isDigital = pages.length > 0 && pages.every((page) => needsOcr(page) === undefined);
	return isDigital ? [{ name: basename(file), pages }] : [];
}

/** The moves that change most. */
function ranking(effects: readonly Effect[]): string {
	const rows = effects
		.filter(({ documents }) => documents.length > 0)
		.sort((a, b) => b.figures - a.figures || b.documents.length - a.documents.length)
		.map(({ name, from, to, documents, figures }) => [name, ...[from, to, documents.length, figures].map(String)]);
	return textTable([["setting", "from", "to", "documents", "figures"], ...rows]);
}

/** Lists the tolerances that neither a document nor a unit test notices. */
async function list(bases: Base[]): Promise<void> {
	const effects = ablate(bases, false);
	const unseen = effects.filter(({ documents }) => documents.length === 0);
	const tested = await testedOf(unseen);
	const names = [...new Set(unseen.map(({ name }) => name))];
	console.log(`noticed by unit tests only: ${[...tested].join(", ") || "none"}`);
	console.log(`noticed by nothing: ${names.filter((name) => !tested.has(name)).join(", ") || "none"}`);
}

async function main(isCounted: boolean): Promise<void> {
	const inputs = [...(await readReports()), ...(isCounted ? [] : await readOthers())];
	await tools.recognizer.close();
	console.log(`${inputs.length} documents`);
	const bases = inputs.map(baseOf);
	if (isCounted) console.log(ranking(ablate(bases, true)));
	else await list(bases);
}

if (import.meta.main) await main(process.argv.includes("--counts"));
