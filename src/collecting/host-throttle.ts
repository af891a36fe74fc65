import { randomUUID } from "node:crypto";
import PQueue from "p-queue";
import { Interrupted } from "../model/interrupted.ts";
import type { HostTurn } from "../storage/hosts.ts";
import type { CollectingContext } from "./context.ts";
import type { Night } from "./sources/config.ts";

/** Why a host is not asked now. */
export interface HostPause {
	readonly isBlocked: boolean;
	readonly reason: string;
}

/** After this many refusals in a row a host is left alone. */
const REFUSALS = 3;
/** After so many addresses in a row without an answer a host is left for the next run: it would take the night from the others. */
const SILENCES = 5;
/** A blocked host is asked again after this time: the next night. */
const BLOCK_MS = 12 * 3600 * 1000;
/** A turn of a worker that died is free again after this time. */
const HOLD_MS = 15_000;
/** While another worker has a host's turn, it is asked for this often. */
const LOOK_MS = 250;

/**
 * Lets each host be asked by one at a time, with its pause between requests, however many workers there are: turns
 * and pauses are in the ledger, by the ledger's clock, and outlive the process.
 */
export class HostThrottle {
	readonly #tools: CollectingContext;
	readonly #queues = new Map<string, PQueue>();
	readonly #delays = new Map<string, number>();
	readonly #silences = new Map<string, number>();

	constructor(tools: CollectingContext) {
		this.#tools = tools;
	}

	/** Runs `work` when it is the host's turn and its pause is over. Throws Interrupted where the run shall stop. */
	async acquire<T>(host: string, work: () => Promise<T>): Promise<T | HostPause> {
		const queue = this.#queues.get(host) ?? new PQueue({ concurrency: 1 });
		this.#queues.set(host, queue);
		return queue.add(async () => {
			const { ledger } = this.#tools;
			const ticket = randomUUID();
			if ((this.#silences.get(host) ?? 0) >= SILENCES)
				return { isBlocked: false, reason: `${SILENCES} addresses in a row gave no answer; the next run asks again` };
			const pause = await this.#wait(host, ticket);
			if (pause) return pause;
			const holding = setInterval(() => void ledger.keepHost(host, ticket, HOLD_MS).catch(() => undefined), HOLD_MS / 3);
			try {
				return await work();
			} finally {
				clearInterval(holding);
				await ledger.leaveHost(host, ticket, this.#delayMs(host));
			}
		});
	}

	/** Raises a host's pause to what its robots.txt asks for. */
	async slowDown(host: string, delayMs: number): Promise<void> {
		this.#delays.set(host, Math.min(delayMs, 3_600_000));
		await this.#tools.ledger.restHost(host, this.#delayMs(host), undefined);
	}

	/** Leaves a host alone at least this long. */
	async delay(host: string, ms: number, reason: string): Promise<void> {
		await this.#tools.ledger.restHost(host, ms, reason);
	}

	/** Counts refusals; a wall, or several refusals in a row, block the host until the next night. */
	async recordRefusal(host: string, reason: string, isWall: boolean): Promise<void> {
		if (!(await this.#tools.ledger.refuseHost(host, reason, isWall ? 1 : REFUSALS, BLOCK_MS))) return;
		this.#tools.warn(`${host} blocks us: ${reason}`, { host, blocked: true });
	}

	/** Counts addresses that gave no answer, each tried as often as the configuration says. */
	recordSilence(host: string): void {
		const count = (this.#silences.get(host) ?? 0) + 1;
		this.#silences.set(host, count);
		if (count === SILENCES) this.#tools.warn(`${host} does not answer: it is left for the next run`, { host });
	}

	/** A good answer ends a row of refusals, and of silences. */
	async recordSuccess(host: string): Promise<void> {
		this.#silences.delete(host);
		await this.#tools.ledger.welcomeHost(host);
	}

	#delayMs(host: string): number {
		return Math.max(this.#tools.config.politeness.delay_seconds * 1000, this.#delays.get(host) ?? 0);
	}

	/** Waits for the host's turn and takes it; or says why it is not waited for. */
	async #wait(host: string, ticket: string): Promise<HostPause | undefined> {
		const { config, ledger, sleep, runId } = this.#tools;
		const { politeness } = config;
		const longestMs = Math.max(politeness.longest_wait_seconds * 1000, this.#delayMs(host));
		for (;;) {
			if (this.#tools.isStopped()) throw new Interrupted();
			if (!isNight(this.#tools.now(), politeness.night)) return { isBlocked: false, reason: "the night is over" };
			const mostMs = Math.round(politeness.minutes_per_host * 60_000);
			const request = { name: host, ticket, holdMs: HOLD_MS, run: runId, most: politeness.requests_per_host, mostMs };
			const turn = await ledger.takeHost(request);
			if (turn.state === "taken") return undefined;
			if (turn.state !== "wait") return pauseOf(turn, politeness);
			if (!turn.isHeld && turn.ms > longestMs)
				return { isBlocked: false, reason: `it asks to wait ${Math.ceil(turn.ms / 1000)} s` };
			await sleep(turn.isHeld ? Math.min(turn.ms, LOOK_MS) : turn.ms);
		}
	}
}

type Budgets = Pick<CollectingContext["config"]["politeness"], "requests_per_host" | "minutes_per_host">;

/** Why a host that gives no turn is not waited for. */
function pauseOf(
	turn: Exclude<HostTurn, { state: "taken" | "wait" }>,
	{ requests_per_host, minutes_per_host }: Budgets,
): HostPause {
	if (turn.state === "blocked") return { isBlocked: true, reason: turn.reason };
	const spent =
		turn.by === "time" ? `its ${minutes_per_host} minutes of this run are over` : `${requests_per_host} requests were made`;
	return { isBlocked: false, reason: `${spent}; the next run goes on with what waits longest` };
}

/** Whether what `acquire` gave is a pause. */
export function isPause(value: object): value is HostPause {
	return "isBlocked" in value;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Tells hours and minutes of a time zone; the configuration names few. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
	const known = clocks.get(timeZone);
	if (known) return known;
	const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
	clocks.set(timeZone, clock);
	return clock;
}

/** Whether hosts may be asked at a time; a window may run over midnight. */
export function isNight(now: Date, night: Night | undefined): boolean {
	if (!night) return true;
	const minute = clockOf(night.time_zone).format(now);
	return night.from <= night.to ? night.from <= minute && minute < night.to : minute >= night.from || minute < night.to;
}
