import { setTimeout } from "node:timers/promises";
import { GoujiError } from "../model/errors.ts";

/** A reader that waits for nothing uses no processor time, so that only the clock can tell. */
const WITNESS_MS = 60_000;

/** What a second reader or engine gives, if it does in time. Throws GoujiError "timeout" otherwise, and what it throws. */
export async function withinTime<T>(asked: Promise<T>, ms = WITNESS_MS): Promise<T> {
	const over = new AbortController();
	const late = setTimeout(ms, undefined, { signal: over.signal }).then(
		() => {
			throw new GoujiError("timeout", `No answer within ${ms / 1000} s`, { hint: "Look at the document; it may be damaged." });
		},
		() => new Promise<never>(() => {}),
	);
	try {
		return await Promise.race([asked, late]);
	} finally {
		over.abort();
	}
}
