import { createHash } from "node:crypto";
import type { ReportDocument } from "../model/document.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Box } from "../model/geometry.ts";
import type { Page } from "../model/page.ts";
import { buildDocument } from "../reading/tables/build-document.ts";
import { solve } from "../solve/solve.ts";
import type { Decision, Witnessed } from "../solve/witness.ts";
import { isAgreed, isCorroborated, openPaths } from "../solve/witness.ts";
import { needsOcr } from "./needs-ocr.ts";
import { isInside, pictureBoxes, withPictures } from "./pictures.ts";
import type { DocumentOrigin, Pipeline, PublishedReport } from "./pipeline.ts";
import { readPdf } from "./read-pdf.ts";
import type { RecognizedPage, Recognizer } from "./recognizer.ts";
import { recognizePages } from "./recognizer.ts";
import { secondOpinion } from "./second-opinion.ts";
import { witnessFigures } from "./witness-figures.ts";

/** Everything that reading a document gave: blocks, and the pixels of recognised pages. */
interface Reading {
	readonly document: ReportDocument;
	/** Pages read from pixels; with `regions`, only what stands inside these boxes was. */
	readonly recognized: readonly (RecognizedPage & { readonly regions?: readonly Box[] })[];
	/** Whether a figure is announced as something else than what is painted. */
	readonly isReplaced?: boolean;
}

/** What reading needs besides the bytes. */
export interface Tools {
	readonly pipeline: Pipeline;
	readonly recognizer: Recognizer;
}

/** Bytes of a PDF to a document in reading order; pages without usable text are recognised. */
export async function readDocument(bytes: Uint8Array, tools: Tools): Promise<ReportDocument> {
	return (await read(bytes, tools)).document;
}

/** What a report says of the bytes it was read from. */
export function originOf(bytes: Uint8Array, file: string): DocumentOrigin {
	return { file, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
}

/** The whole way of one PDF: bytes to pages, to a document, to a checked report. */
export async function extractReport(bytes: Uint8Array, file: string, tools: Tools): Promise<PublishedReport> {
	const { pipeline } = tools;
	const origin = originOf(bytes, file);
	const { document, recognized, isReplaced } = await read(bytes, tools);
	if (recognized.length === 0) return secondOpinion(bytes, document, { pipeline, origin, isReplaced: isReplaced === true });
	const figures = pipeline.figuresOf(document);
	const decisions = await decideFigures(figures, recognized, tools);
	return pipeline.buildReport(document, origin, decisions);
}

async function read(bytes: Uint8Array, { pipeline, recognizer }: Tools): Promise<Reading> {
	const { pages, isReplaced } = await readPdf(bytes);
	const unread = pages.filter((page) => needsOcr(page) !== undefined);
	if (unread.length === 0) return { ...(await readPictures(bytes, pages, { pipeline, recognizer })), isReplaced };
	const recognized = await recognizePages(bytes, unread, recognizer);
	const byNumber = new Map<number, Page>(recognized.map(({ page }) => [page.number, page]));
	return { document: buildDocument(pages.map((page) => byNumber.get(page.number) ?? page)), recognized };
}

/** Where a table is missing and pictures stand among the text, the pictures are read too. */
async function readPictures(bytes: Uint8Array, pages: readonly Page[], { pipeline, recognizer }: Tools): Promise<Reading> {
	const document = buildDocument(pages);
	const pictured = pages.filter((page) => pictureBoxes(page).length > 0);
	if (pictured.length === 0 || pipeline.hasAllTables(document)) return { document, recognized: [] };
	const recognized = (await recognizePages(bytes, pictured, recognizer)).map((entry) => ({
		...entry,
		regions: pictureBoxes(pages.find((page) => page.number === entry.page.number) ?? entry.page),
	}));
	const byNumber = new Map(recognized.map((entry) => [entry.page.number, entry]));
	const joined = pages.map((page) => {
		const entry = byNumber.get(page.number);
		return entry ? withPictures(page, entry.page, entry.regions) : page;
	});
	return {
		document: { ...buildDocument(joined), text: "mixed", ocrPages: recognized.map(({ page }) => page.number) },
		recognized,
	};
}

/** Two engines read every figure; those in doubt are looked at again; the equations decide. */
async function decideFigures(
	figures: readonly Evidence[],
	recognized: Reading["recognized"],
	{ pipeline, recognizer }: Tools,
): Promise<ReadonlyMap<string, Decision>> {
	const pages = new Map(recognized.map(({ page, seen }) => [page.number, seen]));
	const [reader, second] = [await recognizer.text(), await recognizer.figures()];
	const equations = pipeline.equationsOf(figures);
	const seen = figures.filter((figure) =>
		recognized.some(
			({ page, regions }) => page.number === figure.page && (!regions || regions.some((region) => isInside(figure.box, region))),
		),
	);
	const first = await witnessFigures(seen, pages, { engines: [second], look: "first", reader: reader.id });
	const decided = solve(first, equations);
	const doubtful = new Set(decided.filter(({ proof }) => proof !== "proven").map(({ path }) => path));
	for (const path of openPaths(decided, equations)) doubtful.add(path);
	for (const witnessed of first) {
		const value = witnessed.readings[0]?.value;
		// Read alike and in sums that all close: another look would tell nothing.
		if (!isAgreed(witnessed, value) && !isCorroborated(witnessed, value)) doubtful.add(witnessed.path);
	}
	if (doubtful.size === 0) return byPath(decided);
	const again = await witnessFigures(
		figures.filter(({ path }) => doubtful.has(path)),
		pages,
		{ engines: [reader, second], look: "second" },
	);
	const more = new Map(again.map((witnessed) => [witnessed.path, witnessed.readings]));
	const all = first.map(
		(witnessed): Witnessed => ({ path: witnessed.path, readings: [...witnessed.readings, ...(more.get(witnessed.path) ?? [])] }),
	);
	return byPath(solve(all, equations));
}

function byPath(decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
	return new Map(decisions.map((decision) => [decision.path, decision]));
}
