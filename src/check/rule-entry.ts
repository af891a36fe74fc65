import type { Limits } from "./outcome.ts";

/** One line of the rule catalogue. */
export interface RuleEntry {
	readonly id: string;
	readonly severity: string;
	readonly title: string;
	/** What it found where it does not hold, in words; the title says what it asks. */
	readonly found?: string;
	readonly formula: string;
	/** Set where both sides of its equation are sums: none of its figures is the total of the others. */
	readonly hasTwoSums?: true;
	readonly basis: string;
	/** Its category in Chinese, such as 表内勾稽. */
	readonly category: string;
	/** Forms that it is about; empty for all. */
	readonly forms: readonly string[];
	readonly limits: Limits;
	/** In Chinese, what it needs besides the report; empty for nothing. */
	readonly needs: string;
	/** Only where a deployment turns it on. */
	readonly isLocal: boolean;
}
