import module from "node:module";
import type { SiteTask } from "../../collecting/site-reader.ts";
import { readSite } from "../../collecting/site-reader.ts";
import { GoujiError, toErrorRecord } from "../../model/errors.ts";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import type { ReadReply } from "./reader.ts";
import { denyNetwork } from "./reader-confinement.ts";

/** What a process that reads for collecting is asked to do with bytes of a site. */
export interface SiteRequest {
	readonly id: number;
	readonly site: SiteTask;
}

/** More characters of a result are not handed on: five thousand links take a million. */
const MAX_RESULT = 16_000_000;

/** Serves requests from the parent process, one at a time, until it goes away; after `serveReader`. */
export function serveSites(knowledge: SourceKnowledge): void {
	denyNetwork();
	let isFirst = true;
	process.on("message", (request: SiteRequest) => {
		const reply = answer(request, knowledge);
		if (isFirst) module.flushCompileCache();
		isFirst = false;
		process.send?.(reply);
	});
	process.on("disconnect", () => process.exit(0));
	process.on("SIGINT", () => {});
	process.send?.({ id: -1 } satisfies ReadReply);
}

function answer({ id, site }: SiteRequest, knowledge: SourceKnowledge): ReadReply {
	const before = process.cpuUsage();
	try {
		const json = JSON.stringify(readSite(site, knowledge));
		if (json.length > MAX_RESULT)
			throw new GoujiError("too-large", `What the page holds is ${json.length} characters`, { hint: "Open the link." });
		const { user, system } = process.cpuUsage(before);
		return { id, json, processorMs: (user + system) / 1000 };
	} catch (error) {
		return { id, error: toErrorRecord(error) };
	}
}
