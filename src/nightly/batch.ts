import type { NewTask, TaskResult, TaskStage } from "../storage/queue.ts";
import type { WorkerContext } from "./worker.ts";
import { work } from "./worker.ts";

/** Tasks are given to the queue so many at a time. */
const ADDED_AT_ONCE = 500;

/** Has tasks of one stage done, by this process and whichever workers there are. */
export type Complete = (stage: TaskStage, tasks: readonly Omit<NewTask, "stage">[]) => Promise<TaskResult[]>;

/**
 * One batch of work: every run begins its own, and what an earlier one left waiting is dropped, because stages find in
 * the ledger what is done. With `isDelegated` this process does none of it itself. Gives the results in order of keys; fewer than tasks where the run was stopped.
 */
export async function beginBatch(workshop: WorkerContext, batch: string, { isDelegated = false } = {}): Promise<Complete> {
	const { queue } = workshop.store;
	await queue.clear(batch);
	return async (stage, tasks) => {
		const waiting = spread(tasks, ({ group, key }) => group ?? key).map((task): NewTask => ({ stage, ...task }));
		const total = new Set(tasks.map(({ key }) => key)).size;
		// A queue that is full takes the rest when there is room.
		const isDone = async () => {
			let isFull = false;
			while (waiting.length > 0 && !isFull) {
				const offered = waiting.slice(0, ADDED_AT_ONCE);
				const added = await queue.add(batch, offered);
				waiting.splice(0, added);
				isFull = added < offered.length;
			}
			return waiting.length === 0 && (await queue.ended(batch, stage)) >= total;
		};
		if (!(await isDone())) await work(workshop, isDelegated ? [] : [stage], isDone);
		return queue.results(batch, stage);
	};
}

/** Tasks of different groups one after the other: the head of the queue then holds work for every worker. */
export function spread<T>(tasks: readonly T[], groupOf: (task: T) => string): T[] {
	const groups = [...Map.groupBy(tasks, groupOf).values()];
	const longest = groups.reduce((most, { length }) => Math.max(most, length), 0);
	return Array.from({ length: longest }, (_, i) => groups.flatMap((group) => group[i] ?? [])).flat();
}
