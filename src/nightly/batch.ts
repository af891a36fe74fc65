import type { NewTask, Queue, TaskResult, TaskStage } from "../storage/queue.ts";
import { TASK_STAGES } from "../storage/queue.ts";
import type { WorkerContext } from "./worker.ts";
import { work } from "./worker.ts";

/** Tasks are given to the queue so many at a time. */
const ADDED_AT_ONCE = 500;

/** Has tasks of one stage done, by this process and whichever workers there are; with `follow`, what comes of them is gone on with meanwhile. */
export type Complete = (stage: TaskStage, tasks: readonly Omit<NewTask, "stage">[], follow?: Follow) => Promise<TaskResult[]>;

/** What is done next with what has ended, so that a slow source or host keeps no other waiting. */
export interface Follow {
	/** Stages whose results are followed. */
	readonly after: readonly TaskStage[];
	/** The tasks that some results give; of each result once. */
	readonly next: (stage: TaskStage, ended: readonly TaskResult[]) => Promise<readonly NewTask[]>;
}

/**
 * One batch of work: every run begins its own, and what an earlier one left waiting is dropped, because stages find in
 * the ledger what is done. With `isDelegated` this process does none of it itself. Gives all results of the stage in order of keys;
 * fewer than tasks where the run was stopped. A task that is given again is done once.
 */
export async function beginBatch(workshop: WorkerContext, batch: string, { isDelegated = false } = {}): Promise<Complete> {
	const { queue } = workshop.store;
	await queue.clear(batch);
	const given = new Map(TASK_STAGES.map((stage) => [stage, new Set<string>()]));
	const waiting = new Map(TASK_STAGES.map((stage) => [stage, [] as NewTask[]]));
	const give = (tasks: readonly NewTask[]) => {
		for (const task of tasks) {
			if (given.get(task.stage)?.has(task.key) !== false) continue;
			given.get(task.stage)?.add(task.key);
			waiting.get(task.stage)?.push(task);
		}
	};
	const followed = new Map(TASK_STAGES.map((stage) => [stage, new Set<string>()]));
	const goOn = async ({ after, next }: Follow) => {
		for (const stage of after) {
			const [known, all] = [followed.get(stage) ?? new Set<string>(), given.get(stage)?.size ?? 0];
			const ended = await newlyEnded(queue, { batch, stage, known, given: all });
			if (ended.length > 0) give(await next(stage, ended));
		}
	};
	return async (stage, tasks, follow) => {
		give(spread(tasks, ({ group, key }) => group ?? key).map((task): NewTask => ({ stage, ...task })));
		const isDone = async () => {
			if (follow) await goOn(follow);
			for (const tasksOfStage of waiting.values()) await addWaiting(queue, batch, tasksOfStage);
			const total = given.get(stage)?.size ?? 0;
			return waiting.get(stage)?.length === 0 && (await queue.ended(batch, stage)) >= total;
		};
		const stages = follow ? TASK_STAGES : [stage];
		if (!(await isDone())) await work(workshop, isDelegated ? [] : stages, isDone);
		return queue.results(batch, stage);
	};
}

/** Hands over what waits; a queue that is full takes the rest when there is room. */
async function addWaiting(queue: Queue, batch: string, waiting: NewTask[]): Promise<void> {
	let isFull = false;
	while (waiting.length > 0 && !isFull) {
		const offered = waiting.slice(0, ADDED_AT_ONCE);
		const added = await queue.add(batch, offered);
		waiting.splice(0, added);
		isFull = added < offered.length;
	}
}

/** Results of a stage that were not followed yet: all at its end, before that when there are enough to be worth reading them. */
async function newlyEnded(
	queue: Queue,
	{ batch, stage, known, given }: { batch: string; stage: TaskStage; known: Set<string>; given: number },
): Promise<readonly TaskResult[]> {
	const ended = await queue.ended(batch, stage);
	if (ended === known.size || (ended < given && ended - known.size < known.size / 8)) return [];
	const fresh = (await queue.results(batch, stage)).filter(({ key }) => !known.has(key));
	for (const { key } of fresh) known.add(key);
	return fresh;
}

/** Tasks of different groups one after the other: the head of the queue then holds work for every worker. */
export function spread<T>(tasks: readonly T[], groupOf: (task: T) => string): T[] {
	const groups = [...Map.groupBy(tasks, groupOf).values()];
	const longest = groups.reduce((most, { length }) => Math.max(most, length), 0);
	return Array.from({ length: longest }, (_, i) => groups.flatMap((group) => group[i] ?? [])).flat();
}
