import { sniff } from "../fetch/answer.ts";
import { filesToImport } from "../io/folder-source.ts";
import type { Source } from "../sources/source-kinds.ts";
import { newsOf } from "./nightly-news.ts";
import type { FetchedDocument } from "./nightly-stages.ts";
import type { NightlyTools } from "./nightly-tools.ts";

/** Takes a folder's files into archive and ledger, as if they had been fetched. */
export async function importFolder(source: Extract<Source, { kind: "folder" }>, tools: NightlyTools): Promise<FetchedDocument[]> {
	const { ledger, archive, config, pipeline } = tools;
	const documents: FetchedDocument[] = [];
	for (const { url, kind, read } of await filesToImport(source.folder, config.limits.megabytes * 1024 * 1024)) {
		if (tools.isStopped()) break;
		const now = tools.now().toISOString();
		const bytes = await read();
		const sha256 = await archive.keep(bytes);
		const title = decodeURIComponent(url.split("/").at(-1) ?? "");
		const year = pipeline.sources.yearOf(title) ?? null;
		await ledger.list(
			{ url, source: source.id, kind, title, page_url: null, issuer: source.issuer ?? null, year, page_facts: "{}" },
			now,
		);
		const before = await ledger.resource(url);
		const resource = {
			url,
			etag: null,
			last_modified: null,
			content_type: null,
			media: sniff(bytes),
			sha256,
			final_url: url,
			tls: null,
			state: "ok" as const,
			code: null,
			detail: null,
			first_seen: before?.first_seen ?? now,
			last_seen: now,
			last_attempt: now,
		};
		await ledger.saveResource(resource);
		documents.push({ url, state: await newsOf(resource, tools), detail: "" });
	}
	return documents;
}
