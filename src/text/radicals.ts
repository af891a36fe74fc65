/** Radicals that PDF writers emit for the characters they look like, beyond what compatibility decomposition folds. */
const SUPPLEMENT: Readonly<Record<string, string>> = {
	"⺁": "厂",
	"⺄": "乙",
	"⺊": "卜",
	"⺌": "小",
	"⺍": "小",
	"⺎": "兀",
	"⺓": "幺",
	"⺝": "月",
	"⺟": "母",
	"⺠": "民",
	"⺩": "王",
	"⺪": "疋",
	"⺬": "示",
	"⺯": "糸",
	"⺱": "网",
	"⺲": "罒",
	"⺴": "网",
	"⺶": "羊",
	"⺷": "羊",
	"⺸": "羊",
	"⺻": "聿",
	"⻁": "虎",
	"⻄": "西",
	"⻅": "见",
	"⻆": "角",
	"⻉": "贝",
	"⻋": "车",
	"⻐": "钅",
	"⻑": "長",
	"⻒": "镸",
	"⻓": "长",
	"⻔": "门",
	"⻖": "阜",
	"⻘": "青",
	"⻙": "韦",
	"⻚": "页",
	"⻛": "风",
	"⻜": "飞",
	"⻝": "食",
	"⻢": "马",
	"⻣": "骨",
	"⻤": "鬼",
	"⻥": "鱼",
	"⻦": "鸟",
	"⻧": "卤",
	"⻨": "麦",
	"⻩": "黄",
	"⻪": "黾",
	"⻬": "齐",
	"⻮": "齿",
	"⻰": "龙",
	"⻳": "龟",
	// Kangxi radicals whose compatibility decomposition is a traditional form.
	"⼾": "户",
	"⾭": "青",
	"⿈": "黄",
};

/**
 * Characters that only look like ideographs (Kangxi radicals, radicals supplement, compatibility
 * ideographs) as the ideographs they stand for, Latin ligatures as letters, half a character as U+FFFD; the rest unchanged.
 */
export function foldRadicals(text: string): string {
	if (!/[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/.test(text)) return text.toWellFormed();
	return [...text.toWellFormed()]
		.map((c) => SUPPLEMENT[c] ?? (/[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/.test(c) ? c.normalize("NFKC") : c))
		.join("");
}
