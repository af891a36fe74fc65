import type { NoticeWording } from "../../src/family.ts";
import { FORMAT, FORMAT_2019, FORMAT_2021 } from "./rules/citations.ts";

/** The notice to an issuer, after 条例 art. 46 to 48: guidance and supervision, mending, 通报批评 where it is not done. */
export const notice: NoticeWording = {
	title: "政府信息公开工作年度报告整改通知书",
	opening: (years) =>
		`根据《中华人民共和国政府信息公开条例》第四十六条、第四十七条，我单位对你单位${years}年度政府信息公开工作年度报告进行了核查。经核对原文，下列内容需要整改：`,
	demand: (deadline) =>
		`请于${deadline}前逐项核实：确有错误的，更正后重新公布并说明更正情况；与事实相符的，书面说明理由并附依据。逾期未整改的，按《中华人民共和国政府信息公开条例》第四十七条处理。`,
	note: "本通知只说明年度报告所载数字、文字之间是否一致，不对不一致的原因作判断。表格摘录按报告所载数字重排，涂色的为所涉及的单元格，加粗的与其余各格之和不符；没有浅色格子的，不能断定是哪一格有误。",
	// A report for 2020 was not bound by a form of 2021, and none for 2022 by one that had been replaced.
	basisIn: (basis, year) => (year >= 2019 ? basis.replace(FORMAT, year >= 2021 ? FORMAT_2021 : FORMAT_2019) : basis),
};
