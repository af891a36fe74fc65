import { changeOf } from "../collecting/changes.ts";
import type { ImportedFile } from "../collecting/folder-source.ts";
import { filesToImport } from "../collecting/folder-source.ts";
import { sniff } from "../collecting/http/answer.ts";
import type { Source } from "../collecting/sources/source-kinds.ts";
import { GoujiError } from "../model/errors.ts";
import type { Resource } from "../storage/rows.ts";
import type { NightlyTools } from "./run-context.ts";
import type { FetchedDocument } from "./tasks.ts";

/** Takes a folder's files into archive and ledger, as if they had been fetched. A file that cannot be read costs itself only. */
export async function importFolder(source: Extract<Source, { kind: "folder" }>, tools: NightlyTools): Promise<FetchedDocument[]> {
	const { ledger, config, pipeline, kind: night } = tools;
	const documents: FetchedDocument[] = [];
	for (const file of await filesToImport(source.folder, config.limits.megabytes * 1024 * 1024)) {
		if (tools.isStopped()) break;
		const { url, kind } = file;
		if (night.isPdfOnly && kind !== "pdf") continue;
		const title = decodeURIComponent(url.split("/").at(-1) ?? "");
		const year = pipeline.sources.yearOf(title) ?? null;
		await ledger.list(
			{ url, source: source.id, kind, title, page_url: null, issuer: source.issuer ?? null, year, page_facts: "{}" },
			tools.now().toISOString(),
		);
		documents.push(await importFile(file, tools));
	}
	return documents;
}

async function importFile({ url, path, read }: ImportedFile, tools: NightlyTools): Promise<FetchedDocument> {
	const { ledger, archive, kind } = tools;
	const before = await ledger.resource(url);
	const now = tools.now().toISOString();
	let bytes: Uint8Array;
	try {
		bytes = await read();
	} catch (error) {
		if (!(error instanceof GoujiError)) throw error;
		const { code, message: detail, hint } = error;
		const kept = { media: before?.media ?? null, sha256: before?.sha256 ?? null, last_seen: before?.last_seen ?? null };
		await ledger.saveResource({
			...blank,
			...kept,
			url,
			state: "failed",
			code,
			detail,
			hint,
			first_seen: before?.first_seen ?? null,
			last_attempt: now,
		});
		return { url, state: "failed", detail: `${code}: ${detail}` };
	}
	const resource = {
		...blank,
		url,
		media: kind.isPdfOnly ? "pdf" : sniff(bytes),
		sha256: await archive.keep(bytes, path),
		final_url: url,
		state: "ok" as const,
		first_seen: before?.first_seen ?? now,
		last_seen: now,
		last_attempt: now,
	};
	await ledger.saveResource(resource);
	return { url, state: await changeOf(resource, tools), detail: "" };
}

/** What no server said, and no fault. */
const blank = {
	etag: null,
	last_modified: null,
	content_type: null,
	final_url: null,
	tls: null,
	code: null,
	detail: null,
	hint: null,
} satisfies Partial<Resource>;
