import type { HostRow } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** Who asks for a host's turn, and what it may cost. */
export interface TurnRequest {
	readonly name: string;
	/** Of this one turn; another's turn has another. */
	readonly ticket: string;
	/** How long a turn outlives a holder that says no more. */
	readonly holdMs: number;
	/** Requests are counted for each run. */
	readonly run: number;
	readonly most: number;
	/** From its first turn in a run a host is asked no longer than this; without end where left out. */
	readonly mostMs?: number;
}

/** What came of asking for a turn. `isHeld`: another has it; otherwise the pause is not over. */
export type HostTurn =
	| { readonly state: "taken" }
	| { readonly state: "wait"; readonly ms: number; readonly isHeld: boolean }
	| { readonly state: "blocked"; readonly reason: string }
	/** `by`: the requests of this run, or its time. */
	| { readonly state: "spent"; readonly by: "requests" | "time" };

interface HostMethods {
	readonly hosts: () => Promise<HostRow[]>;
	readonly takeHost: (request: TurnRequest) => Promise<HostTurn>;
	readonly keepHost: (name: string, ticket: string, holdMs: number) => Promise<boolean>;
	readonly leaveHost: (name: string, ticket: string, pauseMs: number) => Promise<void>;
	readonly restHost: (name: string, ms: number, reason: string | undefined) => Promise<void>;
	readonly refuseHost: (name: string, reason: string, most: number, blockMs: number) => Promise<boolean>;
	readonly welcomeHost: (name: string) => Promise<void>;
}

/** What is written of hosts, each in one statement, by the store's clock. */
export function hostMethods(sql: Sql): HostMethods {
	return {
		hosts: () => sql.all<HostRow>("select name, next_at, blocked_until, reason from host order by name"),
		takeHost: (request) => takeHost(sql, request),
		keepHost: async (name, ticket, holdMs) =>
			(await sql.run("update host set held_until = now_ms() + ?, set_at = now_ms() where name = ? and ticket = ?", [
				holdMs,
				name,
				ticket,
			])) > 0,
		leaveHost: async (name, ticket, pauseMs) => {
			await sql.run(
				`update host set ticket = null, held_until = 0, set_at = now_ms(),
				next_at = case when next_at > now_ms() + ? then next_at else now_ms() + ? end where name = ? and ticket = ?`,
				[Math.round(pauseMs), Math.round(pauseMs), name, ticket],
			);
		},
		restHost: async (name, ms, reason) => {
			await sql.run(
				`insert into host (name, next_at, blocked_until, reason, set_at) values (?, now_ms() + ?, 0, ?, now_ms())
				on conflict (name) do update set set_at = excluded.set_at,
				next_at = case when host.next_at > excluded.next_at then host.next_at else excluded.next_at end,
				reason = case when excluded.reason = '' then host.reason else excluded.reason end`,
				[name, Math.round(ms), reason ?? ""],
			);
		},
		refuseHost: async (name, reason, most, blockMs) => {
			const row = await sql.one<{ refused: number }>(
				`update host set refused = refused + 1, reason = ?, set_at = now_ms(),
				blocked_until = case when refused + 1 >= ? then now_ms() + ? else blocked_until end
				where name = ? returning refused`,
				[reason, most, blockMs, name],
			);
			return (row?.refused ?? 0) >= most;
		},
		welcomeHost: async (name) => {
			await sql.run("update host set refused = 0 where name = ? and refused > 0", [name]);
		},
	};
}

/** Where the clock was set back, times that were written by the later one keep their distance, not their date. */
const SET_RIGHT = `update host set next_at = next_at - (set_at - now_ms()), blocked_until = blocked_until - (set_at - now_ms()),
	held_until = held_until - (set_at - now_ms()), began = began - (set_at - now_ms()), set_at = now_ms() where name = ? and set_at > now_ms() + 1000`;

/** A turn is had where no other has it, the pause is over, and this run may still ask; counts start anew with a run. */
const TAKE = `insert into host (name, next_at, blocked_until, reason, set_at, ticket, held_until, run, asked, began)
	values (?, 0, 0, '', now_ms(), ?, now_ms() + ?, ?, 1, now_ms())
	on conflict (name) do update set ticket = excluded.ticket, held_until = excluded.held_until, set_at = excluded.set_at,
	asked = case when host.run = excluded.run then host.asked + 1 else 1 end,
	began = case when host.run = excluded.run then host.began else excluded.began end,
	refused = case when host.run = excluded.run then host.refused else 0 end, run = excluded.run
	where host.next_at <= excluded.set_at and host.blocked_until <= excluded.set_at
	and (host.held_until <= excluded.set_at or host.ticket = excluded.ticket)
	and (host.run <> excluded.run or (host.asked < ? and excluded.set_at - host.began < ?))`;

interface FullHostRow extends HostRow {
	readonly held_until: number;
	readonly run: number;
	readonly asked: number;
	readonly began: number;
	readonly now: number;
}

const NO_END = Number.MAX_SAFE_INTEGER;

async function takeHost(sql: Sql, { name, ticket, holdMs, run, most, mostMs = NO_END }: TurnRequest): Promise<HostTurn> {
	if ((await sql.run(TAKE, [name, ticket, holdMs, run, most, mostMs])) > 0) return { state: "taken" };
	await sql.run(SET_RIGHT, [name]);
	const row = await sql.one<FullHostRow>("select *, now_ms() as now from host where name = ?", [name]);
	if (!row) return { state: "wait", ms: 0, isHeld: false };
	if (row.blocked_until > row.now) return { state: "blocked", reason: row.reason };
	if (row.run === run && row.asked >= most) return { state: "spent", by: "requests" };
	if (row.run === run && row.now - row.began >= mostMs) return { state: "spent", by: "time" };
	const isHeld = row.held_until > row.now && row.held_until > row.next_at;
	return { state: "wait", ms: Math.max(0, (isHeld ? row.held_until : row.next_at) - row.now), isHeld };
}
