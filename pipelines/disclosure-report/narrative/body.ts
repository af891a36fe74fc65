import type { Worded } from "../../../src/rules.ts";
import { flatten } from "./counts.ts";

/** Words that the law and the form put into everybody's mouth. */
const BOILERPLATE =
	/中华人民共和国|《[^》]{2,40}》|政府信息公开|存在的主要问题|下一步|改进措施|主动公开|依申请公开|政府信息管理|平台建设|监督保障|习近平新时代中国特色社会主义思想|党的[一二三四五六七八九十]+大(?:精神)?/g;

/** What is one's own in a text: figures, years, names, marks and shared boilerplate are taken out. */
export function ownWords({ issuer, sections }: Worded, keys: readonly string[] = ["overview", "problems", "other"]): string {
	const text = keys.map((key) => sections[key] ?? "").join("\n");
	const names =
		issuer === ""
			? []
			: [issuer, issuer.replace(/(?:人民政府|办事处|委员会|局|厅|办公室)$/, "")].filter((name) => name.length >= 2);
	let plain = flatten(text).replaceAll(BOILERPLATE, "");
	for (const name of names) plain = plain.replaceAll(name, "");
	return plain.replaceAll(/[\d,.%〇零一二两三四五六七八九十百千]+/g, "").replaceAll(/[^\u4e00-\u9fa5a-z]/gi, "");
}
