import { createHash } from "node:crypto";
import PQueue from "p-queue";
import type { ErrorRecord } from "../model/errors.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { ReadOutcome, SeenReference } from "../store/rows.ts";
import type { NightlyTools } from "./nightly-tools.ts";
import type { PublishedReport } from "./pipeline.ts";
import type { DocumentMedia } from "./read-flow.ts";

/** Reads a document in a process of its own; gives the report's JSON. */
export type ReadFile = (path: string, media: DocumentMedia, contentType: string) => Promise<string>;

/** Codes that say more about the machine than about the document: tried once more the next time. */
const PASSING = new Set(["timeout", "out-of-memory", "reader-crashed"]);
const MAX_TRIES = 2;

/** Reads every document that this reader has not read yet; each alone, in any order. */
export async function readNew(references: readonly SeenReference[], tools: NightlyTools, readFile: ReadFile): Promise<number> {
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
				const outcome = await readOne({ sha256, media, contentType: content_type ?? "", tries }, tools, readFile);
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

async function readOne(unread: Unread, tools: NightlyTools, readFile: ReadFile): Promise<ReadOutcome> {
	const { sha256, tries } = unread;
	const base = { sha256, reader: tools.reader, tries };
	let json: string;
	try {
		const media = unread.media === "html" || unread.media === "docx" ? unread.media : "pdf";
		json = await readFile(tools.archive.pathOf(sha256), media, unread.contentType);
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
			content: null,
		};
	}
	const report = JSON.parse(json) as PublishedReport & { readonly tables?: unknown; readonly sections?: unknown };
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
		figures: digestOf(report.tables ?? sha256),
		content: digestOf([report.tables ?? sha256, report.sections ?? sha256]),
	};
}

/** White space is left out: it differs between a report's editions. */
function digestOf(value: unknown): string {
	return createHash("sha256")
		.update(JSON.stringify(value).replaceAll(/\\n|\s/g, ""))
		.digest("hex");
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
