import type { Figures } from "./figures.ts";
import { consistentFigures } from "./figures.ts";
import type { SampleLook, SampleText } from "./page.ts";
import type { Damage } from "./scan.ts";
import type { TableStyle } from "./tables.ts";

/** One sample: its figures, how they are set, and why it is there. */
export interface SampleCase {
	readonly name: string;
	readonly shows: string;
	readonly figures: Figures;
	readonly style: TableStyle;
	readonly text: SampleText;
	readonly look: SampleLook;
	/** Pages are pictures: a scan, at a resolution and with what scanning did to it. */
	/** Table 三 is pasted as a picture into the text page. */
	readonly pictured?: true;
	readonly scan?: { readonly dpi: number; readonly damage: Damage };
}

const text = (issuer: string, year: number, more: Partial<SampleText> = {}): SampleText => ({
	issuer,
	year,
	signedOn: `${year + 1}-01-18`,
	...more,
});
const changed = (figures: Figures, changes: Figures): Figures => ({ ...figures, ...changes });

const faulty = consistentFigures(31, "2021", 60);
const blanks = consistentFigures(71, "2019", 40);

/** The committed samples. */
export const cases: readonly SampleCase[] = [
	{
		name: "township-2020-all-zero",
		shows:
			"the figures of the report that the project began with: a township of 2020, nothing received; parts of a total in the text",
		figures: changed(
			consistentFigures(1, "2019", 0),
			Object.fromEntries(
				["licensing", "other_services", "penalties", "coercion", "fees"].map((row) => [`proactive.${row}.prior_items`, 0]),
			),
		),
		style: { edition: "2019" },
		text: text("榕溪镇人民政府", 2020, {
			signedOn: "2021-01-15",
			overview:
				"2020年，在门户网站主动公开政府信息23条，其中机构职能类信息1条，规划计划类信息4条，民政扶贫救灾社会保障就业类信息1条，国土资源城乡建设环保能源类信息8条，科教文体卫生类信息3条，安全生产、应急管理类信息3条，其他类信息3条。未收到政府信息公开申请。",
		}),
		look: {},
	},
	{
		name: "bureau-2021-ruled",
		shows: "the form of 2021 with all rulings",
		figures: consistentFigures(12, "2021", 120),
		style: { edition: "2021" },
		text: text("云浦区水务局", 2021),
		look: {},
	},
	{
		name: "bureau-2023-inconsistent",
		shows: "a real inconsistency: one row total and one remedies total do not add up",
		figures: changed(faulty, {
			"requests.granted.total": (faulty["requests.granted.total"] ?? 0) + 2,
			"remedies.review.total": (faulty["remedies.review.total"] ?? 0) + 1,
		}),
		style: { edition: "2021" },
		text: text("青石市教育局", 2023),
		look: {},
	},
	{
		name: "bureau-2022-two-pages",
		shows: "table 三 over a page break that cuts a group of rows, no header repeated",
		figures: consistentFigures(44, "2021", 300),
		style: { edition: "2021" },
		text: text("南屏县财政局", 2022),
		look: { css: ".three td{padding:7pt 3pt;font-size:10pt}tr{break-inside:auto}" },
	},
	{
		name: "office-2019-no-rulings",
		shows: "tables without a single ruling, the form of 2019",
		figures: consistentFigures(55, "2019", 90),
		style: { edition: "2019" },
		text: text("望海街道办事处", 2019),
		look: { css: "td{border:none}.head{background:none;text-align:left}" },
	},
	{
		name: "bureau-2024-stripes",
		shows: "no rulings, shaded cells behind the figures",
		figures: consistentFigures(56, "2021", 50),
		style: { edition: "2021" },
		text: text("临江区卫生健康局", 2024),
		look: { css: 'body{font-family:"Noto Sans CJK SC"}td{border:none}.v{background:#eef3f8}' },
	},
	{
		name: "county-2022-hybrid",
		shows: "the new table 二 with the old table 三 of 23 rows, and misprinted labels",
		figures: consistentFigures(66, "2019", 80, "2021"),
		style: {
			edition: "2019",
			tableTwo: "2021",
			labels: {
				"2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
				本年废止件数: "本年废纸件数",
				"（三）不予公开": "（三）不予 公开",
			},
		},
		text: text("石桥县人民政府", 2022, { headings: { 4: "政府信息公开行政法复议、行政诉讼情况" } }),
		look: {},
	},
	{
		name: "bureau-2020-typed-by-hand",
		shows: "blanks, dashes, +19, 增10, full-width digits, thousands separators, a unit inside a cell, an extra row",
		figures: changed(blanks, {
			"requests.refused.state_secret.research": null,
			"requests.refused.state_secret.welfare": null,
			"requests.unavailable.not_held.other": null,
			"remedies.litigation_direct.other": 0,
			"proactive.licensing.prior_items": 1204,
			"proactive.licensing.change": 19,
			"proactive.other_services.change": 10,
			"proactive.penalties.change": -8,
			"proactive.procurement.projects": 6,
			"proactive.procurement.amount": 251000,
		}),
		style: {
			edition: "2019",
			printed: {
				"requests.refused.state_secret.research": "",
				"requests.refused.state_secret.welfare": "—",
				"requests.unavailable.not_held.other": "/",
				"proactive.licensing.prior_items": "1,204",
				"proactive.licensing.change": "+19",
				"proactive.other_services.change": "增10",
				"proactive.procurement.projects": "６",
				"proactive.procurement.amount": "251000元",
			},
			extraRow: { after: "2.重复申请", label: "其他主动撤回", figures: [0, 0, 0, 0, 0, 0, 0] },
		},
		text: text("白杨区交通运输局", 2020),
		look: { css: 'body{font-family:"Noto Sans CJK SC"}' },
	},
	{
		name: "province-2025-landscape",
		shows: "table 三 on a landscape page, five-digit figures",
		figures: consistentFigures(88, "2021", 90000),
		style: { edition: "2021" },
		text: text("东岭省人民政府", 2025),
		look: { landscape: true },
	},
	{
		name: "bureau-2024-vertical-labels",
		shows: "labels set vertically and one character a line",
		figures: consistentFigures(99, "2021", 30),
		style: {
			edition: "2021",
			labels: {
				"三、本年度办理结果": '<span style="writing-mode:vertical-rl;letter-spacing:3pt">三、本年度办理结果</span>',
				"（四）无法提供": "（四）无<br>法<br>提<br>供",
				结果维持: "结<br>果<br>维<br>持",
				结果纠正: "结果<br>纠正",
			},
		},
		text: text("大湾市应急管理局", 2024),
		look: {},
	},
	{
		name: "bureau-2023-scanned",
		shows: "a bilevel scan at 200 dpi: no text at all, figures read from pixels and proven by two engines and the sums",
		figures: consistentFigures(123, "2021", 40),
		style: { edition: "2021" },
		text: text("松风区民政局", 2023),
		look: {},
		scan: { dpi: 200, damage: "bilevel" },
	},
	{
		name: "bureau-2022-pictured-table",
		shows: "table 三 pasted as a picture into a page of text: only the picture is recognised",
		figures: consistentFigures(131, "2021", 70),
		style: { edition: "2021" },
		text: text("竹溪区司法局", 2022),
		look: {},
		pictured: true,
	},
];
