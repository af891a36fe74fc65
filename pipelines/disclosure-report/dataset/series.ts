import type { Column, DatasetTable, Value } from "../../../src/rules.ts";
import { madeOnce } from "../fields/forms.ts";
import { requestRowsOf } from "../fields/paths.ts";
import type { Edition, Forms } from "../fields/types.ts";
import type { RowFacts } from "./row-facts.ts";

/** A variable that means about the same in every form. */
interface Variable extends Column {
	/** Figures of the forms with three tables that it is the sum of. */
	readonly paths: (edition: Edition) => readonly string[];
	/** Figures of the list of 2014 to 2018; empty where the list does not ask for it. */
	readonly listed: readonly string[];
	/** Code of what to heed in reports of the list. */
	readonly listNote?: string;
}

type Labels = Pick<Column, "zh" | "en" | "comparability"> & Pick<Variable, "listNote">;

const all = (keys: readonly string[]) => () => keys;
const group = (prefix: string) =>
	madeOnce((edition: Edition) =>
		requestRowsOf(edition)
			.filter(({ key }) => key.startsWith(`${prefix}.`))
			.map(({ key }) => `requests.${key}.total`),
	);

function variable(name: string, labels: Labels, paths: Variable["paths"], listed: readonly string[]): Variable {
	const list = listed.map((key) => `statistics.${key}`);
	return {
		...{ name, type: "DOUBLE", unit: "count", ...labels, paths, listed: list },
		formula: `of 2019 and later: the total of the row, or the sum of the group's totals; pre2019: ${list.join(" + ") || "not asked for"}`,
	};
}

const SAME = { zh: "各格式含义相同", en: "means the same in all forms" };
const NOT_ASKED = { zh: "2019年格式起才有", en: "asked for since the form of 2019 only" };

/** The variables, in the order of the columns. */
const VARIABLES: readonly Variable[] = [
	variable("received", { zh: "新收申请", en: "requests received", comparability: SAME }, all(["requests.received.total"]), [
		"received",
	]),
	variable(
		"received_natural_person",
		{ zh: "自然人申请", en: "requests received from natural persons", comparability: NOT_ASKED },
		all(["requests.received.natural_person"]),
		[],
	),
	variable(
		"carried_in",
		{ zh: "上年结转", en: "carried over from the year before", comparability: NOT_ASKED },
		all(["requests.carried_in.total"]),
		[],
	),
	variable("granted", { zh: "予以公开", en: "granted", comparability: SAME }, all(["requests.granted.total"]), ["granted"]),
	variable(
		"granted_in_part",
		{ zh: "部分公开", en: "granted in part", comparability: SAME },
		all(["requests.granted_in_part.total"]),
		["granted_in_part"],
	),
	variable(
		"refused_total",
		{
			...{ zh: "不予公开合计", en: "refused, all grounds", listNote: "pre2019_grounds" },
			comparability: {
				zh: "2018年及以前的理由不同，且含“不是《条例》所指政府信息”",
				en: "the grounds before 2019 are others, and have 'no government information' among them",
			},
		},
		group("refused"),
		["refused"],
	),
	variable(
		"unavailable_total",
		{
			...{ zh: "无法提供合计", en: "unavailable, all reasons", listNote: "pre2019_unavailable" },
			comparability: {
				zh: "2018年及以前为“不属于本机关”与“信息不存在”之和，不含需另行制作和补正后仍不明确的",
				en: "before 2019 the sum of 'not this organ's' and 'does not exist': without what would have to be created and what stayed unclear",
			},
		},
		group("unavailable"),
		["not_own", "not_existing"],
	),
	variable(
		"not_held",
		{
			...{ zh: "本机关不掌握", en: "not held", listNote: "pre2019_unavailable" },
			comparability: {
				zh: "2018年及以前为“不属于本机关”与“信息不存在”之和",
				en: "before 2019 the sum of 'not this organ's' and 'does not exist'",
			},
		},
		all(["requests.unavailable.not_held.total"]),
		["not_own", "not_existing"],
	),
	variable(
		"not_processed_total",
		{ zh: "不予处理合计", en: "not processed, all reasons", comparability: NOT_ASKED },
		group("not_processed"),
		[],
	),
	variable(
		"other_total",
		{
			...{ zh: "其他处理合计", en: "handled otherwise" },
			comparability: {
				zh: "2019年格式为一行，2021年格式为三行之和",
				en: "one row in the form of 2019, the sum of three since that of 2021; not asked for before",
			},
		},
		group("other"),
		[],
	),
	variable(
		"decided_total",
		{
			...{ zh: "办理结果总计", en: "all results", listNote: "pre2019_answered" },
			comparability: {
				zh: "2018年及以前为申请答复数，一件申请可有多份答复",
				en: "before 2019 the number of answers, of which one request may have several",
			},
		},
		all(["requests.total.total"]),
		["answered"],
	),
	variable(
		"carried_out",
		{ zh: "结转下年度", en: "carried over to the next year", comparability: NOT_ASKED },
		all(["requests.carried_out.total"]),
		[],
	),
	variable("reviews", { zh: "行政复议", en: "administrative reviews", comparability: SAME }, all(["remedies.review.total"]), [
		"reviews",
	]),
	variable(
		"reviews_corrected",
		{ zh: "复议纠错", en: "administrative reviews that corrected the organ", comparability: SAME },
		all(["remedies.review.corrected"]),
		["reviews_corrected"],
	),
	variable(
		"lawsuits",
		{
			...{ zh: "行政诉讼", en: "lawsuits" },
			comparability: { zh: "2019年格式起为两类之和", en: "the sum of both kinds since the form of 2019" },
		},
		all(["remedies.litigation_direct.total", "remedies.litigation_after_review.total"]),
		["lawsuits"],
	),
	variable(
		"lawsuits_corrected",
		{
			...{ zh: "诉讼纠错", en: "lawsuits that corrected the organ" },
			comparability: { zh: "2019年格式起为两类之和", en: "the sum of both kinds since the form of 2019" },
		},
		all(["remedies.litigation_direct.corrected", "remedies.litigation_after_review.corrected"]),
		["lawsuits_corrected"],
	),
	{
		...variable(
			"fees_yuan",
			{
				...{ zh: "收费金额（元）", en: "fees", listNote: "pre2019_fees" },
				comparability: {
					zh: "2018年及以前为依申请公开收取的费用，2019年格式起为全部行政事业性收费",
					en: "before 2019 the fees for requests alone; since then all administrative fees",
				},
			},
			all(["proactive.fees.amount"]),
			["fees"],
		),
		unit: "yuan",
	},
];

