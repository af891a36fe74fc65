import { findPeerMatches } from "../../pipelines/disclosure-report/rules/peers.ts";
import { cleanReports } from "../support/clean-reports.ts";
import { checkAll } from "../support/report-facts.ts";

const WORDS = [
	"栏目",
	"更新",
	"审查",
	"培训",
	"答复",
	"检索",
	"专区",
	"解读",
	"群众",
	"企业",
	"窗口",
	"清单",
	"流程",
	"时限",
	"平台",
	"机制",
	"监督",
	"评估",
	"服务",
	"热线",
];

/** A narrative of about six hundred characters; every tenth report copies the one before it. */
function narrative(i: number): string {
	let state = (i % 10 === 9 ? i - 1 : i) + 1;
	const pick = () => {
		state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
		return WORDS[(state >>> 8) % WORDS.length] ?? "";
	};
	return Array.from({ length: 300 }, pick).join("");
}

async function timed<T>(name: string, count: number, work: () => T | Promise<T>): Promise<T> {
	const start = performance.now();
	const result = await work();
	const seconds = (performance.now() - start) / 1000;
	console.log(`${name}: ${count} reports in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`);
	return result;
}

/** The whole catalogue over 1,000 mapped reports, and likeness over 10,000 narratives. */
export async function benchRules(): Promise<void> {
	const reports = cleanReports(1000);
	await timed("every rule", reports.length, () => reports.map((report) => checkAll(report).findings.length));
	const texts = Array.from({ length: 10_000 }, (_, i) => ({ issuer: `第${i}局`, sections: { overview: narrative(i) } }));
	const matches = await timed("likeness", texts.length, () =>
		findPeerMatches(texts.length, (i) => texts[i] ?? { issuer: "", sections: {} }),
	);
	console.log(`copies found: ${matches.filter((found) => found.length > 0).length} of 2000`);
}

if (import.meta.main) await benchRules();
