import type { Opening } from "../../../support/openings.ts";

const PERIOD = (year: number) => `本报告中所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。`;
const WEB = { frames: ["html"] } as const;

/** Web pages that say whose report it is beside, over or instead of its title. */
export const pages: readonly Opening[] = [
	{
		...WEB,
		head: '<title>云栖街道2023年度政府信息公开工作年度报告-云栖区人民政府</title><meta name="ArticleTitle" content="云栖街道2023年度政府信息公开工作年度报告">',
		body: "<div>您所在的位置: 首页 &gt; 法定主动公开内容 &gt; 政府信息公开年报</div><h1>云栖街道2023年度政府信息公开工作年度报告</h1>",
		issuer: "云栖街道",
		year: 2023,
	},
	{
		...WEB,
		body: "<div>首页 / 政务公开 / 信息公开年报 / 2019年</div><h1>云栖街道2022年政府信息公开工作年度报告</h1>",
		issuer: "云栖街道",
		year: 2022,
	},
	{
		...WEB,
		body: "<ul><li>首页</li><li>政务公开</li><li>政府信息公开年报</li><li>2019年</li></ul>",
		title: ["云栖区水务局2022年政府信息公开工作年度报告"],
		issuer: "云栖区水务局",
		year: 2022,
	},
	{
		...WEB,
		body: "<ul><li>首页</li><li>政府信息公开</li><li>2019年</li></ul>",
		title: ["云栖区水务局2022年", "政府信息公开工作年度报告"],
		issuer: "云栖区水务局",
		year: 2022,
	},
	{
		...WEB,
		head: "<title>云栖区水务局2022年政府信息公开工作年度报告_云栖区政府网</title>",
		over: ["主题分类: 政府信息公开年度报告", "发文机关: 云栖区水务局", "发布日期: 2023-01-12"],
		issuer: "云栖区水务局",
		year: 2022,
	},
	{
		...WEB,
		over: ["网站首页->信息公开->信息公开年报"],
		title: ["柳泉镇2021年政府信息公开工作年度报告"],
		issuer: "柳泉镇",
		year: 2021,
	},
	{
		...WEB,
		over: ["当前位置：首页＞政府信息公开＞年度报告"],
		title: ["柳泉镇人民政府2021年政府信息公开工作年度报告"],
		issuer: "柳泉镇人民政府",
		year: 2021,
	},
	{
		...WEB,
		body: "<table><tr><td>名称</td><td>2024年度东屏县柳泉镇人民政府信息公开工作年度报告</td><td>索引号</td><td>000/2025-1</td></tr><tr><td>发布机构</td><td>柳泉镇人民政府</td><td>发布日期</td><td>2025-01-20</td></tr></table>",
		issuer: "东屏县柳泉镇人民政府",
		year: 2024,
	},
	{
		...WEB,
		body: "<table><tr><th>索引号：</th><td>000/2025-1</td></tr><tr><th>标 题：</th><td>东屏县林业局2024年政府信息公开工作年度报告</td></tr><tr><th>发布机构：</th><td>东屏县林业局</td></tr></table>",
		issuer: "东屏县林业局",
		year: 2024,
	},
	{
		...WEB,
		over: ["信息名称：东屏县林业局2024年政府信息公开工作年度报告", "索引号：000/2025-1"],
		issuer: "东屏县林业局",
		year: 2024,
	},
	{
		...WEB,
		head: "<title>东屏县科学技术局2023年政府信息公开工作年度报告_东屏县人民政府</title>",
		preface: [PERIOD(2023)],
		issuer: "东屏县科学技术局",
		year: 2023,
	},
	{
		...WEB,
		head: "<title>东屏县人民政府-东屏县科学技术局2023年政府信息公开工作年度报告</title>",
		issuer: "东屏县科学技术局",
		year: 2023,
	},
	{
		...WEB,
		body: '<h1>政府信息公开年报</h1><h2 class="title">云栖区水务局2023年政府信息公开工作年度报告</h2>',
		issuer: "云栖区水务局",
		year: 2023,
	},
	{
		...WEB,
		head: '<meta name="ArticleTitle" content="2023年政府信息公开工作年度报告"><title>2023年政府信息公开工作年度报告</title>',
		preface: [`根据《条例》要求，现公布东屏县气象局2023年政府信息公开工作年度报告。${PERIOD(2023)}`],
		issuer: "东屏县气象局",
		year: 2023,
	},
	{
		...WEB,
		title: ["2023年度报告"],
		preface: [PERIOD(2023)],
		tail: ["东屏县气象局", "2024年1月18日"],
		issuer: "东屏县气象局",
		year: 2023,
	},
	{
		...WEB,
		head: "<title>政府信息公开年报-东屏县人民政府门户网站</title>",
		over: ["来源：东屏县气象局 发布时间：2024-01-18 浏览次数：35"],
		title: ["东屏县气象局2023年政府信息公开工作年度报告"],
		issuer: "东屏县气象局",
		year: 2023,
	},
	{
		...WEB,
		over: ["首页 | 机构职能 | 政策文件 | 政府信息公开年报 | 2018"],
		title: ["东屏县档案馆2023年政府信息公开工作年度报告"],
		issuer: "东屏县档案馆",
		year: 2023,
	},
	{
		...WEB,
		head: "<title>东屏县粮食和物资储备局2021年政府信息公开工作年度报告</title>",
		preface: [`按照要求，东屏县粮食和物资储备局编制了2021年政府信息公开年度报告。${PERIOD(2020)}`],
		issuer: "东屏县粮食和物资储备局",
		year: 2021,
	},
];

