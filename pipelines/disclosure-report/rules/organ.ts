/** What kind of organ a name is, as far as the name tells. */
export type OrganKind = "government" | "township" | "street" | "department" | "unknown";

/** Administrative level, as far as name and roster tell. */
export type OrganLevel = "central" | "province" | "city" | "county" | "township" | "unknown";

/** An organ by its name. */
export interface Organ {
	readonly kind: OrganKind;
	readonly level: OrganLevel;
	/** The place that it bears in its name, such as 临桑县; empty where it bears none. */
	readonly place: string;
}

const LEVELS: readonly string[] = ["central", "province", "city", "county", "township"];

/**
 * Tells an organ's kind and level from its name; `level` of the roster goes first. X市 alone may be
 * a city or a county-level city, so its level is unknown without the roster.
 */
export function organOf(name: string, level?: string): Organ {
	const kind = kindOf(name);
	const place = /^([\u4e00-\u9fa5]{1,20}?(?:省|自治区|自治州|地区|盟|市|县|区|旗|镇|乡|街道|苏木))/.exec(name)?.[1] ?? "";
	if (level !== undefined && LEVELS.includes(level)) return { kind, level: level as OrganLevel, place };
	return { kind, level: levelOf(name, kind), place };
}

function kindOf(name: string): OrganKind {
	if (/(?:镇|乡|苏木)(?:人民)?政府$|(?:镇|乡)$/.test(name)) return "township";
	if (/街道(?:办事处)?$|办事处$/.test(name)) return "street";
	if (/(?:省|市|县|区|州|旗|盟)(?:人民政府|行政公署|行署)$|管委会$|管理委员会$/.test(name)) return "government";
	if (/[局厅委办室部院]$|委员会$|总队$|支队$|中心$|海关$/.test(name)) return "department";
	return "unknown";
}

function levelOf(name: string, kind: OrganKind): OrganLevel {
	if (kind === "township" || kind === "street") return "township";
	if (/^(?:国家|国务院|中华人民共和国)(?!税务总局.{2,}[省市县区旗])/.test(name)) return "central";
	// The innermost place decides: 淮安市洪泽区 is a district.
	const head = name.replace(/(?:人民政府.*|[\u4e00-\u9fa5]{2,10}(?:局|厅|委员会|委|办公?室))$/, "");
	if (/(?:县|区|旗)$/.test(head) && !/(?:自治区|新区|开发区|综合实验区|高新区|园区)$/.test(head)) return "county";
	if (/(?:省|自治区)$/.test(head)) return "province";
	if (/(?:自治州|盟)$/.test(head)) return "city";
	return "unknown";
}

/** Whether no organ of this kind may make 规章; undefined where its level is not known. */
export function cannotMakeRegulations({ kind, level }: Organ): boolean | undefined {
	if (kind === "township" || kind === "street") return true;
	if (level === "county") return true;
	if (kind === "department" && level !== "central" && level !== "unknown") return true;
	return kind === "government" && (level === "province" || level === "city") ? false : undefined;
}
