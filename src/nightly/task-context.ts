import type { Task } from "../storage/queue.ts";
import type { Store } from "../storage/store.ts";
import type { NightlyTools } from "./run-context.ts";
import type { TaskRun } from "./tasks.ts";

/** Tools that are not of one run: workers have tasks of many. */
export type StageTools = Omit<NightlyTools, "ledger" | "startedAt" | "runId">;

/** The tools of one task: its run's, with a ledger that refuses what comes after another worker has the task. */
export function toolsOf(
	task: Task,
	{ id, startedAt }: TaskRun,
	{ store, tools }: { readonly store: Store; readonly tools: StageTools },
): NightlyTools {
	return { ...tools, ledger: store.ledgerOf(task), runId: id, startedAt };
}
