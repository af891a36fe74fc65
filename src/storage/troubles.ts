import type { Trouble } from "./rows.ts";
import type { Sql } from "./sql.ts";
import { put } from "./sql.ts";

/** What is kept of troubles, over runs. */
export interface TroubleMethods {
	/** All that there are, in order of their keys. */
	readonly troubles: () => Promise<Trouble[]>;
	/** Puts one in place of what was known of the same thing. */
	readonly saveTrouble: (trouble: Trouble) => Promise<void>;
	/** Forgets one that is over. */
	readonly endTrouble: (key: string) => Promise<void>;
}

/** What is written of troubles. */
export function troubleMethods(sql: Sql): TroubleMethods {
	return {
		troubles: () => sql.all<Trouble>("select * from trouble order by key"),
		saveTrouble: async (trouble) => {
			await put(sql, "trouble", ["key"], { ...trouble });
		},
		endTrouble: async (key) => {
			await sql.run("delete from trouble where key = ?", [key]);
		},
	};
}
