// Moves each tolerance of table reading up and down by 30 %, counts by one, and counts what changes in the documents: those of
// the repository, generated reports, and ../shared where present. What no document notices is tried on the unit tests; what
// neither notices is listed last, to be deleted. GOUJI_REPORTS is the number of generated reports (30; 0 for none).
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVitest } from "vitest/node";
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

/** A document's pages, read once. */
export interface AblationInput {
	readonly name: string;
	readonly pages: readonly Page[];
}

/** One tolerance, moved. */
interface Moved {
	readonly name: string;
	readonly from: number;
	readonly to: number;
	readonly settings: TableSettings;
}

/** What a moved tolerance changes. */
export interface Effect {
	readonly name: string;
	readonly from: number;
	readonly to: number;
	/** Documents of which any text stands elsewhere or is another. */
	readonly documents: number;
	/** Figures of the form that are lost, new or others. */
	readonly figures: number;
}

const SHARE = 0.3;

/** Every tolerance down and up: ratios keep their distance from 1, for they are never below it. */
function movedSettings(): Moved[] {
	return Object.entries(DEFAULT_SETTINGS).flatMap(([step, of]) =>
		Object.entries(of as Readonly<Record<string, number>>).flatMap(([key, from]) => {
			const isCount = key.startsWith("min") || key.startsWith("max") ? !/(?:Pt|Em|Lines|Share)$/.test(key) : false;
			const by = isCount ? 1 : SHARE * (key.endsWith("Ratio") ? from - 1 : from);
			return [from - by, from + by].map((to) => {
				const settings: TableSettings = { ...DEFAULT_SETTINGS, [step]: { ...of, [key]: to } };
				return { name: `${step}.${key}`, from, to: Number(to.toPrecision(4)), settings };
			});
		}),
	);
}

/** What each moved tolerance changes in documents; in the order of the settings, down before up. */
export function ablate(inputs: readonly AblationInput[], progress: (effect: Effect) => void = () => undefined): Effect[] {
	const base = inputs.map(({ pages }) => {
		const document = buildDocument(pages);
		return { text: textOf(document), figures: figuresOf(document) };
	});
	return movedSettings().map(({ settings, ...moved }) => {
		let [documents, figures] = [0, 0];
		for (const [i, { pages }] of inputs.entries()) {
			const document = buildDocument(pages, settings);
			const before = base[i];
			if (!before || textOf(document) === before.text) continue;
			documents++;
			figures += differences(before.figures, figuresOf(document));
		}
		const effect = { ...moved, documents, figures };
		progress(effect);
		return effect;
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

async function readInputs(): Promise<AblationInput[]> {
	const files = [
		...sampleFolders().map(({ pdf }) => pdf),
		...[...digitalDocuments("corpus"), ...digitalDocuments("real")].map(({ pdf }) => pdf),
		...pdfsIn(sharedFolder && join(sharedFolder, "cases", "reading")),
	];
	const inputs: AblationInput[] = [];
	for (const file of files) inputs.push(...(await readInput(file, readFileSync(file))));
	for (const [l, look] of LOOKS.entries())
		for (const seed of [1, 2, 3]) inputs.push(...(await readInput(`${look} ${seed}`, generalTable(look, 100 * l + seed).pdf)));
	return [...inputs, ...(await generatedInputs(Number(process.env.GOUJI_REPORTS ?? 30)))];
}

/** Reports that the repository's generator makes, where Chromium is here to typeset them. */
async function generatedInputs(count: number): Promise<AblationInput[]> {
	if (count === 0 || findChromium() === undefined) return [];
	const folder = mkdtempSync(join(tmpdir(), "gouji-ablation-"));
	try {
		const script = join(repository, "samples", "make", "variety.ts");
		const only = ["--only", "engine=chromium"];
		execFileSync(process.execPath, [script, "--count", String(count), "--seed", "70001", "--out", folder, ...only], {
			stdio: "ignore",
		});
		const inputs: AblationInput[] = [];
		for (const file of pdfsIn(folder)) inputs.push(...(await readInput(file, readFileSync(file))));
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

/** A document that cannot be opened has nothing to show. */
async function readInput(name: string, data: Uint8Array): Promise<AblationInput[]> {
	const bytes = new Uint8Array(data);
	const pages = await readPdf(bytes).then(
		(read) => read.pages,
		() => [],
	);
	const unread = pages.filter((page) => needsOcr(page) !== undefined);
	if (unread.length === 0) return pages.length > 0 ? [{ name, pages }] : [];
	const recognized = await recognizePages(bytes, unread, tools.recognizer);
	const byNumber = new Map(recognized.map(({ page }) => [page.number, page]));
	return [{ name, pages: pages.map((page) => byNumber.get(page.number) ?? page) }];
}

/** The moved tolerances with which a unit test of table reading fails; the tests are loaded once. */
export async function testedOf(effects: readonly Pick<Effect, "name" | "to">[]): Promise<ReadonlySet<string>> {
	const folder = mkdtempSync(join(tmpdir(), "gouji-ablation-"));
	const moved = join(folder, "moved.json");
	const vitest = await createVitest("test", {
		config: false,
		watch: false,
		root: repository,
		include: ["tests/unit/reading/tables/*.test.ts", "tests/properties/tables.test.ts"],
		exclude: ["**/general-tables.test.ts"],
		setupFiles: [join(repository, "tests", "bench", "moved-setting.ts")],
		env: { GOUJI_MOVED: moved },
		isolate: false,
		maxWorkers: 1,
		testTimeout: 120_000,
		hookTimeout: 120_000,
		reporters: [{}],
	});
	const isFailing = async (setting: string) => {
		writeFileSync(moved, setting);
		const { testModules } = await vitest.runTestSpecifications(await vitest.globTestSpecifications());
		return testModules.some((module) => !module.ok());
	};
	const tested = new Set<string>();
	if (await isFailing("{}")) throw new Error("The unit tests of table reading fail as they are");
	for (const { name, to } of effects) if (await isFailing(JSON.stringify({ [name]: to }))) tested.add(name);
	await vitest.close();
	rmSync(folder, { recursive: true, force: true });
	process.exitCode = 0;
	return tested;
}

async function main(): Promise<void> {
	const inputs = await readInputs();
	await tools.recognizer.close();
	const effects = ablate(inputs);
	const rows = [...effects]
		.filter(({ documents }) => documents > 0)
		.sort((a, b) => b.figures - a.figures || b.documents - a.documents)
		.map(({ name, from, to, documents, figures }) => [name, String(from), String(to), String(documents), String(figures)]);
	console.log(textTable([["setting", "from", "to", "documents", "figures"], ...rows]));
	const names = [...new Set(effects.map(({ name }) => name))];
	const unseen = names.filter((name) => effects.every((effect) => effect.name !== name || effect.documents === 0));
	const tested = await testedOf(effects.filter(({ name }) => unseen.includes(name)));
	const unnoticed = unseen.filter((name) => !tested.has(name));
	console.log(`${inputs.length} documents; noticed by unit tests only: ${[...tested].join(", ")}`);
	console.log(`noticed by nothing: ${unnoticed.join(", ") || "none"}`);
}

if (import.meta.main) await main();
