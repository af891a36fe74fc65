import type { LinearEquation } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import type { Issue } from "./issue.ts";

/**
 * One document as its family understands it: made once by the family's `map` and handed on. Nothing
 * else derives figures, editions or sums from a document.
 */
export interface Mapped {
	/** Every figure of the form, in its order, with absent ones; rows outside the form after them. */
	readonly figures: readonly Evidence[];
	/** What of the document was not understood. */
	readonly issues: readonly Issue[];
	/** The edition that each table follows, by table; tables that were not found have none. */
	readonly editions: Readonly<Record<string, string>>;
	/** The sums that the form demands of figures that are there. */
	readonly equations: readonly LinearEquation[];
	/** Paths of figures that may be below 0; absent where the form does not tell. */
	readonly differences?: ReadonlySet<string>;
	/** False where nothing that was read says that this is a report of the family: pictures in it are not read then. */
	readonly isReport?: boolean;
	/** Whether every table of the form was found. */
	readonly isComplete: boolean;
	/** Running text by section; null where a section was not found. */
	readonly texts: Readonly<Record<string, string | null>>;
}
