import { createHash } from "node:crypto";
import type { PublishedReport } from "../check/published-report.ts";
import type { ErrorCode, ErrorRecord } from "../model/errors.ts";
import { GoujiError, isErrorCode, toErrorRecord, traitsOf } from "../model/errors.ts";
import type { DocumentMedia } from "../reading/read-flow.ts";
import type { ReadOutcome, SeenReference } from "../storage/rows.ts";
import type { Entry } from "./entries.ts";
import type { NightlyTools } from "./run-context.ts";

/** Reads an archived document in a process of its own; gives the report's JSON. */
export type ReadFile = (sha256: string, media: DocumentMedia | "doc" | "zip", contentType: string) => Promise<string>;

/** What failed by a transient error is tried once more the next time. */
const MAX_TRIES = 2;

/** How often a document is read that ends so; processor time is the same the next night, and is not paid twice. */
function triesOf(code: string): number {
	if (!isErrorCode(code) || !traitsOf(code).isTransient) return 0;
	return code === "timeout" ? 1 : MAX_TRIES;
}

/** A document to be read. */
export interface Unread {
	readonly sha256: string;
	readonly media: string | null;
	readonly contentType: string;
	/** Which try of this reader it is, over all runs. */
	readonly tries: number;
	/** One address that it stands at, for the log. */
	readonly url: string;
	/** Whether it was read before and its reading is lost or damaged: the new one takes that one's place. */
	readonly isMend?: boolean;
}

/** Every document of the references in scope that this reader has not read yet, each once; with `isAgain` what failed so too, however often. */
export async function unreadOf(
	isInScope: (reference: Pick<SeenReference, "source" | "first_seen">) => boolean,
	{ ledger, reader, converter }: NightlyTools,
	{ isAgain = false } = {},
): Promise<Unread[]> {
	const unread = new Map<string, Unread>();
	for (const document of await ledger.openDocuments(reader)) {
		const { sha256, media, content_type, url, code } = document;
		const tries = document.tries ?? 0;
		if (!isInScope(document) || unread.has(sha256)) continue;
		const isTriedAgain = code === "converter-needed" ? converter !== undefined : triesOf(code ?? "") > (isAgain ? 0 : tries);
		if (code !== null && !isTriedAgain) continue;
		unread.set(sha256, { sha256, media, contentType: content_type ?? "", tries: tries + 1, url });
	}
	return [...unread.values()];
}

/** The document at an address, where this reader has not read it; undefined where it has, or none is there. */
export async function unreadAt(url: string, { ledger, reader }: NightlyTools): Promise<Unread | undefined> {
	const resource = await ledger.resource(url);
	if (!resource?.sha256) return undefined;
	const { sha256, media, content_type } = resource;
	const last = await ledger.lastOutcome(sha256);
	const own = last?.reader === reader ? last : undefined;
	if (own && (own.code === null || own.tries >= triesOf(own.code))) return undefined;
	return { sha256, media, contentType: content_type ?? "", tries: (own?.tries ?? 0) + 1, url };
}

/** Reads a document and writes down what it gave, unless that is done: a task may be handed out twice. */
export async function readOnce(
	unread: Unread,
	tools: NightlyTools,
	readFile: ReadFile,
): Promise<Pick<ReadOutcome, "status" | "code">> {
	const last = await tools.ledger.lastOutcome(unread.sha256);
	if (last?.reader === tools.reader && last.tries >= unread.tries) return { status: last.status, code: last.code };
	const outcome = await readOne(unread, tools, readFile);
	await tools.ledger.saveOutcome(outcome);
	tools.progress(`read ${unread.url}`, { url: unread.url, status: outcome.status });
	return { status: outcome.status, code: outcome.code };
}

/** Whether an error says something of the document: it is in it, or in how gouji reads it, and not in the machine or the archive. */
function isOfDocument(code: ErrorCode): boolean {
	const { fault } = traitsOf(code);
	return fault === "document" || fault === "gouji";
}

async function readOne(unread: Unread, tools: NightlyTools, readFile: ReadFile): Promise<ReadOutcome> {
	const { sha256, tries } = unread;
	const base = { sha256, reader: tools.reader, tries };
	let json: string;
	try {
		json = await readFile(sha256, readAs(unread.media), unread.contentType);
	} catch (error) {
		const { code, message, hint } = toErrorRecord(error);
		if (!isOfDocument(code)) throw error;
		if (traitsOf(code).fault === "gouji")
			tools.warn(`Reading ${unread.url} showed a fault of gouji: ${message}`, { sha256, code });
		return {
			...base,
			report: null,
			id: null,
			issuer: null,
			year: null,
			status: "failed",
			code,
			detail: firstLine(message),
			hint,
			figures: null,
			content: null,
		};
	}
	const report = JSON.parse(json) as PublishedReport & { readonly tables?: unknown; readonly sections?: unknown };
	const made = new TextEncoder().encode(json);
	const kept = await (unread.isMend ? tools.readings.restore(made) : tools.readings.keep(made));
	return {
		...base,
		report: kept,
		id: report.id,
		issuer: report.issuer.name,
		year: report.year,
		status: report.quality.status,
		code: null,
		detail: report.quality.reasons.map(({ detail }) => detail).join("；") || null,
		hint: null,
		figures: digestOf(report.tables ?? sha256),
		content: digestOf([report.tables ?? sha256, report.sections ?? sha256]),
	};
}

/** What reads bytes of some media: what says that they are none of these says it best. Throws GoujiError kind-not-read. */
function readAs(media: string | null): DocumentMedia | "doc" | "zip" {
	if (media === "html" || media === "docx" || media === "doc" || media === "zip") return media;
	if (media !== "ofd" && media !== "archive") return "pdf";
	const what =
		media === "ofd" ? "An OFD document, which is not read" : "An archive of another kind than ZIP, which is not opened";
	throw new GoujiError("kind-not-read", what, {
		hint: "Open it by hand; save the report as PDF or Word document into a folder source, or ask the publisher for it.",
	});
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

/** Why there is no report, as the ledger keeps it. */
export interface Failure {
	readonly code: string;
	readonly detail: string;
	/** What to do, where that is known. */
	readonly hint?: string | undefined;
}

/** Why an entry has no report; undefined where it was just not fetched yet. */
export function storedFailureOf({ resource, outcome }: Entry): Failure | undefined {
	if (outcome?.code) return { code: outcome.code, detail: outcome.detail ?? "", hint: outcome.hint ?? undefined };
	if (!resource || resource.state === "ok") return undefined;
	if (resource.code && resource.hint) return { code: resource.code, detail: resource.detail ?? "", hint: resource.hint };
	return { code: "unreachable", detail: `${resource.state}: ${resource.detail ?? ""}` };
}

/** A stored failure as an error for people. A code that this version does not know counts as a fault of gouji and is told. */
export function errorOf({ code, detail, hint = "Open the link; docs/errors.md explains the code." }: Failure): ErrorRecord {
	if (isErrorCode(code)) return toErrorRecord(new GoujiError(code, detail, { hint }));
	return toErrorRecord(new GoujiError("reader-crashed", `${code}: ${detail}`, { hint }));
}
