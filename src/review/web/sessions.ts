import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { User, Users } from "../store/users.ts";

const LIFE_MS = 12 * 3600 * 1000;
const IDLE_MS = 2 * 3600 * 1000;
/** Failed tries of one name, one address or one known browser before it has to wait. */
const MAX_TRIES = 5;
const WAIT_MS = 15 * 60 * 1000;
/** Hashing takes 128 MB: more than this at a time wait their turn, and beyond so many nobody is let in line. */
const MAX_HASHING = 3;
const MAX_WAITING = 200;
/** How long a browser is known from which somebody signed in. */
const DEVICE_MS = 180 * 24 * 3600 * 1000;

/** A try to sign in. */
export interface SignInTry {
	readonly name: string;
	readonly password: string;
	/** Undefined where it tells nothing: behind a proxy that does not say who asks. */
	readonly address: string | undefined;
	/** What a browser was handed when somebody signed in from it; "" for none. */
	readonly device: string;
}

/** Who is signed in; kept in memory, so that a restart signs everybody out. */
export interface Sessions {
	readonly userOf: (id: string) => User | undefined;
	readonly end: (id: string) => void;
	/** `device` makes this browser known for its user: wrong passwords from elsewhere do not lock it out. */
	readonly signIn: (
		given: SignInTry,
	) => Promise<{ readonly id: string; readonly device: string } | { readonly refused: "wrong" | "wait" }>;
}

interface Session {
	readonly name: string;
	/** Of the password that it was begun with: another password ends it. */
	readonly version: string;
	readonly began: number;
	seen: number;
}

/** Sessions of these users, by this clock (milliseconds). */
export function sessionsOf(users: Users, now: () => number = Date.now): Sessions {
	const sessions = new Map<string, Session>();
	const tries = triesBy(now);
	const line = lineOf(MAX_HASHING, MAX_WAITING);
	return {
		userOf: (id) => {
			const session = sessions.get(keyOf(id));
			if (!session) return undefined;
			const isOver = now() - session.began > LIFE_MS || now() - session.seen > IDLE_MS;
			// Asked each time: a user who was disabled, or whose password was set anew, is out at once.
			if (isOver || users.versionOf(session.name) !== session.version) {
				sessions.delete(keyOf(id));
				return undefined;
			}
			session.seen = now();
			return users.find(session.name);
		},
		end: (id) => void sessions.delete(keyOf(id)),
		signIn: async ({ name, password, address, device }) => {
			// A browser that its user signed in from before has tries of its own: who guesses elsewhere does not use them up.
			const isKnown = isDeviceOf(device, name, { users, now: now() });
			const keys = [
				isKnown ? `device ${device}` : `name ${name}`,
				...(address === undefined || isKnown ? [] : [`from ${address}`]),
			];
			if (keys.some(tries.isWaiting)) return { refused: "wait" };
			// Counted before the hash is known: tries side by side count too.
			keys.forEach(tries.note);
			const turn = line(() => users.check(name, password));
			if (!turn) return { refused: "wait" };
			const user = await turn;
			const version = users.versionOf(name);
			if (!user || version === undefined) return { refused: "wrong" };
			keys.forEach(tries.forget);
			const id = randomBytes(32).toString("base64url");
			sessions.set(keyOf(id), { name: user.name, version, began: now(), seen: now() });
			return { id, device: deviceFor(user.name, { users, now: now() }) };
		},
	};
}

/** Tries by what they have in common. */
function triesBy(now: () => number) {
	const tries = new Map<string, { count: number; last: number }>();
	return {
		isWaiting: (key: string) => {
			const tried = tries.get(key);
			return tried !== undefined && tried.count >= MAX_TRIES && now() - tried.last < WAIT_MS;
		},
		note: (key: string) => {
			for (const [old, { last }] of tries) if (now() - last >= WAIT_MS) tries.delete(old);
			tries.set(key, { count: (tries.get(key)?.count ?? 0) + 1, last: now() });
		},
		forget: (key: string) => void tries.delete(key),
	};
}

/** Does so many things at a time; the others wait in line, and where that is too long nothing is begun. */
function lineOf(atOnce: number, most: number): <T>(work: () => Promise<T>) => Promise<T> | undefined {
	const waiting: (() => void)[] = [];
	let working = 0;
	const next = () => {
		working--;
		waiting.shift()?.();
	};
	return (work) => {
		if (working + waiting.length >= most) return undefined;
		const begin = async () => {
			if (working >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
			working++;
			return work().finally(next);
		};
		return begin();
	};
}

interface DeviceContext {
	readonly users: Users;
	readonly now: number;
}

/** Made with the hash of the user's password: no secret of its own is kept, and another password ends it. */
function deviceFor(name: string, { users, now }: DeviceContext): string {
	const until = now + DEVICE_MS;
	return `${until}.${markOf(name, until, users)}`;
}

function isDeviceOf(device: string, name: string, { users, now }: DeviceContext): boolean {
	const [until = "", mark = ""] = device.split(".");
	const right = users.versionOf(name) === undefined ? "" : markOf(name, Number(until), users);
	return right !== "" && Number(until) > now && isSame(mark, right);
}

function markOf(name: string, until: number, users: Users): string {
	return createHmac("sha256", users.keyOf(name)).update(`device ${name} ${until}`).digest("base64url");
}

/** A token for the address that is printed where nobody signs in. */
export function localToken(): string {
	return randomBytes(24).toString("base64url");
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSame(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}

function keyOf(id: string): string {
	return createHash("sha256").update(id).digest("hex");
}
