import type { Pictures } from "../desk/pictures.ts";
import type { Access } from "./guard.ts";
import type { OutputTools } from "./outputs.ts";
import type { Presence } from "./presence.ts";

/** What views need besides the desk. */
export interface ViewTools {
	readonly access: Access;
	readonly pictures: Pictures;
	/** ISO 8601 in UTC. */
	readonly now: () => string;
	/** Given what went wrong, for the log. */
	readonly tell: (message: string) => void;
	readonly presence: Presence;
	readonly outputs: Pick<OutputTools, "scheme" | "runs">;
}
