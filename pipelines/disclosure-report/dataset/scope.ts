import { organOf } from "../rules/organ.ts";
import type { Report } from "../schema.ts";

/** Whose figures a report says that it gives. */
export const SCOPES = ["whole_area", "own_organ", "not_stated"] as const;
export type ReportScope = (typeof SCOPES)[number];

/** What of the text tells: the preface says what was put together, and the overview begins with it. */
const MOST = 600;
const AREA = "(?:全[省市县区州盟旗](?!的)|本[省市县区州盟旗](?!级)|各[级县区市镇乡街道部门单位])";
/** 由全市各部门的年度报告汇总; 本报告所列数据包括各镇、街道和部门; 汇总了全区各单位的数据. */
const GATHERED = new RegExp(`${AREA}[^。；]{0,40}(?:汇总|合并|综合)|(?:汇总|包括|涵盖|含)[^。；]{0,20}${AREA}`);
/** 不含下属单位; 仅为本机关数据; 本报告为政府办公室本级. */
const OWN =
	/(?:仅|只)[^。；]{0,12}(?:本机关|本级|本单位|本局|本委|本厅)|不(?:含|包括|包含)[^。；]{0,20}(?:下属|所属|各部门|各镇|各街道|二级)/;

/** The scope that a report states itself; nothing is concluded from what it leaves unsaid. */
export function scopeStated({ sections, issuer }: Pick<Report, "sections" | "issuer">): ReportScope {
	const text = [sections.preamble, sections.overview]
		.map((section) => (section ?? "").slice(0, MOST))
		.join("。")
		.replaceAll(/\s/g, "");
	if (OWN.test(text)) return "own_organ";
	if (organOf(issuer.name, issuer.level).kind !== "department" && GATHERED.test(text)) return "whole_area";
	return "not_stated";
}
