import type { Desk } from "./desk.ts";

/** What a rule found, in words that say it; its own title where it has none. */
export function foundTitle({ pipeline }: Pick<Desk, "pipeline">, rule: string): string {
	const entry = pipeline.rules.find(({ id }) => id === rule);
	return entry?.found ?? entry?.title ?? rule;
}

/** Whether both sides of a rule's equation are sums: none of its figures can be told as the wrong one. */
export function hasTwoSums({ pipeline }: Pick<Desk, "pipeline">, rule: string): boolean {
	return pipeline.rules.find(({ id }) => id === rule)?.hasTwoSums ?? false;
}
