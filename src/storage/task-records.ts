import { GoujiError } from "../model/errors.ts";
import type { DeadTask, Queue, Task, TaskResult, TaskStage } from "./queue.ts";
import type { Sql } from "./sql.ts";
import { put } from "./sql.ts";

/** A result's text. PostgreSQL takes no NUL in a text, and nobody needs one. */
export function bodyText(body: unknown): string {
	return JSON.stringify({ body: body ?? null }).replaceAll("\\u0000", "");
}

/** Keeps what came of a task, once; what was given up before is done after all. */
export async function saveResult(sql: Sql, { batch, stage, key }: Task, body: unknown): Promise<void> {
	await saveBody(sql, { batch, stage, key }, bodyText(body));
	await sql.run("delete from dead where stage = ? and key = ?", [stage, key]);
}

/** Writes down a task that was given up. */
export async function saveDead(
	sql: Sql,
	{ batch, stage, key, payload }: Pick<Task, "batch" | "stage" | "key" | "payload">,
	{ error, tries }: { readonly error: string; readonly tries: number },
): Promise<void> {
	await saveBody(sql, { batch, stage, key }, JSON.stringify({ error }).replaceAll("\\u0000", ""));
	const now = await sql.one<{ now: number }>("select now_ms() as now");
	const row = { stage, key, payload: bodyText(payload), error, tries, died_at: now?.now ?? 0 };
	await put(sql, "dead", ["stage", "key"], row);
}

async function saveBody(sql: Sql, { batch, stage, key }: Pick<Task, "batch" | "stage" | "key">, body: string): Promise<void> {
	const values = [batch, stage, key, body];
	await sql.run("insert into result (batch, stage, key, body) values (?, ?, ?, ?) on conflict do nothing", values);
}

/** What is read of results, alike in every store. */
export function resultMethods(sql: Sql): Pick<Queue, "ended" | "results" | "dead"> {
	return {
		ended: async (batch, stage) =>
			(await sql.one<{ count: number }>("select count(*) as count from result where batch = ? and stage = ?", [batch, stage]))
				?.count ?? 0,
		results: async (batch, stage) => {
			const rows = await sql.all<{ key: string; body: string }>(
				"select key, body from result where batch = ? and stage = ? order by key",
				[batch, stage],
			);
			return rows.map(({ key, body }): TaskResult => ({ key, ...(JSON.parse(body) as Omit<TaskResult, "key">) }));
		},
		dead: () => sql.all<DeadTask>("select stage, key, error, tries, died_at from dead order by stage, key"),
	};
}

/** The error of one who works at what is another's by now. */
export function leaseLost(stage: TaskStage, key: string): GoujiError {
	return new GoujiError("lease-lost", `The task ${stage} ${key} was given to another worker`, {
		hint: "Nothing needs to be done: the other worker's result counts.",
	});
}
