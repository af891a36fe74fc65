import type { CollectingContext } from "../collecting/context.ts";
import { Fetcher } from "../collecting/fetcher.ts";
import { filesToImport } from "../collecting/folder-source.ts";
import { lookThrough } from "../collecting/look-through.ts";
import type { ReadList } from "../collecting/source-account.ts";
import { REFUSAL_WORDS } from "../collecting/source-account.ts";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import type { Source } from "../collecting/sources/source-kinds.ts";
import { append } from "../model/many.ts";
import type { NightlyScope } from "../nightly/night-scope.ts";
import { textTable } from "../text/display.ts";
import { checkScope, configAt } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { withTools } from "./with-tools.ts";

/** Shows what a run would fetch, and why; lists and pages are asked for, documents are not. */
export async function discover(
	path: string,
	options: NightlyScope & { readonly json?: boolean; readonly refused?: boolean },
	environment: Environment,
): Promise<number> {
	const config = await configAt(path, { ...environment, isForRun: true });
	checkScope(config, options);
	return withTools(config, environment, async ({ tools, run }) => {
		const fetcher = new Fetcher(tools);
		const found: Found[] = [];
		for (const source of config.sources) {
			if (options.source !== undefined && source.id !== options.source) continue;
			const items =
				source.kind === "folder"
					? await inFolder(source, config, tools)
					: await onSite(source, { tools, fetcher, showsRefused: options.refused === true });
			append(found, items);
		}
		// A run that was interrupted stays open: the next one goes on with it.
		if (!run.isResumed) await run.finish(tools.now().toISOString());
		const rows = found.map(({ source, state, kind, title, url, why }) => [source, state, kind, title, url, why]);
		environment.out(
			options.json
				? `${JSON.stringify(found, null, "\t")}\n`
				: `${textTable([["source", "state", "kind", "title", "address", "why"], ...rows])}\n${found.filter(({ state }) => state === "new" || state === "known").length} found\n`,
		);
		return found.some(({ state }) => ["failed", "blocked", "missing", "postponed"].includes(state)) ? EXIT.attention : EXIT.ok;
	});
}

/** One line of what is printed. */
interface Found {
	readonly source: string;
	readonly state: string;
	readonly kind: string;
	readonly title: string;
	readonly url: string;
	readonly why: string;
}

async function inFolder(
	{ id, folder }: Extract<Source, { kind: "folder" }>,
	config: NightlyConfig,
	{ ledger }: CollectingContext,
): Promise<Found[]> {
	const found: Found[] = [];
	for (const { url, kind } of await filesToImport(folder, config.limits.megabytes * 1024 * 1024)) {
		const state = (await ledger.resource(url)) ? "known" : "new";
		found.push({ source: id, state, kind, title: "", url, why: "in the folder" });
	}
	return found;
}

async function onSite(
	source: Source,
	{ tools, fetcher, showsRefused }: { tools: CollectingContext; fetcher: Fetcher; showsRefused: boolean },
): Promise<Found[]> {
	const found: Found[] = [];
	const { lists } = await lookThrough(source, { tools, fetcher }, async (item) => {
		if (item.kind === "trouble") {
			const { url, state, detail } = item.trouble;
			found.push({ source: source.id, state, kind: "page", title: "", url, why: detail });
			return;
		}
		const { url, kind, title } = item.reference;
		const state = (await tools.ledger.resource(url))?.sha256 ? "known" : "new";
		found.push({ source: source.id, state, kind, title, url, why: item.why });
	});
	return showsRefused ? [...found, ...lists.flatMap((list) => refusedOn(list, source))] : found;
}

function refusedOn({ url: list, account }: ReadList, { id }: Source): Found[] {
	return account.refused.map(({ title, url, reason }) => ({
		source: id,
		state: "refused",
		kind: reason,
		title,
		url,
		why: `${REFUSAL_WORDS[reason]}; on ${list}`,
	}));
}
