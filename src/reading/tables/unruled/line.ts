import type { Word } from "../words.ts";

/** A printed line as table material. */
export interface Line {
	readonly y0: number;
	readonly y1: number;
	readonly words: readonly Word[];
	/** Has figures that stand in columns of their own. */
	readonly hasFigures: boolean;
	/** Runs on as prose or a heading does; never inside a table. */
	readonly isProse: boolean;
}
