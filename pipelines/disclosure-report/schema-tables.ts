import { z } from "zod";
import { statisticsFields } from "./forms/pre2019.ts";

/** Attaches the Chinese and English labels that the codebook prints. */
export const labelled = <T extends z.ZodType>(schema: T, zh: string, en: string): T =>
	schema.meta({ title: zh, description: en }) as T;

/** A figure: a number, or null where none is printed. */
export const figure = (zh: string, en: string) => labelled(z.number().nullable(), zh, en);

const requestRow = (zh: string, en: string) =>
	labelled(
		z.object({
			natural_person: figure("自然人", "natural persons"),
			business: figure("商业企业", "business enterprises"),
			research: figure("科研机构", "research institutions"),
			welfare: figure("社会公益组织", "public-welfare organisations"),
			legal_service: figure("法律服务机构", "legal-service organisations"),
			other: figure("其他", "other organisations"),
			total: figure("总计", "all applicants"),
		}),
		zh,
		en,
	);

/** Table 三: requests received and how they were handled. */
export const RequestsTable = z.object({
	received: requestRow("一、本年新收政府信息公开申请数量", "requests newly received in the year"),
	carried_in: requestRow("二、上年结转政府信息公开申请数量", "requests carried over from the year before"),
	granted: requestRow("（一）予以公开", "granted"),
	granted_in_part: requestRow("（二）部分公开", "granted in part"),
	refused: z.object({
		state_secret: requestRow("（三）不予公开 1.属于国家秘密", "refused: state secret"),
		prohibited_by_law: requestRow("（三）2.其他法律行政法规禁止公开", "refused: disclosure prohibited by law"),
		security_and_stability: requestRow("（三）3.危及“三安全一稳定”", "refused: endangers security or stability"),
		third_party_rights: requestRow("（三）4.保护第三方合法权益", "refused: rights of third parties"),
		internal_affairs: requestRow("（三）5.属于三类内部事务信息", "refused: internal affairs"),
		process_information: requestRow("（三）6.属于四类过程性信息", "refused: process information"),
		enforcement_files: requestRow("（三）7.属于行政执法案卷", "refused: enforcement files"),
		administrative_queries: requestRow("（三）8.属于行政查询事项", "refused: administrative queries"),
	}),
	unavailable: z.object({
		not_held: requestRow("（四）无法提供 1.本机关不掌握相关政府信息", "unavailable: not held"),
		needs_creation: requestRow("（四）2.没有现成信息需要另行制作", "unavailable: would have to be created"),
		still_unclear: requestRow("（四）3.补正后申请内容仍不明确", "unavailable: unclear even after correction"),
	}),
	not_processed: z.object({
		complaint: requestRow("（五）不予处理 1.信访举报投诉类申请", "not processed: complaint or petition"),
		repeated: requestRow("（五）2.重复申请", "not processed: repeated request"),
		publication: requestRow("（五）3.要求提供公开出版物", "not processed: asks for a publication"),
		excessive: requestRow("（五）4.无正当理由大量反复申请", "not processed: excessive without reason"),
		reissue: requestRow("（五）5.要求行政机关确认或重新出具已获取信息", "not processed: asks to confirm or reissue"),
	}),
	other: z.object({
		total: requestRow("（六）其他处理", "handled otherwise (one row, form of 2019)"),
		overdue_correction: requestRow("（六）1.申请人无正当理由逾期不补正", "handled otherwise: not corrected in time"),
		unpaid_fee: requestRow("（六）2.申请人逾期未按收费通知要求缴纳费用", "handled otherwise: fee not paid in time"),
		other: requestRow("（六）3.其他", "handled otherwise: other"),
	}),
	total: requestRow("（七）总计", "all results"),
	carried_out: requestRow("四、结转下年度继续办理", "carried over to the next year"),
});

const remedyBlock = (zh: string, en: string) =>
	labelled(
		z.object({
			upheld: figure("结果维持", "upheld"),
			corrected: figure("结果纠正", "corrected"),
			other: figure("其他结果", "other result"),
			pending: figure("尚未审结", "pending"),
			total: figure("总计", "total"),
		}),
		zh,
		en,
	);

