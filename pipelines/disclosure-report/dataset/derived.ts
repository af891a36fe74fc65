import type { Column, Value } from "../../../src/rules.ts";
import { madeOnce } from "../fields/forms.ts";
import { mergedRequestRows } from "../fields/merged.ts";
import { pathsOf } from "../fields/paths.ts";
import type { Edition, Forms } from "../fields/types.ts";

/** A figure by its path; null where there is none. */
export type Get = (path: string) => number | null;

/** A column that is computed from figures. */
interface Ratio extends Column {
	readonly valueOf: (get: Get, edition: Edition) => Value;
}

/** A ratio of sums of figures that the edition has; null where one is not printed or the denominator is 0. */
const ratio = (
	name: string,
	labels: { zh: string; en: string; formula: string },
	paths: { over: readonly string[]; under: readonly string[] },
): Ratio => ({
	name,
	type: "DOUBLE",
	unit: "ratio, 0 to 1",
	...labels,
	valueOf: (get, edition) => {
		const sum = (list: readonly string[]) => {
			const own = list.filter((path) => pathsOf(edition).has(path)).map(get);
			return own.length === 0 || own.includes(null) ? null : own.reduce<number>((total, value) => total + (value ?? 0), 0);
		};
		const [over, under] = [sum(paths.over), sum(paths.under)];
		return over === null || under === null || under === 0 ? null : over / under;
	},
});

const done = ["requests.total.total"];

/** Variables that studies compute, defined once. */
export const derivedColumns: (forms: Forms) => readonly Ratio[] = madeOnce((forms: Forms) => {
	const refused = mergedRequestRows(forms).filter(({ key }) => key.startsWith("refused."));
	const refusedTotals = refused.map(({ key }) => `requests.${key}.total`);
	return [
		ratio(
			"disclosure_rate",
			{
				zh: "公开率",
				en: "granted in full or part, of all results",
				formula: "(requests_granted_total + requests_granted_in_part_total) / requests_total_total",
			},
			{ over: ["requests.granted.total", "requests.granted_in_part.total"], under: done },
		),
		ratio(
			"denial_rate",
			{ zh: "不予公开率", en: "refused, of all results", formula: "Σ requests_refused_*_total / requests_total_total" },
			{ over: refusedTotals, under: done },
		),
		ratio(
			"not_held_rate",
			{
				zh: "本机关不掌握占比",
				en: "not held, of all results",
				formula: "requests_unavailable_not_held_total / requests_total_total",
			},
			{ over: ["requests.unavailable.not_held.total"], under: done },
		),
		ratio(
			"carry_rate",
			{
				zh: "结转率",
				en: "carried over, of all requests",
				formula: "requests_carried_out_total / (requests_received_total + requests_carried_in_total)",
			},
			{ over: ["requests.carried_out.total"], under: ["requests.received.total", "requests.carried_in.total"] },
		),
		ratio(
			"review_rate",
			{ zh: "复议率", en: "reviews per result", formula: "remedies_review_total / requests_total_total" },
			{ over: ["remedies.review.total"], under: done },
		),
		ratio(
			"correction_rate",
			{
				zh: "复议纠错率",
				en: "corrected, of reviews decided",
				formula: "remedies_review_corrected / (remedies_review_upheld + remedies_review_corrected + remedies_review_other)",
			},
			{
				over: ["remedies.review.corrected"],
				under: ["remedies.review.upheld", "remedies.review.corrected", "remedies.review.other"],
			},
		),
		...refused.map(({ key, first: { label, en, short = key } }) =>
			ratio(
				`${short}_share`,
				{
					zh: `不予公开中“${label}”占比`,
					en: `of all refusals: ${en.replace(/^refused: /, "")}`,
					formula: `requests_${key.replaceAll(".", "_")}_total / Σ requests_refused_*_total`,
				},
				{ over: [`requests.${key}.total`], under: refusedTotals },
			),
		),
	];
});
