/** Figures whose sums should be equal, by path. */
export interface LinearEquation {
	readonly left: readonly string[];
	readonly right: readonly string[];
}

/** What was decided about a figure. */
export interface Decision {
	readonly path: string;
	readonly value: number | null | undefined;
	/** As read by the engine that was believed; what the equations gave where none was. */
	readonly text: string;
	/**
	 * proven: equations or two engines confirm it; likely: nothing contradicts it; unsure: the
	 * engines disagree, or its equations stay open and a reading may be at fault.
	 */
	readonly proof: "proven" | "likely" | "unsure";
	/** "solved" where the equations chose between readings; "text" for what two readers of the same file gave. */
	readonly method: "text" | "ocr" | "solved";
	/** The readers and engines that read this value, in the order they were asked. */
	readonly readBy: readonly string[];
}
