import { createHash, randomBytes } from "node:crypto";
import type { User, Users } from "../store/users.ts";

const LIFE_MS = 12 * 3600 * 1000;
const IDLE_MS = 2 * 3600 * 1000;
/** Failed tries of one name or one address before it has to wait. */
const MAX_TRIES = 5;
const WAIT_MS = 15 * 60 * 1000;
/** Hashing takes 128 MB: more than this at a time are told to wait. */
const MAX_HASHING = 3;

/** Who is signed in; kept in memory, so that a restart signs everybody out. */
export interface Sessions {
	readonly userOf: (id: string) => User | undefined;
	readonly end: (id: string) => void;
	readonly signIn: (
		name: string,
		password: string,
		/** Undefined where it tells nothing: behind a proxy everybody has the proxy's. */
		address: string | undefined,
	) => Promise<{ readonly id: string } | { readonly refused: "wrong" | "wait" }>;
}

/** Sessions of these users, by this clock (milliseconds). */
export function sessionsOf(users: Users, now: () => number = Date.now): Sessions {
	const sessions = new Map<string, { name: string; began: number; seen: number }>();
	const tries = new Map<string, { count: number; last: number }>();
	let hashing = 0;
	const isWaiting = (key: string) => {
		const tried = tries.get(key);
		return tried !== undefined && tried.count >= MAX_TRIES && now() - tried.last < WAIT_MS;
	};
	const noteTry = (key: string) => {
		for (const [old, { last }] of tries) if (now() - last >= WAIT_MS) tries.delete(old);
		tries.set(key, { count: (tries.get(key)?.count ?? 0) + 1, last: now() });
	};
	return {
		userOf: (id) => {
			const session = sessions.get(keyOf(id));
			if (!session) return undefined;
			if (now() - session.began > LIFE_MS || now() - session.seen > IDLE_MS) {
				sessions.delete(keyOf(id));
				return undefined;
			}
			session.seen = now();
			// Asked each time: a user who was disabled or got another role has it at once.
			return users.find(session.name);
		},
		end: (id) => void sessions.delete(keyOf(id)),
		signIn: async (name, password, address) => {
			const keys = [`name ${name}`, ...(address === undefined ? [] : [`from ${address}`])];
			if (keys.some(isWaiting) || hashing >= MAX_HASHING) return { refused: "wait" };
			// Counted before the hash is known: tries side by side count too.
			keys.forEach(noteTry);
			hashing++;
			const user = await users.check(name, password).finally(() => hashing--);
			if (!user) return { refused: "wrong" };
			for (const key of keys) tries.delete(key);
			const id = randomBytes(32).toString("base64url");
			sessions.set(keyOf(id), { name: user.name, began: now(), seen: now() });
			return { id };
		},
	};
}

function keyOf(id: string): string {
	return createHash("sha256").update(id).digest("hex");
}