const plain = ({ paths: _p, listed: _l, listNote: _n, ...column }: Variable): Column => column;

/** One row a report: variables that go on over the forms. */
export const seriesTable: DatasetTable = {
	name: "series",
	zh: "每份报告一行：跨格式可比的变量，已更正，可按0计的空白为0",
	en: "one row a report: variables comparable over the forms, corrected, and with proven zeros for blanks",
	columns: [
		{ name: "report_id", type: "VARCHAR", zh: "报告编号", en: "reports.id" },
		{ name: "issuer_id", type: "VARCHAR", zh: "机关编号", en: "issuers.issuer_id" },
		{ name: "year", type: "INTEGER", zh: "年度", en: "year reported on" },
		{ name: "is_current", type: "BOOLEAN", zh: "是否现行版本", en: "as in reports" },
		{ name: "form", type: "VARCHAR", zh: "格式", en: "statutory form that the figures come from" },
		...VARIABLES.map(plain),
		{
			name: "notes",
			type: "VARCHAR",
			zh: "可比性说明",
			en: "codes of what to heed, parted by spaces; see comparability in codebook",
		},
	],
	key: ["report_id"],
};

/** The row of one report. */
export function seriesRow(facts: RowFacts, forms: Forms): Value[] {
	const { report, context, edition } = facts;
	const isList = report.form === forms.list.id && report.tables.requests === null;
	const known = VARIABLES.map((one) => ({
		one,
		value: sumOf(isList ? one.listed : one.paths(edition), facts, one.unit === "yuan"),
	}));
	const notes = isList ? known.flatMap(({ one, value }) => (value === null ? [] : (one.listNote ?? []))) : [];
	return [
		context.place.id,
		context.place.issuerId,
		report.year,
		context.place.isCurrent ?? null,
		isList ? forms.list.id : edition.id,
		...known.map(({ value }) => value),
		notes.length === 0 ? null : [...new Set(notes)].join(" "),
	];
}

/** null where a part is not known: a sum without it would be another number. */
function sumOf(paths: readonly string[], { used }: RowFacts, isYuan: boolean): number | null {
	if (paths.length === 0) return null;
	let sum = 0;
	for (const path of paths) {
		const { value, yuan } = used(path);
		const part = isYuan ? yuan : value;
		if (part === null) return null;
		sum += part;
	}
	return sum;
}
