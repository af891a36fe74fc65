import { decodeText } from "./decode.ts";
import { takeOut } from "./page-parts.ts";

/** Counts of readers, and the day and hour on which a page is shown: other each time, and no change of the page; white space is one blank. */
const VOLATILE =
	/(?:浏览|阅读|点击|访问|查看|下载)(?:次数|人数|总数|量|数)? ?[:：]? ?[（([]? ?\d[\d,]{0,11} ?(?:次|人次|人)?|(?:今天是|当前时间|现在是) ?[:：]?[\d年月日:： -]{4,40}(?:星期[一二三四五六日])?/g;

/** Parameters that sites add by chance or by visitor. */
const CHANCE = /^(?:rnd|rand|random|nocache|jsessionid|phpsessid|aspsessionid\w*|sessionid|sid|_)$/i;
/** Parameters that may mean something, where their value is a moment in milliseconds or a fraction by chance. */
const MOMENT = /^(?:t|ts|r|v|time|timestamp)$/i;

/** An address without what a site adds for each visit: session ids, moments, numbers by chance. */
export function withoutVisit(address: string): string {
	const url = new URL(address);
	url.pathname = url.pathname.replace(/;jsessionid=[\w.!-]{1,200}/gi, "");
	for (const [key, value] of [...url.searchParams])
		if (CHANCE.test(key) || (MOMENT.test(key) && /^(?:0\.\d{3,20}|1\d{12})$/.test(value))) url.searchParams.delete(key, value);
	return url.href;
}

/** Whether two answers show the same page: the same words and links, whatever their scripts, comments and counters are. */
export function isSamePage(one: Uint8Array, other: Uint8Array, contentType: string): boolean {
	return steadyText(decodeText(one, contentType)) === steadyText(decodeText(other, contentType));
}

function steadyText(page: string): string {
	const { kept: markup, taken: script } = takeOut(takeOut(page, "<!--", "-->").kept, "<script", "</script");
	// Scripts differ with every visit; files that they show, and how many pages a list has, are the page's own.
	const told =
		script.match(/["'][^"'\s<>]{1,500}\.(?:pdf|docx?|ofd)["']|createPageHTML\([^()]{1,200}\)|queryData[^<>]{0,500}/gi) ?? [];
	const addresses = [...markup.matchAll(/\s(?:href|src|data)\s*=\s*["']?([^"'\s<>]{1,2000})/gi)].map(([, address = ""]) => {
		return URL.canParse(address)
			? withoutVisit(address)
			: address.replace(/;jsessionid=[\w.!-]{1,200}|[?&](?:rnd|random|_|t)=[\d.]{1,40}/gi, "");
	});
	const words = markup
		.replaceAll(/<[^<>]*>?/g, " ")
		.replaceAll(/\s+/g, " ")
		.replaceAll(VOLATILE, "");
	return JSON.stringify([words, addresses, told]);
}
