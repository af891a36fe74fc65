import type { Figures } from "./figures.ts";

/** How the tables of a sample are set. */
export interface TableStyle {
	readonly edition: "2019" | "2021";
	/** Edition of table 二, where it differs. */
	readonly tableTwo?: "2019" | "2021";
	/** What a cell prints for a path, where it is not the plain figure. */
	readonly printed?: Readonly<Record<string, string>>;
	/** Labels that are misprinted or spaced, by their official text. */
	readonly labels?: Readonly<Record<string, string>>;
	/** An extra row of table 三 after the row with this label. */
	readonly extraRow?: { readonly after: string; readonly label: string; readonly figures: readonly number[] };
}

type Print = (path: string) => string;

const td = (text: string, attributes = "") => `<td${attributes}>${text}</td>`;
const tr = (...cells: readonly string[]) => `<tr>${cells.join("")}</tr>`;

/** Table 二 as HTML. */
export function tableTwo(figures: Figures, style: TableStyle): string {
	const print = printer(figures, style);
	const label = labeller(style);
	const caption = (item: string) => tr(td(`第二十条第（${item}）项`, ' colspan="4" class="head"'));
	const header = (...names: readonly string[]) =>
		tr(...["信息内容", ...names].map((name, i) => td(label(name), spanOf(names.length, i))));
	const row = (name: string, key: string, columns: readonly string[]) =>
		tr(
			td(label(name)),
			...columns.map((column, i) => td(print(`proactive.${key}.${column}`), `${spanOf(columns.length, i + 1)} class="n"`)),
		);
	if ((style.tableTwo ?? style.edition) === "2021") {
		const documents = ["issued", "repealed", "in_force"];
		return `<table>${caption("一")}${header("本年制发件数", "本年废止件数", "现行有效件数")}${row("规章", "regulations", documents)}${row("行政规范性文件", "normative_documents", documents)}
${caption("五")}${header("本年处理决定数量")}${row("行政许可", "licensing", ["decisions"])}
${caption("六")}${header("本年处理决定数量")}${row("行政处罚", "penalties", ["decisions"])}${row("行政强制", "coercion", ["decisions"])}
${caption("八")}${header("本年收费金额（单位：万元）")}${row("行政事业性收费", "fees", ["amount"])}</table>`;
	}
	const documents = ["made", "disclosed", "disclosed_total"];
	const items = ["prior_items", "change", "decisions"];
	const itemHeader = header("上一年项目数量", "本年增/减", "处理决定数量");
	return `<table>${caption("一")}${header("本年新制作数量", "本年新公开数量", "对外公开总数量")}${row("规章", "regulations", documents)}${row("规范性文件", "normative_documents", documents)}
${caption("五")}${itemHeader}${row("行政许可", "licensing", items)}${row("其他对外管理服务事项", "other_services", items)}
${caption("六")}${itemHeader}${row("行政处罚", "penalties", items)}${row("行政强制", "coercion", items)}
${caption("八")}${header("上一年项目数量", "本年增/减")}${row("行政事业性收费", "fees", items.slice(0, 2))}
${caption("九")}${header("采购项目数量", "采购总金额")}${row("政府集中采购", "procurement", ["projects", "amount"])}</table>`;
}

function spanOf(columns: number, i: number): string {
	if (columns === 3 || i === 0) return "";
	if (columns === 1) return ' colspan="3"';
	return i === 2 ? ' colspan="2"' : "";
}