/** Reports whose preface, signature or period alone tells. */
export const prefaces: readonly Opening[] = [
	{
		preface: [`根据条例要求，现公布青石市退役军人事务局2022年政府信息公开工作年度报告。${PERIOD(2022)}`],
		issuer: "青石市退役军人事务局",
		year: 2022,
	},
	{
		preface: ["根据《中华人民共和国政府信息公开条例》规定，现公布青石市体育局政府信息公开工作2021年度报告。"],
		issuer: "青石市体育局",
		year: 2021,
	},
	{
		preface: ["现将榕溪镇2022年政府信息公开年度报告特向社会公布。全文由六部分组成。"],
		issuer: "榕溪镇",
		year: 2022,
	},
	{
		preface: ["依据条例，特向社会公布榕溪镇人民政府2023年政府信息公开年度报告。本报告由总体情况等六部分组成。"],
		issuer: "榕溪镇人民政府",
		year: 2023,
	},
	{
		preface: [`为做好公开，青石市信访局编制了2021年政府信息公开年度报告。${PERIOD(2021)}`],
		issuer: "青石市信访局",
		year: 2021,
	},
	{
		preface: [
			`青石市发展和改革委员会2023年政府信息公开工作年度报告（以下简称年报）是根据《中华人民共和国政府信息公开条例》编制。${PERIOD(2023)}`,
		],
		issuer: "青石市发展和改革委员会",
		year: 2023,
	},
	{
		preface: ["中共青石市委机构编制委员会办公室编制2023年政府信息公开工作年度报告，现予公布。"],
		issuer: "中共青石市委机构编制委员会办公室",
		year: 2023,
	},
	{
		preface: ["根据有关规定，由东屏县医疗保障局编制的2022年度政府信息公开年度报告，包括总体情况等内容。"],
		issuer: "东屏县医疗保障局",
		year: 2022,
	},
	{
		preface: [`本报告依据条例编制。${PERIOD(2022)}如有疑问，请与东屏县政务服务中心联系（电话：000-1234567）。`],
		tail: ["东屏县供销合作社联合社", "2023年1月16日"],
		issuer: "东屏县供销合作社联合社",
		year: 2022,
	},
	{ preface: ["本报告依据条例编制。"], issuer: "", year: null },
	{
		title: ["东屏县教育局2023年政府信息公开工作年度报告"],
		preface: [`现予公布。${PERIOD(2022)}`],
		tail: ["东屏县教育局", "2024年1月20日"],
		issuer: "东屏县教育局",
		year: 2023,
	},
	{
		preface: [`东屏县教育局编制了2021年政府信息公开工作年度报告。${PERIOD(2020)}`],
		tail: ["东屏县教育局", "2022年1月20日"],
		issuer: "东屏县教育局",
		year: 2021,
	},
	{
		title: ["政府信息公开工作年度报告"],
		preface: [`我局高度重视公开工作。${PERIOD(2023)}`],
		tail: ["东屏县教育局", "2024年1月20日"],
		issuer: "东屏县教育局",
		year: 2023,
	},
];
