import type { BlockForm } from "../../../src/family.ts";

/** Table 四, the same in both forms. */
export const remediesForm = {
	table: "remedies",
	blocks: [
		{ key: "review", labels: ["行政复议"] },
		{ key: "litigation_direct", labels: ["未经复议直接起诉"] },
		{ key: "litigation_after_review", labels: ["复议后起诉"] },
	],
	columns: [
		{ key: "upheld", labels: ["结果维持"] },
		{ key: "corrected", labels: ["结果纠正"] },
		{ key: "other", labels: ["其他结果"] },
		{ key: "pending", labels: ["尚未审结"] },
		{ key: "total", labels: ["总计", "合计"] },
	],
} as const satisfies BlockForm;
