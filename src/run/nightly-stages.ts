import type { Stage, Task } from "../store/queue.ts";
import type { Store } from "../store/store.ts";
import type { ReadFile } from "./nightly-read.ts";
import { readOnce } from "./nightly-read.ts";
import type { StageTools } from "./nightly-task-tools.ts";
import { toolsOf } from "./nightly-task-tools.ts";
import type { Payloads } from "./nightly-tasks.ts";

/** What each stage does with a task. The same for a run that works alone and for workers of another machine. */
export function stageHandlers(
	store: Store,
	tools: StageTools,
	readFile: ReadFile,
): Record<Stage, (task: Task) => Promise<unknown>> {
	// What reads lists and pages is loaded with the first of them: a night over folders has none.
	let web: Promise<Record<"discover" | "fetch", (task: Task) => Promise<unknown>>> | undefined;
	const webStages = () => {
		web ??= import("./nightly-web-stages.ts").then((module) => module.webStages(store, tools));
		return web;
	};
	return {
		discover: async (task) => (await webStages()).discover(task),
		fetch: async (task) => (await webStages()).fetch(task),
		read: async (task) => {
			const { run, unread } = task.payload as Payloads["read"];
			return readOnce(unread, toolsOf(task, run, { store, tools }), readFile);
		},
	};
}