/** Table 四: administrative reviews and lawsuits. */
export const RemediesTable = z.object({
	review: remedyBlock("行政复议", "administrative review"),
	litigation_direct: remedyBlock("行政诉讼·未经复议直接起诉", "lawsuit without review"),
	litigation_after_review: remedyBlock("行政诉讼·复议后起诉", "lawsuit after review"),
});

const documents2021 = (zh: string, en: string) =>
	labelled(
		z.object({
			issued: figure("本年制发件数", "issued in the year"),
			repealed: figure("本年废止件数", "repealed in the year"),
			in_force: figure("现行有效件数", "in force at the year's end"),
		}),
		zh,
		en,
	);
const decisions = (zh: string, en: string) =>
	labelled(z.object({ decisions: figure("本年处理决定数量", "decisions in the year") }), zh, en);

/** Table 二 in the form of 2021. */
export const ProactiveTable2021 = z.object({
	regulations: documents2021("规章", "government regulations"),
	normative_documents: documents2021("行政规范性文件", "normative documents"),
	licensing: decisions("行政许可", "administrative licensing"),
	penalties: decisions("行政处罚", "administrative penalties"),
	coercion: decisions("行政强制", "administrative coercion"),
	fees: labelled(
		z.object({ amount: figure("本年收费金额（万元）", "amount in the year, 10,000 yuan") }),
		"行政事业性收费",
		"administrative fees",
	),
});

const documents2019 = (zh: string, en: string) =>
	labelled(
		z.object({
			made: figure("本年新制作数量", "made in the year"),
			disclosed: figure("本年新公开数量", "disclosed in the year"),
			disclosed_total: figure("对外公开总数量", "disclosed in all"),
		}),
		zh,
		en,
	);
const items2019 = (zh: string, en: string) =>
	labelled(
		z.object({
			prior_items: figure("上一年项目数量", "items in the year before"),
			change: figure("本年增/减", "change in the year"),
			decisions: figure("处理决定数量", "decisions in the year"),
		}),
		zh,
		en,
	);

/** Table 二 in the form of 2019. */
export const ProactiveTable2019 = z.object({
	regulations: documents2019("规章", "government regulations"),
	normative_documents: documents2019("规范性文件", "normative documents"),
	licensing: items2019("行政许可", "administrative licensing"),
	other_services: items2019("其他对外管理服务事项", "other services to the public"),
	penalties: items2019("行政处罚", "administrative penalties"),
	coercion: items2019("行政强制", "administrative coercion"),
	fees: labelled(
		z.object({
			prior_items: figure("上一年项目数量", "items in the year before"),
			change: figure("本年增/减", "change in the year"),
		}),
		"行政事业性收费",
		"administrative fees",
	),
	procurement: labelled(
		z.object({ projects: figure("采购项目数量", "projects"), amount: figure("采购总金额", "total amount, unit as printed") }),
		"政府集中采购",
		"centralised government procurement",
	),
});

/** The statistical table of the reports for 2014 to 2018; what is not printed is left out. */
export const StatisticsTable = z
	.object(Object.fromEntries(statisticsFields.map(({ key, zh, en }) => [key, figure(zh, en)])))
	.partial();

/** Every figure of a report, nested as in the statutory form; a table that was not found is null. */
export const ReportTables = z.object({
	proactive: labelled(
		z.union([ProactiveTable2021, ProactiveTable2019]).nullable(),
		"二、主动公开政府信息情况",
		"proactive disclosure",
	),
	requests: labelled(RequestsTable.nullable(), "三、收到和处理政府信息公开申请情况", "requests"),
	remedies: labelled(RemediesTable.nullable(), "四、政府信息公开行政复议、行政诉讼情况", "reviews and lawsuits"),
	statistics: labelled(StatisticsTable.optional(), "政府信息公开情况统计表", "statistical table, 2014 to 2018"),
	listed: z
		.array(z.object({ label: z.string(), value: z.number().nullable() }))
		.optional()
		.meta({ title: "其他表格", description: "rows of old tables outside any form, as label and value" }),
});
