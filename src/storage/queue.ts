/** What workers do, in the order of a document's way. */
export const TASK_STAGES = ["discover", "fetch", "read"] as const;
export type TaskStage = (typeof TASK_STAGES)[number];

/** Something to be done once in a batch. */
export interface NewTask {
	readonly stage: TaskStage;
	/** What it is about: a source, an address, the SHA-256 of a document. */
	readonly key: string;
	/** Tasks of one group are not handed out side by side: those of one host. */
	readonly group?: string | undefined;
	readonly payload: unknown;
}

/** A task that a worker holds. `attempt` tells this holding from every other, earlier or later. */
export interface Task {
	readonly batch: string;
	readonly stage: TaskStage;
	readonly key: string;
	readonly payload: unknown;
	readonly id: string;
	readonly attempt: number;
}

/** A task that was given up; it stays until it is done after all. */
export interface DeadTask {
	readonly stage: TaskStage;
	readonly key: string;
	readonly error: string;
	readonly tries: number;
	/** Milliseconds since 1970. */
	readonly died_at: number;
}

/** What became of a batch's task. `error` where it was given up. */
export interface TaskResult {
	readonly key: string;
	readonly body?: unknown;
	readonly error?: string;
}

/** How tasks are tried. */
export interface QueueLimits {
	/** A task that failed so often is given up. */
	readonly tries: number;
	/** Pause before the second try; doubles each time, with a part by chance. */
	readonly backoffMs: number;
	/** A worker that says nothing for so long counts as dead, and its tasks are another's. At least 10 s. */
	readonly leaseMs: number;
	/** Adding waits while so many tasks of a stage wait to be taken. */
	readonly most: number;
}

export const QUEUE_LIMITS: QueueLimits = { tries: 5, backoffMs: 2000, leaseMs: 15_000, most: 20_000 };

/** What is to be done and who does it: tasks are handed out at least once, and what comes of them is kept exactly once. */
export interface Queue {
	/** How long a holder may be silent. */
	readonly leaseMs: number;
	/** Adds tasks that the batch does not have yet, as many as there is room for; gives how many of them it took. */
	readonly add: (batch: string, tasks: readonly NewTask[]) => Promise<number>;
	/** Hands out up to `count` tasks. */
	readonly take: (stage: TaskStage, count: number) => Promise<Task[]>;
	/** Says that these are still worked at; gives those that are the caller's no more. */
	readonly keep: (tasks: readonly Task[]) => Promise<Task[]>;
	/** Keeps the result; false, and nothing is kept, where the task is the caller's no more. */
	readonly finish: (task: Task, body: unknown) => Promise<boolean>;
	/** The task is tried again later, or given up. */
	readonly fail: (task: Task, error: string) => Promise<void>;
	/** Takes from dead workers what they held, and writes down what was given up. */
	readonly tend: () => Promise<void>;
	/** How many of a batch's tasks of a stage came to an end. */
	readonly ended: (batch: string, stage: TaskStage) => Promise<number>;
	/** In order of keys. */
	readonly results: (batch: string, stage: TaskStage) => Promise<TaskResult[]>;
	/** Takes away what waits of other batches, and their results. */
	readonly clear: (batch: string) => Promise<void>;
	/** In order of stage and key. */
	readonly dead: () => Promise<DeadTask[]>;
	/** How many tasks wait and are worked at, by stage. */
	readonly depth: () => Promise<Readonly<Record<TaskStage, { readonly waiting: number; readonly active: number }>>>;
}
