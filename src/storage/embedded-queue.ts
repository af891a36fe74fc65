import type { Queue, QueueLimits, Task, TaskStage } from "./queue.ts";
import { TASK_STAGES } from "./queue.ts";
import type { Sql } from "./sql.ts";
import { bodyText, leaseLost, resultMethods, saveDead, saveResult } from "./task-records.ts";

interface TaskRow {
	readonly id: number;
	readonly batch: string;
	readonly stage: TaskStage;
	readonly key: string;
	readonly payload: string;
	readonly attempts: number;
}

const MINE = "id = ? and attempts = ? and state = 'leased'";

/** The queue of one machine: a table of tasks in a database that has the tables. */
export function embeddedQueue(sql: Sql, limits: QueueLimits, chance: () => number = Math.random): Queue {
	return {
		leaseMs: limits.leaseMs,
		...resultMethods(sql),
		add: async (batch, tasks) => {
			const stage = tasks[0]?.stage;
			if (stage === undefined) return 0;
			const room = Math.max(0, limits.most - (await countOf(sql, stage, "ready")));
			const taken = tasks.slice(0, room);
			await sql.whole(async (inside) => {
				for (const { key, group, payload } of taken)
					await inside.run(
						`insert into task (batch, stage, key, task_group, payload) values (?, ?, ?, ?, ?)
						on conflict (batch, stage, key) do nothing`,
						[batch, stage, key, group ?? "", bodyText(payload)],
					);
			});
			return taken.length;
		},
		take: async (stage, count) => {
			const rows = await sql.all<TaskRow>(TAKE, [stage, count, limits.leaseMs]);
			return rows.map(toTask);
		},
		keep: async (tasks) => {
			const lost: Task[] = [];
			for (const task of tasks) {
				const values = [limits.leaseMs, Number(task.id), task.attempt];
				if ((await sql.run(`update task set lease_until = now_ms() + ? where ${MINE}`, values)) === 0) lost.push(task);
			}
			return lost;
		},
		finish: (task, body) =>
			sql.whole(async (inside) => {
				const values = [Number(task.id), task.attempt];
				if ((await inside.run(`update task set state = 'done' where ${MINE}`, values)) === 0) return false;
				await saveResult(inside, task, body);
				return true;
			}),
		fail: (task, error) => sql.whole((inside) => failOne(inside, { task, error, limits, chance })),
		tend: async () => {
			const silent = await sql.all<TaskRow>("select * from task where state = 'leased' and lease_until < now_ms()");
			for (const row of silent) {
				const failure = { task: toTask(row), error: "its worker fell silent", limits, chance };
				await sql.whole((inside) => failOne(inside, failure));
			}
		},
		clear: async (batch) => {
			await sql.run("delete from task where batch <> ?", [batch]);
			await sql.run("delete from result where batch <> ?", [batch]);
		},
		depth: async () => {
			const depths = TASK_STAGES.map(async (stage) => {
				const [waiting, active] = [await countOf(sql, stage, "ready"), await countOf(sql, stage, "leased")];
				return [stage, { waiting, active }] as const;
			});
			return Object.fromEntries(await Promise.all(depths)) as Awaited<ReturnType<Queue["depth"]>>;
		},
	};
}

/** Throws lease-lost unless the task is the caller's. */
export async function embeddedFence(sql: Sql, task: Task): Promise<void> {
	const mine = await sql.one(`select 1 from task where ${MINE}`, [Number(task.id), task.attempt]);
	if (mine === undefined) throw leaseLost(task.stage, task.key);
}

/** The oldest task of each group that has none at work, then those without a group; groups are found by leaps over the index. */
const TAKE = `with recursive groups (name) as (
	select min(task_group) from task where stage = ?1 and state = 'ready' and task_group > ''
	union all
	select (select min(task_group) from task where stage = ?1 and state = 'ready' and task_group > name) from groups where name is not null
), free (id) as (
	select (select id from task where stage = ?1 and state = 'ready' and task_group = name and run_at <= now_ms() order by id limit 1)
	from groups where name is not null
	and not exists (select 1 from task where stage = ?1 and state = 'leased' and task_group = name)
), loose (id) as (
	select id from task where stage = ?1 and state = 'ready' and task_group = '' and run_at <= now_ms() order by id limit ?2
)
update task set state = 'leased', attempts = attempts + 1, lease_until = now_ms() + ?3 where id in (
	select id from (select id from free union all select id from loose) where id is not null order by id limit ?2
) returning id, batch, stage, key, payload, attempts`;

interface Failure {
	readonly task: Task;
	readonly error: string;
	readonly limits: QueueLimits;
	readonly chance: () => number;
}

async function failOne(sql: Sql, { task, error, limits, chance }: Failure): Promise<void> {
	const isDead = task.attempt >= limits.tries;
	const pause = Math.round(limits.backoffMs * 2 ** (task.attempt - 1) * (0.5 + chance() / 2));
	const changed = await sql.run(`update task set state = ?, run_at = now_ms() + ? where ${MINE}`, [
		isDead ? "dead" : "ready",
		pause,
		Number(task.id),
		task.attempt,
	]);
	if (changed > 0 && isDead) await saveDead(sql, task, { error, tries: task.attempt });
}

async function countOf(sql: Sql, stage: TaskStage, state: string): Promise<number> {
	const row = await sql.one<{ count: number }>("select count(*) as count from task where stage = ? and state = ?", [
		stage,
		state,
	]);
	return row?.count ?? 0;
}

function toTask({ id, batch, stage, key, payload, attempts }: TaskRow): Task {
	const { body } = JSON.parse(payload) as { body: unknown };
	return { id: String(id), batch, stage, key, payload: body, attempt: attempts };
}
