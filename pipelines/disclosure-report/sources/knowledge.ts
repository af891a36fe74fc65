import type { SourceKnowledge } from "../../../src/family.ts";
import { parseYear, YEAR_PATTERN } from "../../../src/rules.ts";

const YEAR = new RegExp(`(${YEAR_PATTERN})\\s*年`);

/** How 政府信息公开工作年度报告 are published on government sites. */
export const knowledge: SourceKnowledge = {
	wanted:
		/(?:政府信息|政务|信息)公开(?:工作)?(?:[（(]?\d{4}年?[）)]?)?年?度?(?:工作)?(?:年?度?报告|年报)|信息公开.{0,12}(?:年度报告|年报)|^\s*(?:\d{4}年)?(?:度)?(?:年度报告|年报)\s*$/,
	unwanted: /图解|解读|一图|读懂|图说|漫画|通知|公告|模板|格式|填报|汇总表|说明会|编制要求|培训|发布会/,
	announced: /关于(?:公布|发布|公开)《?[^《》]{0,60}(?:年度报告|年报)》?的?(?:公告|通告|通知)\s*$/,
	organ:
		/^[【《（(]?[\u4e00-\u9fff（）()·]{2,40}?(?:局|委|委员会|办|办公室|政府|厅|院|会|处|中心|街道|办事处|镇|乡|站|所|队|公司|大学|学院|学校|馆|台|社)(?=\d{4}年|[二〇○零一]{4}年|政府信息|$)/,
	inColumn: /年报|年度报告|情况的?报告|公开工作报告|公开报告/,
	folder:
		/^(?:[（(【[]?20\d\d[）)】\]]?\s*年?度?|(?:本级|省|市|县|区|州|旗|各)?(?:级|直|属|直属)?(?:人民)?(?:政府)?(?:组成|工作)?(?:各?部门|机构|直属单位|派出机构|事业单位|企事业单位|区县|县区|县市区|县[（(]市、区[）)]|各?乡镇|镇街|各?街道|乡镇街道|乡镇[（(]街道[）)]|街道[（(]镇[）)]|开发区|园区)(?:年报|年度报告|信息公开年报)?)$/,
	mobile: /_wap\.s?html?$|\/wap\/|\/\/(?:wap|m|3g)\.|\/mobile\//i,
	containers: [
		"#zoom",
		".TRS_Editor",
		"#ivs_content",
		"#UCAP-CONTENT",
		".article-content",
		".pages_content",
		".content",
		"article",
	],
	column: /政府信息公开(?:工作)?(?:年度报告|年报)|信息公开年报/,
	signs: {
		missing:
			/页面不存在|您访问的页面(?:不存在|已删除|未找到)|404\s*(?:not found|错误|页面)|找不到(?:该|您要的)?(?:页面|网页)|内容不存在|信息不存在/i,
		login: /<input[^>]+type=["']?password/i,
		captcha: /请输入验证码|安全验证|人机(?:识别|验证)|访问过于频繁|__jsl_clearance|滑动验证/,
	},
	yearOf: (title) => parseYear(YEAR.exec(title)?.[1] ?? ""),
};
