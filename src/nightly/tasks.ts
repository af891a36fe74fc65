import type { SourceAccount } from "../collecting/source-account.ts";
import type { FetchFailure } from "../collecting/walk.ts";
import type { SeenReference } from "../storage/rows.ts";
import type { Unread } from "./read-archived.ts";

/** The run that a task belongs to; goes with every task, because workers begin none. */
export interface TaskRun {
	readonly id: number;
	readonly startedAt: string;
	/** Whether everything is asked for, due or not. */
	readonly asksAll?: boolean;
}

/** What looking through one source gave. */
export interface SourceScan {
	readonly listed: readonly string[];
	readonly troubles: readonly FetchFailure[];
	/** What was seen, and how completely. */
	readonly account: SourceAccount;
}

/** One document's fetch in this run. */
export interface FetchedDocument {
	readonly url: string;
	readonly state: "new" | "changed" | "unchanged" | "missing" | "failed" | "blocked" | "forbidden" | "postponed";
	readonly detail: string;
}

/** What tasks of each stage carry. */
export interface Payloads {
	readonly discover: { readonly run: TaskRun; readonly source: string };
	readonly fetch: { readonly run: TaskRun; readonly url: string; readonly kind: SeenReference["kind"] };
	readonly read: { readonly run: TaskRun; readonly unread: Unread };
}
