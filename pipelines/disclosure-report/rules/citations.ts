import { issuedForms } from "../fields/forms.ts";

const { editions } = issuedForms;

/** The form of the report, all editions. */
export const FORMAT = `国办公开办函${editions.map(({ notice }) => notice.number).join("、")}规定的报告格式`;
/** The editions with the years that each is for. */
export const FORMAT_BY_YEAR = editions
	.map(({ notice, firstYear }, i) => `国办公开办函${notice.number}（${yearsFrom(firstYear, editions[i + 1]?.firstYear)}）`)
	.join("；");
/** The edition for the reports on 2019 and 2020. */
export const FORMAT_2019 = "国办公开办函〔2019〕60号规定的报告格式";
/** The edition for the reports on 2021 and later. */
export const FORMAT_2021 = "国办公开办函〔2021〕30号规定的报告格式";
/** The statistical table of the years before. */
export const FORMAT_PRE2019 = "国办发〔2014〕32号《关于加强和规范政府信息公开情况统计报送工作的通知》附表";
/** When reports are due. */
export const LAW_49 = "《政府信息公开条例》第四十九条";
/** What reports contain. */
export const LAW_50 = "《政府信息公开条例》第五十条";
/** That text and tables must agree follows from the report being one. */
export const AGREE = "《政府信息公开条例》第五十条；文字与表格应当一致";
/** Fees for processing requests. */
export const FEES = "国办函〔2020〕109号《政府信息公开信息处理费管理办法》";
/** Not a legal duty: a question worth a second look. */
export const REVIEW = "复核线索，非法定要求";

function yearsFrom(first: number, next: number | undefined): string {
	if (next === undefined) return `${first}年度起`;
	return `${Array.from({ length: next - first }, (_, i) => first + i).join("、")}年度`;
}
