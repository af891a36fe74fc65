import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { SyncSql } from "./sql.ts";

/** What somebody may do: look; decide and correct; manage users too. */
export const ROLES = ["viewer", "reviewer", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who may sign in. */
export interface User {
	readonly name: string;
	readonly role: Role;
}

export const USER_TABLES = `
create table user (
	name text primary key,
	role text not null,
	salt blob not null,
	hash blob not null,
	changed_at text not null,
	disabled integer not null default 0
) strict`;

/** OWASP's setting for scrypt as a power of two: 128 MB and about 0.4 s for each try. */
const USUAL_COST = 17;

/** The users of a server, with scrypt hashes of their passwords. */
export interface Users {
	readonly list: () => (User & { readonly changed_at: string; readonly disabled: 0 | 1 })[];
	/** The user of this name who may sign in. */
	readonly find: (name: string) => User | undefined;
	/** Adds a user or changes role and password. */
	readonly put: (user: User, password: string, at: string) => Promise<void>;
	readonly disable: (name: string) => void;
	/** Changes with every password; undefined for who may not sign in. */
	readonly versionOf: (name: string) => string | undefined;
	/** A key that nobody knows who has not this file; another password makes another one. */
	readonly keyOf: (name: string) => Uint8Array;
	/** The user where the password is right. Takes as long for names that there are not. */
	readonly check: (name: string, password: string) => Promise<User | undefined>;
}

interface UserRow extends User {
	readonly salt: Uint8Array;
	readonly hash: Uint8Array;
	readonly changed_at: string;
	readonly disabled: 0 | 1;
}

/** Opens the users in a database that has their table. `cost` is the power of two that every hash in it was made with. */
export function usersIn(sql: SyncSql, cost: number = USUAL_COST): Users {
	const rowOf = (name: string) => sql.one<UserRow>("select * from user where name = ? and disabled = 0", [name]);
	const stranger = randomBytes(16);
	return {
		list: () => sql.all("select name, role, changed_at, disabled from user order by name"),
		find: (name) => {
			const row = rowOf(name);
			return row ? { name: row.name, role: row.role } : undefined;
		},
		put: async ({ name, role }, password, at) => {
			const salt = randomBytes(16);
			sql.run("insert or replace into user (name, role, salt, hash, changed_at) values (?,?,?,?,?)", [
				...[name, role, salt, await hashOf(password, salt, cost), at],
			]);
		},
		versionOf: (name) => {
			const row = rowOf(name);
			return row && createHash("sha256").update(row.salt).digest("hex");
		},
		keyOf: (name) =>
			createHash("sha256")
				.update("key ")
				.update(rowOf(name)?.hash ?? stranger)
				.digest(),
		disable: (name) => void sql.run("update user set disabled = 1 where name = ?", [name]),
		check: async (name, password) => {
			const row = rowOf(name);
			const hash = await hashOf(password, row?.salt ?? stranger, cost);
			return row && timingSafeEqual(hash, row.hash) ? { name: row.name, role: row.role } : undefined;
		},
	};
}

function hashOf(password: string, salt: Uint8Array, cost: number): Promise<Buffer> {
	const setting = { N: 2 ** cost, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
	return new Promise((resolve, reject) => {
		scrypt(password.normalize("NFKC"), salt, 32, setting, (error, hash) => (error ? reject(error) : resolve(hash)));
	});
}
