import type { Figures } from "../figures.ts";
import { COLUMNS } from "../figures.ts";
import type { Random } from "../shown/model.ts";
import { oneOf } from "../shown/model.ts";

/** A sum that is broken on purpose. */
export interface Fault {
	readonly kind: "row_total" | "outcome_total" | "balance" | "remedy_total" | "part_sum";
	readonly at: string;
}

/** The figures printed in place of right ones, and what rules must say of them. */
export interface Planted {
	readonly fault: Fault;
	readonly cells: Figures;
	readonly mustFind: readonly string[];
}

/** A fault for a report whose figures agree. */
export function faultOf(figures: Figures, form: string, random: Random): Planted | undefined {
	const by = oneOf(random, [1, 2, 3, 9]);
	const raised = (path: string) => ({ [path]: (figures[path] ?? 0) + by });
	const planted = (kind: Fault["kind"], paths: readonly string[], mustFind: readonly string[]): Planted => ({
		fault: { kind, at: paths[0] ?? "" },
		cells: Object.assign({}, ...paths.map(raised)) as Figures,
		mustFind,
	});
	if (form === "pre2019") return planted("part_sum", ["statistics.received"], ["A09"]);
	const column = oneOf(random, COLUMNS);
	const row = oneOf(random, ["granted", "refused.third_party_rights", "unavailable.not_held", "not_processed.repeated"]);
	const block = oneOf(random, ["review", "litigation_direct", "litigation_after_review"]);
	const kind = oneOf<Fault["kind"]>(random, ["row_total", "outcome_total", "balance", "remedy_total"]);
	if (kind === "row_total") return planted(kind, [`requests.${row}.total`], ["A01", "A02"]);
	if (kind === "outcome_total") return planted(kind, [`requests.total.${column}`, "requests.total.total"], ["A02", "A03"]);
	if (kind === "balance") return planted(kind, [`requests.received.${column}`, "requests.received.total"], ["A03", "T03"]);
	return planted(kind, [`remedies.${block}.total`], ["A04"]);
}
