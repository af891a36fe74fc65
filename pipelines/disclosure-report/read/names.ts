/** How names of organs end; brackets after it, such as （本级）, do not count. */
const ORGAN_END =
	/(?:政府|委员会|[局委办厅部院署司处科室所站队会社馆台校团场库园行联组矿港师连厂]|中心|街道|[省市县区州盟旗镇乡村]|苏木|海关|公司|集团|[大中小]学|兵团|银行|总社|法庭|机关|基地|公署)$/;
/** Whoever speaks of himself gives no name. */
const GENERIC =
	/^(?:[本我全该各]|我们)?(?:机关|单位|部门|政府|人民政府|办公室|办事处|委员会|管委会|管理局|分局|支局|街道|园区|社区|中心|[省市县区州旗镇乡局委办厅处院站所会])$/;
/** Marks of paths, labels and sentences; of long figures, those of hotlines are parts of names: 12345政务服务便民热线中心. */
const NO_NAME_MARK =
	/[:：>＞<＜|｜»›→\\/;；。，,!！?？…_=【】〔〕[\]]|(?<!\d)(?!12\d{3}(?:政务|政府|市民|便民|公共|投诉|举报|服务|热线|平台|中心))\d{4}|\d年|[^\p{Script=Han}\p{Nd}A-Za-z（）()“”‘’「」"《》、·—－\ufffd-]/u;
const NO_NAME_WORD =
	/首页|位置|栏目|索引|主题分类|信息分类|年度?报告|年报|(?:信息|政务)公开(?!办|中心|领导|处|科)|现?公布|特?向社会|编制(?!委|办|管理)|根据|按照|依据|以下简称|统计期|附件|下载|打印|字号|来源|浏览|登录|搜索|门户|网站(?!管理|中心)|有限公司版权|版权|工作年度|^(?:关于|对|由|在|和|与|及|的)|(?:关于|文件|公报|简报|通告|通知|[的和与及在对由之])$/;

/** Most characters of one name, and of several organs' names together. */
const MOST = 60;

/** How much a text looks like the name of an organ: `sound`, `doubtful` where it could be the rest or the beginning of one, or none. */
export type NameShape = "sound" | "doubtful" | "none";

/** Whether text can be an organ's name: balanced brackets, no marks of paths and labels, and an end that organs have. */
export function shapeOfName(name: string): NameShape {
	if (name.length < 2 || name.length > MOST || !/^[\p{Script=Han}A-Za-z“"]/u.test(name)) return "none";
	if (NO_NAME_MARK.test(name) || NO_NAME_WORD.test(name) || !isBalanced(name)) return "none";
	const bare = name.replace(/[（(][^（）()]*[）)]$/, "");
	// U+FFFD stands where a font did not tell a character.
	return ORGAN_END.test(bare) && !GENERIC.test(bare) && !name.includes("\ufffd") ? "sound" : "doubtful";
}

const PAIRS: readonly (readonly [string, string])[] = [
	["（", "）"],
	["(", ")"],
	["“", "”"],
	["‘", "’"],
	["「", "」"],
	["《", "》"],
];

function isBalanced(text: string): boolean {
	return PAIRS.every(([open, close]) => {
		let depth = 0;
		for (const character of text) {
			if (character === open) depth++;
			if (character === close && --depth < 0) return false;
		}
		return depth === 0;
	});
}

/** A name without what titles put around it: 【图解】, 附件1, 关于…的, quotes and brackets that hold nothing. */
export function bareName(text: string): string {
	const name = text
		.replace(
			/^(?:【[^【】]{0,12}】|\[[^[\]]{0,12}\]|〔[^〔〕]{0,12}〕|[（(][^（）()]{0,6}(?:图解|解读|转发|附件)[^（）()]{0,6}[）)])+/,
			"",
		)
		.replace(/^(?:附件\d{0,2}|图解|图说|一图[读看]懂|图文解读|政策解读)[：:、.|｜\s]*/, "")
		.replace(/^关于(?:报送|印发|公布|发布|公开|呈报|转发)?/, "")
		.replaceAll(/[《》〈〉]|[（(〔【][\s、，,]*[）)〕】]/g, "")
		.replace(/^[-—－·、\s]+|[-—－·、\s]+$/g, "")
		.replace(/[（(](?:盖章|公章|印章|签章|章|印)[）)]$/, "")
		.replace(/关于(?:做好|公布|发布|报送)?$/, "")
		.replace(/(?:推进|开展|落实|做好|实施|加强|深化)+$/, "");
	return name.replace(/的$/, "");
}
