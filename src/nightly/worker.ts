import { toErrorRecord, traitsOf } from "../model/errors.ts";
import { Interrupted } from "../model/interrupted.ts";
import type { Task, TaskStage } from "../storage/queue.ts";
import type { Store } from "../storage/store.ts";

/** What a worker works with. */
export interface WorkerContext {
	readonly store: Store;
	/** What each stage does with a task; what it gives is the task's result. */
	readonly handlers: Readonly<Record<TaskStage, (task: Task) => Promise<unknown>>>;
	/** Tasks worked at side by side. */
	readonly slots: Readonly<Record<TaskStage, number>>;
	/** How long it waits before it looks again where there was nothing to do. */
	readonly idleMs: number;
	readonly sleep: (ms: number) => Promise<void>;
	readonly isStopped: () => boolean;
	readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/**
 * Takes tasks of these stages and works at them until `isDone` says so, which is asked where there is nothing to
 * take. Throws what a fault of the machine throws; a task that fails costs the others nothing.
 */
export async function work(workshop: WorkerContext, stages: readonly TaskStage[], isDone: () => Promise<boolean>): Promise<void> {
	const { store, slots, idleMs, sleep, isStopped } = workshop;
	const inHand = new Map<Task, Promise<void>>();
	const faults: unknown[] = [];
	let wake = () => {};
	let beating: Promise<void> | undefined;
	const heart = setInterval(() => {
		beating ??= beat(workshop, [...inHand.keys()])
			.catch((fault: unknown) => void faults.push(fault))
			.finally(() => {
				beating = undefined;
			});
	}, store.queue.leaseMs / 3);
	const begin = (task: Task) => {
		const ending = one(workshop, task)
			.catch((fault: unknown) => void faults.push(fault))
			.finally(() => {
				inHand.delete(task);
				wake();
			});
		inHand.set(task, ending);
	};
	try {
		while (faults.length === 0 && !isStopped()) {
			const woken = new Promise<void>((resolve) => {
				wake = resolve;
			});
			let taken = 0;
			for (const stage of stages) {
				const free = slots[stage] - [...inHand.keys()].filter((task) => task.stage === stage).length;
				const tasks = free > 0 ? await store.queue.take(stage, free) : [];
				tasks.forEach(begin);
				taken += tasks.length;
			}
			if (taken > 0) continue;
			if (await isDone()) break;
			await Promise.race([woken, sleep(idleMs)]);
		}
	} finally {
		// A worker that was asked to stop ends what it has in hand and keeps it alive until then.
		await Promise.all(inHand.values());
		clearInterval(heart);
		await beating;
	}
	if (faults.length > 0) throw faults[0];
}

async function beat({ store, warn }: WorkerContext, tasks: readonly Task[]): Promise<void> {
	for (const { stage, key } of tasks.length > 0 ? await store.queue.keep(tasks) : [])
		warn(`The task ${stage} ${key} was given to another worker`, { stage, key });
	await store.queue.tend();
}

async function one({ store, handlers, warn }: WorkerContext, task: Task): Promise<void> {
	const { stage, key } = task;
	try {
		const body = await handlers[stage](task);
		if (!(await store.queue.finish(task, body))) warn(`The task ${stage} ${key} was another's when it was done`, { stage, key });
	} catch (error) {
		const { code, message } = toErrorRecord(error);
		// The worker ends: its tasks are another's after their lease, and no try is lost.
		if (traitsOf(code).stops === "run") throw error;
		if (code === "lease-lost") return warn(message, { stage, key });
		// The queue keeps the first line; of a fault of ours the stack is wanted too.
		const told = traitsOf(code).fault === "gouji" ? message : firstLine(message);
		if (!(error instanceof Interrupted)) warn(`The task ${stage} ${key} failed: ${told}`, { stage, key, code });
		await store.queue.fail(task, firstLine(message));
	}
}

function firstLine(message: string): string {
	return (message.split("\n")[0] ?? "").slice(0, 500);
}
