import type { LookDoubt } from "../collecting/source-account.ts";
import { decoded } from "../text/decoded.ts";
import { reasonWord } from "../text/reason-words.ts";
import type { ATTENTION } from "./run-report.ts";
import type { TroubleLine } from "./webhook.ts";

/** What of a run asks for attention, for supervisors. */
export const LIST_WORDS: Readonly<Record<(typeof ATTENTION)[number], string>> = {
	blocked: "被网站拒绝",
	failed: "失败",
	postponed: "留待下次",
	unread: "已发现，未能读取",
	held: "待认定机关",
	late: "逾期未见",
	unseen: "已到期未发现，来源未看全",
	withdrawn: "来源不再列出",
	needs_review: "待复核",
};

const FAULTS: Readonly<Record<Extract<LookDoubt, { code: "list-not-read" }>["fault"], string>> = {
	"no-links": "页面上没有链接：由脚本生成，或者不是列表",
	frames: "列表在框架里，请改填框架的网址",
	redirect: "页面用脚本转到别处，请改填那个网址",
	"no-part": "页面上没有 within 所指的部分",
	"no-json": "返回的不是 JSON",
	"no-items": "items 所指处没有数组",
	"too-many-links": "链接超过上限",
	"pages-by-script": "后面还有页，由脚本翻页，未看到：请填 page_pattern，或改用浏览器",
};

/** A doubt about a look through a source, in Chinese. */
export function doubtInChinese(doubt: LookDoubt): string {
	switch (doubt.code) {
		case "nothing-found":
			return "这个来源没有找到年报";
		case "fewer-than-usual":
			return `找到${doubt.found}份，平常有${doubt.usual}份`;
		case "pages-not-read":
			return `列表共${doubt.announced}页，读到${doubt.read}页`;
		case "entries-not-read":
			return `列表共${doubt.announced}条，看到${doubt.read}条`;
		case "page-limit":
			return `列表超过${doubt.pages}页，到达上限 limits.list_pages`;
		case "list-not-read":
			return `${doubt.url}：${FAULTS[doubt.fault]}`;
		case "troubles":
			return `${doubt.count}个网址没有返回所要的内容`;
		default:
			return doubt satisfies never;
	}
}

/** A detail that begins with a failure's code, in Chinese with the rest behind it; others as they stand. */
export function detailInChinese(detail: string): string {
	const [, code, rest] = /^([a-z]+(?:-[a-z]+)*): (.*)$/s.exec(detail) ?? [];
	return code === undefined ? detail : `${reasonWord(code)}（${rest}）`;
}

/** A line about something that wants attention, whichever list it is in. */
export function troubleInChinese({
	source,
	issuer,
	year,
	url,
	detail,
	words,
	deadline,
	reason,
	seen_whole,
	like,
}: TroubleLine): string {
	const place = [source, issuer, year, url === undefined ? undefined : shownPlace(url)].filter(Boolean).join(" ");
	const why = [
		detail === undefined ? undefined : (words ?? detailInChinese(detail)),
		detail === undefined && reason !== undefined ? reasonWord(reason) : undefined,
		deadline === undefined ? undefined : `期限${deadline}`,
		seen_whole === false ? "来源未看全" : undefined,
		like === undefined ? undefined : `有${like}的年报，若是同一机关请加为别名`,
	];
	return `${place}：${why.filter(Boolean).join("；")}`;
}

/** An address of the web as it is; of a file on this machine its name alone: where it lies is nobody's business. */
export function shownPlace(url: string): string {
	if (!url.startsWith("file:")) return url;
	return decoded(url.split("/").at(-1) ?? "");
}
