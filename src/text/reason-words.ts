/** Why a document was not read, for supervisors; codes are those of errors and of the ledger. */
const REASONS: Readonly<Record<string, string>> = {
	"not-a-pdf": "不是PDF文件",
	"empty-file": "空文件",
	"damaged-pdf": "PDF文件损坏，打不开",
	"damaged-docx": "Word文件损坏，打不开",
	"password-needed": "文件有密码",
	"no-pages": "文件没有页面",
	"too-many-pages": "页数超过上限",
	"too-much-text": "文字超过上限",
	"too-large": "文件超过大小上限",
	unreadable: "页面不能读出",
	"unreadable-scan": "扫描件，识别不出文字",
	"not-a-report": "读出的内容不是年度报告",
	timeout: "读取超时",
	"out-of-memory": "读取时内存不足",
	"reader-crashed": "程序读取时出错",
	"no-such-file": "文件已不在",
	unreachable: "网址打不开",
	"refused-address": "网址不允许访问",
	failed: "下载失败",
	missing: "网址已失效",
	blocked: "被网站拒绝",
	forbidden: "网站不许程序访问（robots.txt）",
	postponed: "留待下次下载",
	"not-fetched": "尚未下载",
	unsupported: "文件格式不支持",
	held: "所称机关与来源不符，待认定",
	ok: "已下载，尚未读取",
};

/** The words of a reason; the code itself where there are none. */
export function reasonWord(code: string): string {
	return Object.hasOwn(REASONS, code) ? (REASONS[code] ?? code) : `不能读取（${code}）`;
}
