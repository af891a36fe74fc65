import type { Column, Value } from "../../../src/index.ts";
import { judge } from "../../../src/index.ts";
import { balances, remedySums, resultSums, rowSums } from "../rules/arithmetic.ts";
import type { SumSpec } from "../rules/sums.ts";
import type { Report } from "../schema.ts";

interface Derived extends Column {
	readonly valueOf: (report: Report) => Value;
}

type Get = (path: string) => number | null;

const REFUSED = [
	"state_secret",
	"prohibited_by_law",
	"security_and_stability",
	"third_party_rights",
	"internal_affairs",
	"process_information",
	"enforcement_files",
	"administrative_queries",
];

function getter(report: Report): Get {
	const values = new Map(report.cells.map((cell) => [cell.path, cell.value]));
	return (path) => values.get(path) ?? null;
}

/** A ratio of sums of figures; null where a figure is not printed or the denominator is 0. */
const ratio = (
	name: string,
	labels: { zh: string; en: string; formula: string },
	paths: { over: readonly string[]; under: readonly string[] },
): Derived => ({
	name,
	type: "DOUBLE",
	unit: "ratio, 0 to 1",
	...labels,
	valueOf: (report) => {
		const get = getter(report);
		const sum = (list: readonly string[]) =>
			list.reduce<number | null>((total, path) => (total === null || get(path) === null ? null : total + (get(path) ?? 0)), 0);
		const [over, under] = [sum(paths.over), sum(paths.under)];
		return over === null || under === null || under === 0 ? null : over / under;
	},
});

const done = ["requests.total.total"];

/** Variables that studies compute, defined once. */
export const derivedColumns: readonly Derived[] = [
	ratio(
		"disclosure_rate",
		{ zh: "公开率", en: "granted in full or part, of all results", formula: "(granted + partial) / done_total" },
		{ over: ["requests.granted.total", "requests.granted_in_part.total"], under: done },
	),
	ratio(
		"denial_rate",
		{ zh: "不予公开率", en: "refused, of all results", formula: "Σdeny / done_total" },
		{ over: REFUSED.map((key) => `requests.refused.${key}.total`), under: done },
	),
	ratio(
		"not_held_rate",
		{ zh: "本机关不掌握占比", en: "not held, of all results", formula: "unable1 / done_total" },
		{ over: ["requests.unavailable.not_held.total"], under: done },
	),
	ratio(
		"carry_rate",
		{ zh: "结转率", en: "carried over, of all requests", formula: "carry_out / (new + carry_in)" },
		{ over: ["requests.carried_out.total"], under: ["requests.received.total", "requests.carried_in.total"] },
	),
	ratio(
		"review_rate",
		{ zh: "复议率", en: "reviews per result", formula: "rev.tot / done_total" },
		{ over: ["remedies.review.total"], under: done },
	),
	ratio(
		"correction_rate",
		{ zh: "复议纠错率", en: "corrected, of reviews decided", formula: "rev.fix / (rev.up + rev.fix + rev.oth)" },
		{
			over: ["remedies.review.corrected"],
			under: ["remedies.review.upheld", "remedies.review.corrected", "remedies.review.other"],
		},
	),
];

/** true: all such sums hold; false: one is broken; null: it cannot be told. */
const flag = (
	name: string,
	labels: { zh: string; en: string; formula: string },
	specs: (edition: "2019" | "2021") => readonly SumSpec[],
): Derived => ({
	name,
	type: "BOOLEAN",
	...labels,
	valueOf: (report) => {
		const cells = new Map(report.cells.map((cell) => [cell.path, cell]));
		const edition =
			cells.has("requests.other.other.total") && cells.get("requests.other.other.total")?.state !== "absent" ? "2021" : "2019";
		const judged = specs(edition).map(({ left, right }) => {
			const side = (paths: readonly string[]) => paths.flatMap((path) => cells.get(path) ?? []);
			return side(left).length < left.length || side(right).length < right.length
				? "not-assessable"
				: judge({ left: side(left), right: side(right) }).judgement;
		});
		if (judged.includes("broken")) return false;
		return judged.length > 0 && judged.every((one) => one === "holds") ? true : null;
	},
});

/** Quality flags: whether the form's own arithmetic holds. */
export const flagColumns: readonly Derived[] = [
	flag("q_row_sums", { zh: "表三横向合计成立", en: "row totals of table 三 hold", formula: "A01" }, rowSums),
	flag("q_result_sums", { zh: "表三纵向合计成立", en: "result totals of table 三 hold", formula: "A02" }, resultSums),
	flag("q_balance", { zh: "表三勾稽关系成立", en: "一 + 二 = 三（七）+ 四 holds", formula: "A03" }, () => balances()),
	flag("q_remedy_sums", { zh: "表四合计成立", en: "totals of table 四 hold", formula: "A04" }, () => remedySums()),
	{
		name: "q_no_blanks",
		type: "BOOLEAN",
		zh: "无空白格",
		en: "no figure left blank or dashed",
		formula: "S09",
		valueOf: (report) => !report.cells.some((cell) => cell.state === "blank" || cell.state === "dash"),
	},
];
