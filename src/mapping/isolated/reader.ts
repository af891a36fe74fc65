import module from "node:module";
import type { PublishedReport } from "../../check/published-report.ts";
import type { ErrorRecord } from "../../model/errors.ts";
import { toErrorRecord } from "../../model/errors.ts";
import type { Box } from "../../model/geometry.ts";
import type { ReaderFailure } from "../../model/witness.ts";
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
	readonly task: "report" | "tables" | "page-sizes" | "page-picture";
	/** A PDF unless told. */
	readonly media?: DocumentMedia;
	/** By whom a Word document was made of another file, in words. */
	readonly convertedBy?: string;
	/** What the server said of a page, for its charset. */
	readonly contentType?: string;
	/** Which page to draw, counted from 1, and at how many dots per inch. */
	readonly picture?: { readonly page: number; readonly dpi: number; readonly area?: Box };
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
		recognizer.onPage = () => process.send?.({ id: request.id, hasReadPage: true } satisfies ReadReply);
		void answer(request, { pipeline, recognizer }).then((reply) => {
			// A reading process is killed, never asked to end: what it compiled is kept for the next one now or not at all.
			if (isFirst) module.flushCompileCache();
			isFirst = false;
			process.send?.(reply);
		});
	});
	// pdf.js leaves promises of damaged documents to themselves: what it was asked for fails, or takes too long, by itself.
	process.on("unhandledRejection", () => {});
	process.on("disconnect", () => process.exit(0));
	// Ctrl-C reaches the whole group: the parent decides when its readers end.
	process.on("SIGINT", () => {});
	process.send?.({ id: -1 } satisfies ReadReply);
}

async function answer(request: ReadRequest, tools: ReadingContext & { readonly pipeline: ReportFamily }): Promise<ReadReply> {
	const found: ReaderFailure[] = [];
	const bugs = () => (found.length > 0 ? { bugs: found } : {});
	const { id, file, bytes, task, media = "pdf", contentType = "", picture = { page: 1, dpi: 96 } } = request;
	try {
		if (task === "page-sizes") return { id, json: JSON.stringify(await sizesOf(bytes)) };
		if (task === "page-picture") return { id, png: await pictureOf(bytes, picture) };
		if (task === "tables") {
			return { id, json: JSON.stringify(await readTables(bytes, tools, request.tables)) };
		}
		if (media !== "pdf") {
			const report = await flowReport(request, { media, contentType, pipeline: tools.pipeline });
			return { id, json: `${JSON.stringify(report, null, "\t")}\n` };
		}
		const report = await extractReport(bytes, file, { ...tools, onBug: (bug) => found.push(bug) });
		return { id, json: `${JSON.stringify(report, null, "\t")}\n`, ...bugs() };
	} catch (error) {
		return { id, error: toErrorRecord(error), ...bugs() };
	}
}

/** Web pages and Word documents are few: what reads them is loaded with the first one. */
async function flowReport(
	{ bytes, file, convertedBy }: ReadRequest,
	{ media, contentType, pipeline }: { media: "html" | "docx"; contentType: string; pipeline: ReportFamily },
): Promise<PublishedReport> {
	const { readFlow } = await import("../../reading/read-flow.ts");
	const document = readFlow(bytes, { media, contentType, convertedBy, signs: pipeline.sources });
	return pipeline.map(document).publish(originOf(bytes, file));
}

/** Drawing loads pdf.js, which most reading processes never need. */
async function sizesOf(bytes: Uint8Array): Promise<readonly (readonly [number, number])[]> {
	const { pageSizes } = await import("../../reading/pdf/draw.ts");
	return pageSizes(bytes);
}

async function pictureOf(bytes: Uint8Array, { page, dpi, area }: NonNullable<ReadRequest["picture"]>): Promise<Uint8Array> {
	const { drawPage } = await import("../../reading/pdf/draw.ts");
	return (await drawPage(bytes, page, { dpi, ...(area ? { area } : {}) })).png;
}
