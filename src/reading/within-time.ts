import { setTimeout } from "node:timers/promises";
import { GoujiError } from "../model/errors.ts";

/** How long a reader or engine may take that nobody else is in the way of. */
const WITNESS_MS = 60_000;
/** Whoever waits for nothing uses no more of a processor than this, though many share it. */
const IDLE_SHARE = 0.02;

/**
 * What a second reader or engine gives, if it does in time: `ms` by the clock, or where this process is at work all the while, as on a
 * busy machine, `ms` of its processor time. Throws GoujiError "timeout" otherwise, and what it throws.
 */
export async function withinTime<T>(asked: Promise<T>, ms = WITNESS_MS): Promise<T> {
	const over = new AbortController();
	try {
		return await Promise.race([asked, late(ms, over.signal)]);
	} finally {
		over.abort();
	}
}

/** Throws once the time is over; never settles where it is no longer asked. */
async function late(ms: number, signal: AbortSignal): Promise<never> {
	const began = usedMs();
	for (let before = began; ; before = usedMs()) {
		const isEnded = await setTimeout(ms, false, { signal }).catch(() => true);
		if (isEnded) return new Promise<never>(() => {});
		const used = usedMs();
		if (used - began >= ms || used - before < IDLE_SHARE * ms)
			throw new GoujiError("timeout", `No answer within ${ms / 1000} s`, { hint: "Look at the document; it may be damaged." });
	}
}

/** Processor time of this process, in milliseconds. */
function usedMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}
