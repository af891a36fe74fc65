import type { MatrixForm } from "../../../src/family.ts";

/** Printed over the labels of rows; without rulings it may run into the first column's heading. */
const CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
const REFUSED = ["不予公开", "（三）不予公开"];
const UNAVAILABLE = ["无法提供", "（四）无法提供"];
const NOT_PROCESSED = ["不予处理", "（五）不予处理"];
const OTHER = ["其他处理", "（六）其他处理"];

/** Table 三 of both forms: 国办公开办函〔2019〕60号 and 〔2021〕30号 differ only in （六）其他处理. */
export const requestsForm = {
	table: "requests",
	heads: ["申请人情况", "法人或其他组织", CORNER, "项目"],
	columns: [
		{ key: "natural_person", labels: ["自然人"] },
		{ key: "business", labels: ["商业企业"] },
		{ key: "research", labels: ["科研机构"] },
		{ key: "welfare", labels: ["社会公益组织"] },
		{ key: "legal_service", labels: ["法律服务机构"] },
		{ key: "other", labels: ["其他"] },
		{ key: "total", labels: ["总计", "合计"] },
	],
	rows: [
		{ key: "received", labels: ["本年新收政府信息公开申请数量"] },
		{ key: "carried_in", labels: ["上年结转政府信息公开申请数量"] },
		{ key: "granted", labels: ["予以公开"] },
		{ key: "granted_in_part", labels: ["部分公开", "部分公开（区分处理的，只计这一情形，不计其他情形）"] },
		{ key: "refused.state_secret", labels: ["属于国家秘密"], group: REFUSED },
		{ key: "refused.prohibited_by_law", labels: ["其他法律行政法规禁止公开"], group: REFUSED },
		{ key: "refused.security_and_stability", labels: ["危及“三安全一稳定”"], group: REFUSED },
		{ key: "refused.third_party_rights", labels: ["保护第三方合法权益"], group: REFUSED },
		{ key: "refused.internal_affairs", labels: ["属于三类内部事务信息"], group: REFUSED },
		{ key: "refused.process_information", labels: ["属于四类过程性信息"], group: REFUSED },
		{ key: "refused.enforcement_files", labels: ["属于行政执法案卷"], group: REFUSED },
		{ key: "refused.administrative_queries", labels: ["属于行政查询事项"], group: REFUSED },
		{ key: "unavailable.not_held", labels: ["本机关不掌握相关政府信息"], group: UNAVAILABLE },
		{ key: "unavailable.needs_creation", labels: ["没有现成信息需要另行制作"], group: UNAVAILABLE },
		{ key: "unavailable.still_unclear", labels: ["补正后申请内容仍不明确"], group: UNAVAILABLE },
		{ key: "not_processed.complaint", labels: ["信访举报投诉类申请"], group: NOT_PROCESSED },
		{ key: "not_processed.repeated", labels: ["重复申请"], group: NOT_PROCESSED },
		{ key: "not_processed.publication", labels: ["要求提供公开出版物"], group: NOT_PROCESSED },
		{ key: "not_processed.excessive", labels: ["无正当理由大量反复申请"], group: NOT_PROCESSED },
		{ key: "not_processed.reissue", labels: ["要求行政机关确认或重新出具已获取信息"], group: NOT_PROCESSED },
		{ key: "other.total", labels: ["其他处理"] },
		{
			key: "other.overdue_correction",
			labels: ["申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "申请人无正当理由逾期不补正"],
			group: OTHER,
		},
		{
			key: "other.unpaid_fee",
			labels: ["申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "申请人逾期未按收费通知要求缴纳费用"],
			group: OTHER,
		},
		{ key: "other.other", labels: ["其他"], group: OTHER },
		{ key: "total", labels: ["总计"] },
		{ key: "carried_out", labels: ["结转下年度继续办理"] },
	],
} as const satisfies MatrixForm;

/** The three rows into which the form of 2021 divides （六）其他处理. */
export const OTHER_ROWS_2021 = ["other.overdue_correction", "other.unpaid_fee", "other.other"] as const;
/** The one row of the form of 2019. */
export const OTHER_ROW_2019 = "other.total";
