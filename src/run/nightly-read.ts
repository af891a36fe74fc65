import { createHash } from "node:crypto";
import PQueue from "p-queue";
import { decodeText } from "../fetch/decode.ts";
import { readHtml } from "../html/read-html.ts";
import type { ErrorRecord } from "../model/errors.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { ReadOutcome, SeenReference } from "../store/rows.ts";
import type { NightlyTools } from "./nightly-tools.ts";
import type { PublishedReport } from "./pipeline.ts";

/** Reads a PDF in a process of its own; gives the report's JSON. */
export type ReadPdf = (path: string) => Promise<string>;

/** Codes that say more about the machine than about the document: tried once more the next time. */
const PASSING = new Set(["timeout", "out-of-memory", "reader-crashed"]);
const MAX_TRIES = 2;

/** Reads every document that this reader has not read yet; each alone, in any order. */
export async function readNew(references: readonly SeenReference[], tools: NightlyTools, readPdf: ReadPdf): Promise<number> {
	const queue = new PQueue({ concurrency: 16 });
	const begun = new Set<string>();
	const failures: unknown[] = [];
	for (const reference of references) {
		const resource = tools.ledger.resource(reference.url);
		if (!resource?.sha256 || begun.has(resource.sha256) || tools.isStopped()) continue;
		const before = tools.ledger.outcome(resource.sha256, tools.reader);
		if (before && !(before.code !== null && PASSING.has(before.code) && before.tries < MAX_TRIES)) continue;
		begun.add(resource.sha256);
		const { sha256, media, content_type } = resource;
		void queue
			.add(async () => {
				if (tools.isStopped() || failures.length > 0) return;
				const tries = (before?.tries ?? 0) + 1;
				const outcome = await readOne({ sha256, media, contentType: content_type ?? "", tries }, tools, readPdf);
				tools.ledger.saveOutcome(outcome);
				tools.progress(`read ${reference.url}`, { url: reference.url, status: outcome.status });
			})
			.catch((error: unknown) => failures.push(error));
		await queue.onSizeLessThan(64);
	}
	await queue.onIdle();
	if (failures.length > 0) throw failures[0];
	return begun.size;
}

interface Unread {
	readonly sha256: string;
	readonly media: string | null;
	readonly contentType: string;
	readonly tries: number;
}

async function readOne(unread: Unread, tools: NightlyTools, readPdf: ReadPdf): Promise<ReadOutcome> {
	const { sha256, tries } = unread;
	const base = { sha256, reader: tools.reader, tries };
	let json: string;
	try {
		json = unread.media === "html" ? await readPage(unread, tools) : await readPdf(tools.archive.pathOf(sha256));
	} catch (error) {
		const { code, message } = toErrorRecord(error);
		return {
			...base,
			report: null,
			id: null,
			issuer: null,
			year: null,
			status: "failed",
			code,
			detail: firstLine(message),
			figures: null,
		};
	}
	const report = JSON.parse(json) as PublishedReport & { readonly tables?: unknown };
	const kept = await tools.readings.keep(new TextEncoder().encode(json));
	return {
		...base,
		report: kept,
		id: report.id,
		issuer: report.issuer.name,
		year: report.year,
		status: report.quality.status,
		code: null,
		detail: report.quality.reasons.join("；") || null,
		figures: createHash("sha256")
			.update(JSON.stringify(report.tables ?? sha256))
			.digest("hex"),
	};
}

/** Pages are bounded in size and structure before they are read here: they run nothing. */
async function readPage({ sha256, contentType }: Unread, { archive, pipeline }: NightlyTools): Promise<string> {
	const bytes = await archive.bytesOf(sha256);
	const document = readHtml(decodeText(bytes, contentType), pipeline.sources);
	const report = pipeline.buildReport(document, { file: `${sha256}.html`, sha256, bytes: bytes.length });
	return `${JSON.stringify(report, null, "\t")}\n`;
}

function firstLine(message: string): string {
	return (message.split("\n")[0] ?? "").slice(0, 500);
}

/** A stored failure as an error for people. */
export function errorOf(code: string, detail: string): ErrorRecord {
	return toErrorRecord(
		new GoujiError(code as ErrorRecord["code"], detail, { hint: "Open the link; docs/errors.md explains the code." }),
	);
}
