import module from "node:module";
import type { PublishedReport } from "../../check/published-report.ts";
import type { ErrorRecord } from "../../model/errors.ts";
import { toErrorRecord } from "../../model/errors.ts";
import type { Box } from "../../model/geometry.ts";
import { isUnwanted } from "../../model/source-knowledge.ts";
import type { ReaderFailure } from "../../model/witness.ts";
import { lacksNative } from "../../reading/ocr/onnx-runtime.ts";
import type { PageWords } from "../../reading/page-words.ts";
import type { DocumentMedia } from "../../reading/read-flow.ts";
import { Recognizer } from "../../reading/recognizer.ts";
import { extractReport, originOf } from "../extract-report.ts";
import type { ReadingContext } from "../read-document.ts";
import type { TableSelection } from "../read-tables.ts";
import { readTables } from "../read-tables.ts";
import type { ReportFamily } from "../report-family.ts";
import { denyNetwork } from "./reader-confinement.ts";

/** What a reading process is asked to do with one file. */
export interface ReadRequest {
	readonly id: number;
	/** The document's name, and its bytes: a reading process opens no files. */
	readonly file: string;
	readonly bytes: Uint8Array;
	readonly task: "report" | "tables" | "page-sizes" | "page-picture" | "page-words";
	/** A PDF unless told; of an archive the report in it is read. */
	readonly media?: DocumentMedia | "zip";
	/** By whom a Word document was made of another file, in words. */
	readonly convertedBy?: string;
	/** What the server said of a page, for its charset. */
	readonly contentType?: string;
	/** Which page to draw, counted from 1, at how many dots per inch, turned clockwise by how many degrees, or which area of it, in points. */
	readonly picture?: { readonly page: number; readonly dpi: number; readonly turn?: number; readonly area?: Box };
	/** Which tables are wanted, of the task "tables". */
	readonly tables?: TableSelection;
}

/** Its answer: the JSON text of the result or the PNG that was drawn, or why there is none. */
export interface ReadReply {
	readonly id: number;
	readonly json?: string;
	readonly png?: Uint8Array;
	readonly error?: ErrorRecord;
	/** Processor time that it took, of what sites sent. */
	readonly processorMs?: number;
	/** No answer yet: a page was recognised. */
	readonly hasReadPage?: true;
	/** Scanned pages were recognised without the native runtime, which nobody chose. */
	readonly isWithoutNative?: true;
	/** Faults of gouji that a reader ran into, whether there is a result or not. */
	readonly bugs?: readonly ReaderFailure[];
}

/**
 * Serves requests from the parent process, one at a time, until it goes away. Documents are read
 * here and not in the parent so that a hostile one can be stopped: threads share their memory.
 */
export function serveReader(pipeline: ReportFamily): void {
	denyNetwork();
	const recognizer = new Recognizer();
	let isFirst = true;
	process.on("message", (request: ReadRequest) => {
		let hasReadPages = false;
		recognizer.onPage = () => {
			hasReadPages = true;
			process.send?.({ id: request.id, hasReadPage: true } satisfies ReadReply);
		};
		void answer(request, { pipeline, recognizer }).then((reply) => {
			// A reading process is killed, never asked to end: what it compiled is kept for the next one now or not at all.
			if (isFirst) module.flushCompileCache();
			isFirst = false;
			process.send?.(hasReadPages && lacksNative() ? { ...reply, isWithoutNative: true } : reply);
		});
	});
	// pdf.js leaves promises of damaged documents to themselves: what it was asked for fails, or takes too long, by itself.
	process.on("unhandledRejection", () => {});
	process.on("disconnect", () => process.exit(0));
	// Ctrl-C reaches the whole group: the parent decides when its readers end.
	process.on("SIGINT", () => {});
	process.send?.({ id: -1 } satisfies ReadReply);
}

async function answer(request: ReadRequest, tools: Tools): Promise<ReadReply> {
	const found: ReaderFailure[] = [];
	const bugs = () => (found.length > 0 ? { bugs: found } : {});
	const { id, task, picture = { page: 1, dpi: 96 } } = request;
	try {
		if (task === "report") {
			const report = await reportOf(request, { ...tools, onBug: (bug) => found.push(bug) });
			return { id, json: `${JSON.stringify(report, null, "\t")}\n`, ...bugs() };
		}
		const { bytes } = await documentOf(request, tools.pipeline);
		if (task === "page-sizes") return { id, json: JSON.stringify(await sizesOf(bytes)) };
		if (task === "page-picture") return { id, png: await pictureOf(bytes, picture) };
		if (task === "page-words") return { id, json: JSON.stringify(await wordsOf(bytes, tools.recognizer)) };
		return { id, json: JSON.stringify(await readTables(bytes, tools, request.tables)) };
	} catch (error) {
		return { id, error: toErrorRecord(error), ...bugs() };
	}
}

type Tools = ReadingContext & { readonly pipeline: ReportFamily };

/** The report of a document. What was archived, and what it is known by, is the file as it was published, also where that is an archive. */
async function reportOf(request: ReadRequest, tools: Tools): Promise<PublishedReport> {
	const { bytes, media } = await documentOf(request, tools.pipeline);
	const origin = originOf(request.bytes, request.file);
	if (media === "pdf") return extractReport(bytes, request.file, { ...tools, origin });
	// Web pages and Word documents are few: what reads them is loaded with the first one.
	const { readFlow } = await import("../../reading/read-flow.ts");
	const { contentType = "", convertedBy } = request;
	const document = readFlow(bytes, { media, contentType, convertedBy, signs: tools.pipeline.sources });
	return tools.pipeline.map(document).publish(origin);
}

/** The document itself: the file, or what stands in it where it is an archive. */
async function documentOf(
	{ bytes, media = "pdf", task }: ReadRequest,
	{ sources }: ReportFamily,
): Promise<{ readonly bytes: Uint8Array; readonly media: DocumentMedia }> {
	const isDrawn = task !== "report" && bytes[0] === 0x50 && bytes[1] === 0x4b;
	if (media !== "zip" && !isDrawn) return { bytes, media };
	const { documentIn } = await import("../../reading/archived-document.ts");
	return documentIn(bytes, (name) => sources.wanted.test(name) && !isUnwanted(name, sources));
}

/** Drawing loads pdf.js, which most reading processes never need. */
async function sizesOf(bytes: Uint8Array): Promise<readonly (readonly [number, number])[]> {
	const { pageSizes } = await import("../../reading/pdf/draw.ts");
	return pageSizes(bytes);
}

async function wordsOf(bytes: Uint8Array, recognizer: Recognizer): Promise<readonly PageWords[]> {
	const { pageWords } = await import("../../reading/page-words.ts");
	return pageWords(bytes, recognizer);
}

async function pictureOf(
	bytes: Uint8Array,
	{ page, dpi, turn = 0, area }: NonNullable<ReadRequest["picture"]>,
): Promise<Uint8Array> {
	const { drawPage } = await import("../../reading/pdf/draw.ts");
	return (await drawPage(bytes, page, { dpi, turn, ...(area ? { area } : {}) })).png;
}
