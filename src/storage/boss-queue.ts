import { createHash } from "node:crypto";
import { PgBoss } from "pg-boss";
import type { PostgresSql } from "./postgres.ts";
import type { Queue, QueueLimits, Task, TaskStage } from "./queue.ts";
import { TASK_STAGES } from "./queue.ts";
import { bodyText, leaseLost, resultMethods, saveDead, saveResult } from "./task-records.ts";

/** The schema of the engine's own tables. */
export const BOSS_SCHEMA = "gouji_queue";
const DEAD = "dead";
/** What one job carries; the batch and the key make its identity. */
interface JobData {
	readonly batch: string;
	readonly stage: TaskStage;
	readonly key: string;
	readonly payload: string;
}

/** A started engine with this job's queues. Silent workers are looked for by `Queue.tend`. */
export async function startBoss(sql: PostgresSql, limits: QueueLimits, say: (message: string) => void): Promise<PgBoss> {
	const boss = new PgBoss({
		db: dbOf(sql),
		schema: BOSS_SCHEMA,
		supervise: false,
		schedule: false,
		monitorIntervalSeconds: 1,
	});
	boss.on("error", (error) => say(`The queue's upkeep failed: ${error instanceof Error ? error.name : "error"}`));
	await boss.start();
	await boss.createQueue(DEAD, { retryLimit: 100, deleteAfterSeconds: 3600 });
	for (const stage of TASK_STAGES) {
		const options = {
			deadLetter: DEAD,
			retryLimit: limits.tries - 1,
			retryDelay: Math.max(1, Math.round(limits.backoffMs / 1000)),
			retryBackoff: true,
			retryDelayMax: 600,
			heartbeatSeconds: Math.max(10, Math.ceil(limits.leaseMs / 1000)),
			expireInSeconds: 6 * 3600,
			deleteAfterSeconds: 3600,
		};
		await boss.createQueue(stage, options);
		await boss.updateQueue(stage, options);
	}
	return boss;
}

/** The queue of many machines, on pg-boss; see docs/queue.md for why that one. */
export function bossQueue(boss: PgBoss, sql: PostgresSql, limits: QueueLimits): Queue {
	return {
		leaseMs: Math.max(10_000, limits.leaseMs),
		...resultMethods(sql),
		add: async (batch, tasks) => {
			const stage = tasks[0]?.stage;
			if (stage === undefined) return 0;
			const { waiting } = await depthOf(sql, stage);
			const taken = tasks.slice(0, Math.max(0, limits.most - waiting));
			const jobs = taken.map(({ key, group, payload }) => ({
				id: jobId(batch, stage, key),
				data: { batch, stage, key, payload: bodyText(payload) } satisfies JobData,
				...(group === undefined ? {} : { group: { id: group } }),
			}));
			if (jobs.length > 0) await boss.insert(stage, jobs);
			return taken.length;
		},
		take: async (stage, count) => {
			const jobs = await boss.fetch<JobData>(stage, { batchSize: count, groupConcurrency: 1, includeMetadata: true });
			return jobs.map(({ id, data, retryCount }) => toTask(id, data, retryCount));
		},
		keep: async (tasks) => {
			const lost: Task[] = [];
			for (const task of tasks) {
				const affected = affectedBy(await boss.touch(task.stage, attemptOf(task)));
				if (affected === 0) lost.push(task);
			}
			return lost;
		},
		finish: (task, body) =>
			sql.whole(async (inside) => {
				const affected = affectedBy(await boss.complete(task.stage, attemptOf(task), null, { db: dbOf(inside) }));
				if (affected === 0) return false;
				await saveResult(inside, task, body);
				return true;
			}),
		fail: async (task, error) => {
			await boss.fail(task.stage, attemptOf(task), { message: error.replaceAll("\0", "").slice(0, 2000) });
			await bury(boss, sql);
		},
		tend: async () => {
			for (const stage of TASK_STAGES) await boss.supervise(stage);
			await bury(boss, sql);
		},
		clear: async (batch) => {
			for (const stage of TASK_STAGES) {
				await sql.raw(`delete from ${BOSS_SCHEMA}.job where name = $1 and state < 'active' and data->>'batch' <> $2`, [
					stage,
					batch,
				]);
			}
			await sql.run("delete from result where batch <> ?", [batch]);
		},
		depth: async () => {
			const depths = TASK_STAGES.map(async (stage) => [stage, await depthOf(sql, stage)] as const);
			return Object.fromEntries(await Promise.all(depths)) as Awaited<ReturnType<Queue["depth"]>>;
		},
	};
}

/** Throws lease-lost unless the task is the caller's; until the transaction ends nobody can take it away. */
export async function bossFence(boss: PgBoss, sql: PostgresSql, task: Task): Promise<void> {
	const affected = affectedBy(await boss.touch(task.stage, attemptOf(task), { db: dbOf(sql) }));
	if (affected === 0) throw leaseLost(task.stage, task.key);
}

/** Writes down what the engine gave up, in one transaction with taking it from there. */
async function bury(boss: PgBoss, sql: PostgresSql): Promise<void> {
	const jobs = await boss.fetch<JobData>(DEAD, { batchSize: 100, includeMetadata: true });
	for (const { id, data, retryCount, sourceOutput, sourceRetryCount } of jobs) {
		const error = messageIn(sourceOutput);
		await sql.whole(async (inside) => {
			const affected = affectedBy(await boss.complete(DEAD, { id, retryCount }, null, { db: dbOf(inside) }));
			if (affected > 0) await saveDead(inside, data, { error, tries: (sourceRetryCount ?? 0) + 1 });
		});
	}
}

function messageIn(output: unknown): string {
	const value = typeof output === "object" && output !== null && "value" in output ? output.value : output;
	const isMessage = typeof value === "object" && value !== null && "message" in value;
	return isMessage ? String(value.message) : "given up";
}

/** Read from the engine's table itself: its own numbers are older than we may wait for. */
async function depthOf(sql: PostgresSql, stage: TaskStage): Promise<{ waiting: number; active: number }> {
	const { rows } = await sql.raw(
		`select count(*) filter (where state < 'active')::int as waiting, count(*) filter (where state = 'active')::int as active
		from ${BOSS_SCHEMA}.job where name = $1 and state <= 'active'`,
		[stage],
	);
	return { waiting: Number(rows[0]?.waiting ?? 0), active: Number(rows[0]?.active ?? 0) };
}

function dbOf(sql: PostgresSql): {
	executeSql: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
} {
	return { executeSql: (text, values) => sql.raw(text, values) };
}

/** How many jobs a command found as the caller held them; the engine documents it, its types leave it out. */
function affectedBy(response: object): number {
	const affected = "affected" in response ? response.affected : undefined;
	if (typeof affected !== "number") throw new Error("pg-boss does not say how many jobs a command affected");
	return affected;
}

function attemptOf({ id, attempt }: Task): { id: string; retryCount: number } {
	return { id, retryCount: attempt };
}

function toTask(id: string, { batch, stage, key, payload }: JobData, attempt: number): Task {
	const { body } = JSON.parse(payload) as { body: unknown };
	return { batch, stage, key, payload: body, id, attempt };
}

/** The same task of the same batch has the same id, so that adding twice adds once. */
function jobId(batch: string, stage: TaskStage, key: string): string {
	const hash = createHash("sha256")
		.update(JSON.stringify([batch, stage, key]))
		.digest("hex");
	return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20, 32)].join("-");
}
