import type { ReportFacts } from "../../pipelines/disclosure-report/rules/context.ts";
import type { Figures } from "../../samples/make/figures.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import { makeFacts } from "./report-facts.ts";

const ISSUERS = [
	"云浦市水务局",
	"石桥县人民政府",
	"榕溪镇人民政府",
	"望海街道办事处",
	"东岭省人民政府",
	"青石市教育局",
	"国家税务总局青石市税务局",
	"临江区卫生健康局",
	"白沙经济开发区管理委员会",
	"南屏县人民政府办公室",
];
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
const SCALES = [0, 3, 25, 120, 900, 40_000];

/** Reports in which nothing is wrong: every kind of organ, both forms, all zero to provincial, text told in six ways. */
export function cleanReports(count: number): ReportFacts[] {
	return Array.from({ length: count }, (_, i) => {
		const year = YEARS[i % YEARS.length] ?? 2023;
		const scale = SCALES[i % SCALES.length] ?? 25;
		const issuer = ISSUERS[i % ISSUERS.length] ?? "";
		const all = consistentFigures(1000 + i, year <= 2020 ? "2019" : "2021", scale);
		return cleanReport({ year, issuer, all, style: i + Math.floor(i / 6) });
	});
}

/** One such report; `style` chooses how its text tells the figures. */
export function cleanReport({
	year,
	issuer,
	all,
	style,
}: {
	year: number;
	issuer: string;
	all: Figures;
	style: number;
}): ReportFacts {
	const sections = { overview: tell(all, { year, issuer, style }), other: `${year}年，收取信息处理费0元。` };
	return makeFacts({ year, issuer, title: `${issuer}${year}年政府信息公开工作年度报告`, all, sections, signature: issuer });
}

function tell(all: Figures, { year, issuer, style }: { year: number; issuer: string; style: number }): string {
	const at = (path: string) => all[path] ?? 0;
	const sum = (paths: readonly string[]) => paths.reduce((total, path) => total + at(path), 0);
	const group = (name: string) =>
		sum(Object.keys(all).filter((path) => path.startsWith(`requests.${name}.`) && path.endsWith(".total")));
	const total = (row: string) => at(`requests.${row}.total`);
	const [received, carriedIn, closed, carriedOut] = [
		total("received"),
		total("carried_in"),
		total("total"),
		total("carried_out"),
	];
	const natural = at("requests.received.natural_person");
	const suits = at("remedies.litigation_direct.total") + at("remedies.litigation_after_review.total");
	const ways = [
		`新收政府信息公开申请${received}件，上年结转${carriedIn}件，办结${closed}件，结转下年度继续办理${carriedOut}件。`,
		`共收到政府信息公开申请${received}件（其中自然人${natural}件，法人或其他组织${received - natural}件），办结${closed}件，${carriedOut}件结转至${year + 1}年。`,
		`受理政府信息公开申请${received + carriedIn}件，答复${closed}件（含上年度结转申请${carriedIn}件，另有${carriedOut}件顺延到下年度答复）。`,
		`收办政府信息公开申请${received + carriedIn}件，其中予以公开${total("granted")}件、部分公开${total("granted_in_part")}件、不予公开${group("refused")}件、无法提供${group("unavailable")}件、不予处理${group("not_processed")}件、其他处理${group("other")}件、转下年度办理${carriedOut}件。`,
		received === 0 ? "本年度未收到政府信息公开申请。" : `全年新收政府信息公开申请${received}件。`,
		"依法办理公众提出的申请，均在法定期限内答复。本年度产生公文430条，其中主动公开120条，依申请公开300条，不予公开10条。",
	];
	const remedies =
		suits + at("remedies.review.total") === 0
			? "未发生因政府信息公开引起的行政复议、行政诉讼。"
			: `因政府信息公开引起的行政复议${at("remedies.review.total")}件，行政诉讼${suits}件。`;
	const documents =
		all["proactive.normative_documents.issued"] === undefined
			? ""
			: `制发行政规范性文件${at("proactive.normative_documents.issued")}件，废止${at("proactive.normative_documents.repealed")}件，现行有效${at("proactive.normative_documents.in_force")}件。作出行政许可决定${at("proactive.licensing.decisions")}件。`;
	return `${year}年，${issuer}落实公开要求。（一）主动公开。在门户网站公开信息${20 + style}条，其中机构职能类信息6条，其他类信息${14 + style}条。${documents}\n（二）依申请公开情况。${ways[style % ways.length]}${remedies}\n（三）政府信息管理。（四）平台建设。更新栏目12个，培训3次。（五）监督保障。全市各部门情况汇总编制，开展工作考核、社会评议，未发生责任追究。`;
}
