import type { Ledger } from "./ledger.ts";
import type { Queue, Task } from "./queue.ts";
import type { Sql } from "./sql.ts";

/** Ledger and queue of one job: in a folder of one machine, or in PostgreSQL for many. One contract suite covers both. */
export interface Store {
	readonly ledger: Ledger;
	readonly queue: Queue;
	/** The ledger for what one task writes: throws lease-lost once the task is another worker's. */
	readonly ledgerOf: (task: Task) => Ledger;
	/** Something that one process at a time may hold; false where another has it. Lasts `holdMs` after it was last held. */
	readonly hold: (name: string, ticket: string, holdMs: number) => Promise<boolean>;
	readonly release: (name: string, ticket: string) => Promise<void>;
	/** Writes a whole copy of the ledger beside it, in place of the last one; absent where a database has backups of its own. */
	readonly backUp?: () => Promise<void>;
	/** The database itself, for moving a store whole. */
	readonly sql: Sql;
	readonly close: () => Promise<void>;
}
