import PQueue from "p-queue";
import type { Night } from "../sources/config.ts";
import type { NightlyTools } from "./nightly-tools.ts";

/** Why a host is not asked now. */
export interface HostPause {
	readonly isBlocked: boolean;
	readonly reason: string;
}

/** After this many refusals in a row a host is left alone. */
const REFUSALS = 3;
/** A blocked host is asked again after this time: the next night. */
const BLOCK_MS = 12 * 3600 * 1000;

/** Lets each host be asked by one at a time, with its pause between requests; pauses outlive the process. */
export class Hosts {
	readonly #tools: NightlyTools;
	readonly #queues = new Map<string, PQueue>();
	readonly #counts = new Map<string, { asked: number; refused: number }>();
	readonly #delays = new Map<string, number>();

	constructor(tools: NightlyTools) {
		this.#tools = tools;
	}

	/** Runs `work` when it is the host's turn and its pause is over. */
	async take<T>(host: string, work: () => Promise<T>): Promise<T | HostPause> {
		const queue = this.#queues.get(host) ?? new PQueue({ concurrency: 1 });
		this.#queues.set(host, queue);
		return queue.add(async () => {
			const pause = await this.#wait(host);
			if (pause) return pause;
			const counts = this.#countsOf(host);
			counts.asked++;
			try {
				return await work();
			} finally {
				this.#rest(host, this.#delayMs(host));
			}
		});
	}

	/** Raises a host's pause to what its robots.txt asks for. */
	slowDown(host: string, delayMs: number): void {
		this.#delays.set(host, Math.min(delayMs, 3_600_000));
		this.#rest(host, this.#delayMs(host));
	}

	/** Leaves a host alone at least this long. */
	rest(host: string, ms: number, reason: string): void {
		this.#rest(host, ms, reason);
	}

	/** Counts refusals; a wall, or several refusals in a row, block the host until the next night. */
	refused(host: string, reason: string, isWall: boolean): void {
		const counts = this.#countsOf(host);
		counts.refused++;
		if (!isWall && counts.refused < REFUSALS) return;
		const row = this.#tools.ledger.host(host);
		const blocked_until = this.#now() + BLOCK_MS;
		this.#tools.ledger.saveHost({ name: host, next_at: row?.next_at ?? 0, blocked_until, reason });
		this.#tools.warn(`${host} blocks us: ${reason}`, { host, blocked: true });
	}

	/** A good answer ends a row of refusals. */
	welcomed(host: string): void {
		this.#countsOf(host).refused = 0;
	}

	#countsOf(host: string): { asked: number; refused: number } {
		const counts = this.#counts.get(host) ?? { asked: 0, refused: 0 };
		this.#counts.set(host, counts);
		return counts;
	}

	#now(): number {
		return this.#tools.now().getTime();
	}

	#delayMs(host: string): number {
		return Math.max(this.#tools.config.politeness.delay_seconds * 1000, this.#delays.get(host) ?? 0);
	}

	#rest(host: string, ms: number, reason?: string): void {
		const row = this.#tools.ledger.host(host);
		const next_at = Math.max(row?.next_at ?? 0, this.#now() + ms);
		this.#tools.ledger.saveHost({
			name: host,
			next_at,
			blocked_until: row?.blocked_until ?? 0,
			reason: reason ?? row?.reason ?? "",
		});
	}

	async #wait(host: string): Promise<HostPause | undefined> {
		const { config, ledger, sleep } = this.#tools;
		const { politeness } = config;
		if (this.#tools.isStopped()) return { isBlocked: false, reason: "the run was asked to stop" };
		if (!isNight(this.#tools.now(), politeness.night)) return { isBlocked: false, reason: "the night is over" };
		if (this.#countsOf(host).asked >= politeness.requests_per_host)
			return { isBlocked: false, reason: `${politeness.requests_per_host} requests were made` };
		const row = ledger.host(host);
		const now = this.#now();
		if (row && row.blocked_until > now) return { isBlocked: true, reason: row.reason };
		const waitMs = (row?.next_at ?? 0) - now;
		if (waitMs > Math.max(politeness.longest_wait_seconds * 1000, this.#delayMs(host)))
			return { isBlocked: false, reason: `it asks to wait ${Math.ceil(waitMs / 1000)} s` };
		if (waitMs > 0) await sleep(waitMs);
		return undefined;
	}
}

/** Whether what `take` gave is a pause. */
export function isPause(value: object): value is HostPause {
	return "isBlocked" in value;
}

/** Whether hosts may be asked at a time; a window may run over midnight. */
export function isNight(now: Date, night: Night | undefined): boolean {
	if (!night) return true;
	const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: night.time_zone } as const;
	const minute = new Intl.DateTimeFormat("en-GB", clock).format(now);
	return night.from <= night.to ? night.from <= minute && minute < night.to : minute >= night.from || minute < night.to;
}
