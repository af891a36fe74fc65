import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../chromium.ts";
import { hasProgram } from "../programs.ts";
import { htmlOf } from "./html.ts";
import { latexPdf } from "./latex.ts";
import { HARD_LOOKS, hardDocument, producerOf } from "./looks.ts";
import type { HardDocument, Producer } from "./model.ts";
import { docxOf, xlsxOf } from "./office.ts";
import { painted } from "./paint.ts";

/** A document of the suite, typeset. */
export interface TypesetDocument {
	readonly document: HardDocument;
	readonly producer: Producer;
	readonly seed: number;
	readonly pdf: Uint8Array;
}

/** The producers of this machine. */
export function producersHere(): ReadonlySet<Producer> {
	const office = [["writer", "soffice"] as const, ["calc", "localc"] as const].flatMap(([producer, program]) =>
		hasProgram(program) ? [producer] : [],
	);
	const browser = findChromium() === undefined ? [] : (["chromium"] as const);
	const latex = hasProgram("xelatex") ? (["latex"] as const) : [];
	return new Set<Producer>(["painted", ...browser, ...office, ...latex]);
}

/** So many documents of every look, from a seed on, each by one of the producers in turn. */
export async function typesetSuite(
	{ seed, perLook, looks = HARD_LOOKS }: { readonly seed: number; readonly perLook: number; readonly looks?: readonly string[] },
	available: ReadonlySet<Producer>,
): Promise<TypesetDocument[]> {
	const wanted = looks.flatMap((look) =>
		Array.from({ length: perLook }, (_, i) => {
			const own = seed * 1009 + 31 * HARD_LOOKS.indexOf(look) + i;
			const document = hardDocument(look, own);
			const producer = producerOf(document, i, available);
			return producer ? [{ document, producer, seed: own }] : [];
		}).flat(),
	);
	const [pages, office, latex] = await Promise.all([
		printed(wanted.filter(({ producer }) => producer === "chromium").map(({ document }) => document)),
		converted(wanted.filter(({ producer }) => producer === "writer" || producer === "calc")),
		byLatex(wanted.filter(({ producer }) => producer === "latex").map(({ document }) => document)),
	]);
	const from = (document: HardDocument) => pages.get(document) ?? office.get(document) ?? latex.get(document);
	return wanted.map((one): TypesetDocument => {
		const { document, producer, seed: own } = one;
		const pdf = producer === "painted" ? painted(document, own) : from(document);
		if (!pdf) throw new Error(`${producer} gave nothing for ${document.look}, seed ${own}`);
		return { document, producer, seed: own, pdf };
	});
}

async function byLatex(documents: readonly HardDocument[]): Promise<Map<HardDocument, Uint8Array>> {
	const done = new Map<HardDocument, Uint8Array>();
	for (const document of documents) done.set(document, await latexPdf(document));
	return done;
}

async function printed(documents: readonly HardDocument[]): Promise<Map<HardDocument, Uint8Array>> {
	const done = new Map<HardDocument, Uint8Array>();
	// A browser on a busy machine may fail to print: what it left is printed by another.
	for (let tries = 4; tries > 0 && done.size < documents.length; tries--)
		await printSome(
			documents.filter((document) => !done.has(document)),
			done,
		).catch((error: unknown) => {
			if (tries === 1) throw error;
		});
	return done;
}

async function printSome(documents: readonly HardDocument[], done: Map<HardDocument, Uint8Array>): Promise<void> {
	const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
	const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args });
	try {
		for (const document of documents) {
			const page = await browser.newPage();
			await page.setContent(htmlOf(document));
			done.set(document, new Uint8Array(await page.pdf({ preferCSSPageSize: true, printBackground: true })));
			await page.close();
		}
	} finally {
		await browser.close();
	}
}

async function converted(
	wanted: readonly { readonly document: HardDocument; readonly producer: Producer }[],
): Promise<Map<HardDocument, Uint8Array>> {
	const done = new Map<HardDocument, Uint8Array>();
	if (wanted.length === 0) return done;
	const folder = await mkdtemp(join(tmpdir(), "gouji-hard-"));
	try {
		await mkdir(join(folder, "profile"));
		const files: { file: string; producer: Producer }[] = [];
		for (const [i, { document, producer }] of wanted.entries()) {
			const file = join(folder, `${i}.${producer === "calc" ? "xlsx" : "docx"}`);
			await writeFile(file, await (producer === "calc" ? xlsxOf(document) : docxOf(document)));
			files.push({ file, producer });
		}
		const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
		for (const producer of ["writer", "calc"] as const) {
			const own = files.filter((one) => one.producer === producer).map(({ file }) => file);
			const convert = [profile, "--headless", "--convert-to", `pdf:${producer}_pdf_Export`, "--outdir", folder];
			if (own.length > 0) await promisify(execFile)("soffice", [...convert, ...own], { timeout: 600_000 });
		}
		for (const [i, { document }] of wanted.entries())
			done.set(document, new Uint8Array(await readFile(join(folder, `${i}.pdf`))));
		return done;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