const GROUPS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
	[
		"（三）不予公开",
		[
			["1.属于国家秘密", "refused.state_secret"],
			["2.其他法律行政法规禁止公开", "refused.prohibited_by_law"],
			["3.危及“三安全一稳定”", "refused.security_and_stability"],
			["4.保护第三方合法权益", "refused.third_party_rights"],
			["5.属于三类内部事务信息", "refused.internal_affairs"],
			["6.属于四类过程性信息", "refused.process_information"],
			["7.属于行政执法案卷", "refused.enforcement_files"],
			["8.属于行政查询事项", "refused.administrative_queries"],
		],
	],
	[
		"（四）无法提供",
		[
			["1.本机关不掌握相关政府信息", "unavailable.not_held"],
			["2.没有现成信息需要另行制作", "unavailable.needs_creation"],
			["3.补正后申请内容仍不明确", "unavailable.still_unclear"],
		],
	],
	[
		"（五）不予处理",
		[
			["1.信访举报投诉类申请", "not_processed.complaint"],
			["2.重复申请", "not_processed.repeated"],
			["3.要求提供公开出版物", "not_processed.publication"],
			["4.无正当理由大量反复申请", "not_processed.excessive"],
			["5.要求行政机关确认或重新出具已获取信息", "not_processed.reissue"],
		],
	],
];
const OTHER_2021: readonly (readonly [string, string])[] = [
	["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "other.overdue_correction"],
	["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "other.unpaid_fee"],
	["3.其他", "other.other"],
];

/** Table 三 as HTML. */
export function tableThree(figures: Figures, style: TableStyle): string {
	const print = printer(figures, style);
	const label = labeller(style);
	const columns = ["natural_person", "business", "research", "welfare", "legal_service", "other", "total"];
	const values = (key: string) => columns.map((column) => td(print(`requests.${key}.${column}`), ' class="v"'));
	const groups = style.edition === "2021" ? [...GROUPS, ["（六）其他处理", OTHER_2021] as const] : GROUPS;
	const lines: string[][] = [
		[td(label("（一）予以公开"), ' colspan="2"'), ...values("granted")],
		[td(label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"), ' colspan="2"'), ...values("granted_in_part")],
	];
	for (const [name, rows] of groups) {
		const extra = rows.some(([text]) => text === style.extraRow?.after) ? 1 : 0;
		rows.forEach(([text, key], i) => {
			lines.push([...(i === 0 ? [td(label(name), ` rowspan="${rows.length + extra}"`)] : []), td(label(text)), ...values(key)]);
			if (style.extraRow?.after === text)
				lines.push([td(style.extraRow.label), ...style.extraRow.figures.map((value) => td(String(value), ' class="v"'))]);
		});
	}
	if (style.edition === "2019") lines.push([td(label("（六）其他处理"), ' colspan="2"'), ...values("other.total")]);
	lines.push([td(label("（七）总计"), ' colspan="2"'), ...values("total")]);
	const body = lines
		.map((cells, i) =>
			tr(...(i === 0 ? [td(label("三、本年度办理结果"), ` rowspan="${lines.length}" class="side"`)] : []), ...cells),
		)
		.join("\n");
	return `<table class="three">${tr(td("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", ' rowspan="3" colspan="3"'), td("申请人情况", ' colspan="7"'))}
${tr(td(label("自然人"), ' rowspan="2"'), td("法人或其他组织", ' colspan="5"'), td("总计", ' rowspan="2"'))}
${tr(...["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].map((name) => td(label(name))))}
${tr(td(label("一、本年新收政府信息公开申请数量"), ' colspan="3"'), ...values("received"))}
${tr(td(label("二、上年结转政府信息公开申请数量"), ' colspan="3"'), ...values("carried_in"))}
${body}
${tr(td(label("四、结转下年度继续办理"), ' colspan="3"'), ...values("carried_out"))}</table>`;
}

/** Table 四 as HTML. */
export function tableFour(figures: Figures, style: TableStyle): string {
	const print = printer(figures, style);
	const label = labeller(style);
	const names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
	const keys = ["upheld", "corrected", "other", "pending", "total"];
	const heads = (attributes: string) => names.map((name) => td(label(name), attributes)).join("");
	const values = ["review", "litigation_direct", "litigation_after_review"].flatMap((block) =>
		keys.map((key) => td(print(`remedies.${block}.${key}`), ' class="v"')),
	);
	return `<table class="four">${tr(td("行政复议", ' colspan="5"'), td("行政诉讼", ' colspan="10"'))}
${tr(heads(' rowspan="2"'), td("未经复议直接起诉", ' colspan="5"'), td("复议后起诉", ' colspan="5"'))}
${tr(heads(""), heads(""))}
${tr(...values)}</table>`;
}

function printer(figures: Figures, style: TableStyle): Print {
	return (path) => style.printed?.[path] ?? (figures[path] === null || figures[path] === undefined ? "" : String(figures[path]));
}

function labeller(style: TableStyle): (text: string) => string {
	return (text) => style.labels?.[text] ?? text;
}
