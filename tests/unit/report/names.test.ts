import { expect, test } from "vitest";
import { shapeOfName } from "../../../pipelines/disclosure-report/read/names.ts";
import { isTitle } from "../../../pipelines/disclosure-report/read/title-wording.ts";

test.each([
	["青石市教育局", "sound"],
	["东屏县农业农村局（东屏县乡村振兴局）", "sound"],
	["中共青石市委机构编制委员会办公室", "sound"],
	["青石市统计局", "sound"],
	["青石市政务公开办公室", "sound"],
	["第三师41团", "sound"],
	["青石高新技术产业", "doubtful"],
	["园区", "doubtful"],
	["青石市12345政务服务便民热线管理中心", "sound"],
	["青石市市场监督管理局12315投诉举报中心", "sound"],
	["我局", "doubtful"],
	["青石市资源\ufffd局", "doubtful"],
	["3年", "none"],
	["首页>", "none"],
	["当前位置:首页>", "none"],
	["信息分类:", "none"],
	["青石市水利局关于", "none"],
	["（）青石市水利局", "none"],
	["【图解】青石市水利局", "none"],
	["青石市（水利局", "none"],
	["青石市市场监督管理局政务公开工作年度报告", "none"],
	["青石市2023年", "none"],
	["青石市12345件申请的受理中心", "none"],
	["公开信息12345678服务中心", "none"],
	["青石市1204服务中心", "none"],
	["局", "none"],
])("%j is %s as a name", (name, shape) => {
	expect(shapeOfName(name)).toBe(shape);
});

test.each([
	["青石市教育局2023年政府信息公开工作年度报告", true],
	["【图解】青石市教育局2023年政府信息公开年报", true],
	["附件：青石市教育局2023年政府信息公开工作年度报告", true],
	["当前位置:首页>政府信息公开>政府信息公开年报", false],
	["首页 | 政务公开 | 政府信息公开年报".replaceAll(" ", ""), false],
	["信息分类:政府信息公开年报", false],
	["文件名称青石市教育局2023年政府信息公开工作年度报告", false],
	["根据条例编制青石市教育局2023年政府信息公开工作年度报告", false],
	["现将2023年政府信息公开工作年度报告公布如下", false],
	["一、政府信息公开工作年度报告", false],
	["3年政府信息公开工作年度报告", false],
])("%j is a title: %s", (line, is) => {
	expect(isTitle(line)).toBe(is);
});
