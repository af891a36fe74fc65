import type { Task, TaskStage } from "../storage/queue.ts";
import type { Store } from "../storage/store.ts";
import { HostShares } from "./host-shares.ts";
import type { ReadFile } from "./read-archived.ts";
import { readOnce } from "./read-archived.ts";
import type { StageTools } from "./task-context.ts";
import { toolsOf } from "./task-context.ts";
import type { Payloads } from "./tasks.ts";

/** What each stage does with a task. The same for a run that works alone and for workers of another machine. */
export function stageHandlers(
	store: Store,
	tools: StageTools,
	readFile: ReadFile,
): Record<TaskStage, (task: Task) => Promise<unknown>> {
	// What reads lists and pages is loaded with the first of them: a night over folders has none.
	let web: Promise<Record<"discover" | "fetch", (task: Task) => Promise<unknown>>> | undefined;
	const shares = new HostShares();
	const webStages = () => {
		web ??= import("./web-stages.ts").then((module) => module.webStages(store, tools));
		return web;
	};
	return {
		discover: async (task) => (await webStages()).discover(task),
		fetch: async (task) => (await webStages()).fetch(task),
		read: async (task) => {
			const { run, unread } = task.payload as Payloads["read"];
			if (shares.isUsedUp(run.id, unread.url)) return { status: "left" };
			const { status, code } = await readOnce(unread, toolsOf(task, run, { store, tools }), readFile);
			if (code === "timeout" || code === "out-of-memory") shares.recordStopped(unread.url);
			return { status };
		},
	};
}
