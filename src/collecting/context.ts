import type { ReportSources } from "../model/source-knowledge.ts";
import type { Archive } from "../storage/archive.ts";
import type { Ledger } from "../storage/ledger.ts";
import type { Resource } from "../storage/rows.ts";
import type { Verdict, Wanted } from "./http/answer.ts";
import type { Http } from "./http/client.ts";
import type { Warc } from "./http/warc.ts";
import type { SiteReader } from "./site-reader.ts";
import type { NightlyConfig } from "./sources/config.ts";

/** The outside world and the memory of one run, as far as finding and fetching need them. */
export interface CollectingContext {
	readonly config: NightlyConfig;
	readonly pipeline: ReportSources;
	readonly ledger: Ledger;
	/** Fetched bytes. */
	readonly archive: Archive;
	readonly http: Http;
	/** Reads what sites sent, where it can be stopped. */
	readonly readSite: SiteReader;
	/** Where every exchange is written too, if the operator wants it. */
	readonly warc: Warc | undefined;
	readonly now: () => Date;
	readonly sleep: (ms: number) => Promise<void>;
	/** 0 to 1, for jitter. */
	readonly chance: () => number;
	/** When this run began; a resumed one, when it first began. */
	readonly startedAt: string;
	/** Its number in the ledger. */
	readonly runId: number;
	/** Something that the operator should know of at once. */
	readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
	/** What is done just now. */
	readonly progress: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
	readonly isStopped: () => boolean;
}

/** What is wanted of an address. */
export interface FetchRequest {
	readonly url: string;
	readonly method: "GET" | "POST";
	readonly body?: string | undefined;
	readonly wants: Wanted;
	readonly isRobots?: boolean;
	/** The source that leads to it: hosts of the operator's own network are asked for their own sources only. */
	readonly source?: string | undefined;
}

/** What came of it. `resource` is what the ledger now holds, with the bytes of the last good answer. */
export interface Fetched {
	readonly state: "ok" | "unchanged" | "missing" | "failed" | "blocked" | "forbidden" | "postponed";
	/** For people. */
	readonly detail: string;
	/** How the last answer was judged; absent where this request was not answered, or is one of this run that was before. */
	readonly verdict?: Verdict | undefined;
	readonly resource?: Resource | undefined;
}
