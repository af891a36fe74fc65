import type { Element } from "domhandler";

/** Whether an element is meant; false too where the budget is spent. */
export type Matcher = (element: Element, budget: Budget) => boolean;

/** What looking at one page may cost: a hostile style sheet ends it, and what was not looked at is then an issue. */
export class Budget {
	left: number;

	constructor(steps: number) {
		this.left = steps;
	}

	/** Takes some steps; false where they were not left. */
	spend(steps: number): boolean {
		this.left -= steps;
		return this.left > 0;
	}
}
