import type { Issuer } from "../../src/collecting/sources/config.ts";

/** One document of the panel, and when and where it was published. */
export interface PanelCase {
	readonly issuer: string;
	readonly year: number;
	readonly seed: number;
	/** About so many requests. */
	readonly scale: number;
	/** Address below the site's; the same organ's reports stand at different ones. */
	readonly path: string;
	readonly signed: string;
	/** Day that the page states; none for pages without. */
	readonly pageDate?: string;
	readonly figures?: Readonly<Record<string, number | null>>;
	/** What cells print instead of the plain figure. */
	readonly printed?: Readonly<Record<string, string>>;
	readonly labels?: Readonly<Record<string, string>>;
	readonly overview?: string;
	/** Paths of figures whose reading is in doubt. */
	readonly doubtful?: readonly string[];
}

const organ = (name: string, code: string, more: Partial<Issuer> = {}): Issuer => ({
	name,
	aliases: [],
	code,
	complete: false,
	...more,
});
const city = "甲城市人民政府";

/** Invented organs under codes that no place has. */
export const PANEL_ROSTER: readonly Issuer[] = [
	organ(city, "990100", { level: "city" }),
	organ("乙城市人民政府", "990200", { level: "city" }),
	organ("甲城市市场监督管理局", "990100", { aliases: ["甲城市工商行政管理局"], parent: city }),
	...["教育局", "水务局", "民政局", "司法局"].map((name) => organ(`甲城市${name}`, "990100", { parent: city })),
	organ("乙城市教育局", "990200", { parent: "乙城市人民政府" }),
	organ("城东区人民政府", "990102", { level: "county", parent: city }),
	organ("城东区财政局", "990102", { parent: "城东区人民政府" }),
	organ("柳河镇人民政府", "990102", { level: "township", parent: "城东区人民政府" }),
];

/** Years that the organs owe. */
export const PANEL_YEARS = { from: 2022, today: "2025-06-01" } as const;

const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function yearly(issuer: string, key: string, [from, to]: readonly [number, number], scale: number): PanelCase[] {
	return years(from, to).map((year) => ({
		...{ issuer, year, scale, seed: [...key].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), year) % 100_000 },
		...{ path: `${key}/${year}.html`, signed: `${year + 1}-01-18`, pageDate: `${year + 1}-01-20` },
	}));
}

const one = (issuer: string, key: string, year: number, more: Partial<PanelCase> = {}): PanelCase => {
	const [first] = yearly(issuer, key, [year, year], 40);
	if (!first) throw new Error("no year");
	return { ...first, ...more };
};

const GATHERED = "本报告由全市各部门、各镇街道的年度报告汇总编制。";

/** Renamed organs, revised and mirrored reports, namesakes, mixed units, one late, one in doubt, one that contradicts itself. */
export const PANEL: readonly PanelCase[] = [
	...yearly(city, "gov", [2019, 2024], 900).map((report) => ({
		...report,
		overview: GATHERED,
		pageDate: `${report.year + 1}-03-20`,
	})),
	...yearly("乙城市人民政府", "yi", [2021, 2021], 700),
	one("乙城市人民政府", "yi", 2023, { scale: 700, pageDate: "2024-04-09" }),
	one("乙城市人民政府", "yi", 2024, { scale: 700 }),
	...yearly("甲城市工商行政管理局", "scj", [2019, 2020], 60),
	...yearly("甲城市市场监督管理局", "scj", [2021, 2024], 60),
	one("甲城市教育局", "edu", 2022, { scale: 100 }),
	one("甲城市教育局", "edu", 2022, {
		scale: 110,
		seed: 7,
		path: "edu/2022-gz.html",
		signed: "2023-03-05",
		pageDate: "2023-03-06",
	}),
	one("甲城市教育局", "edu", 2023, { scale: 90 }),
	one("甲城市教育局", "edu", 2023, { scale: 90, path: "mirror/edu-2023.html", pageDate: "2024-02-02" }),
	one("甲城市教育局", "edu", 2024, { scale: 90 }),
	one("甲城市水务局", "water", 2020, { printed: { "proactive.procurement.amount": "25.1万元" } }),
	one("甲城市民政局", "civil", 2020, { printed: { "proactive.procurement.amount": "251000元" } }),
	one("甲城市司法局", "law", 2020, { printed: { "proactive.procurement.amount": "1.2亿元" } }),
	one("甲城市水务局", "water", 2022, {
		figures: { "proactive.fees.amount": 12_500 },
		labels: { "本年收费金额（单位：万元）": "本年收费金额（单位：元）" },
	}),
	one("甲城市民政局", "civil", 2022, { printed: { "proactive.fees.amount": "12500元" } }),
	one("甲城市司法局", "law", 2022, { printed: { "proactive.fees.amount": "1.25万元" } }),
	one("乙城市教育局", "yi-edu", 2023, { figures: { "remedies.review.total": 19 } }),
	one("乙城市教育局", "yi-edu", 2024, {
		figures: { "requests.received.total": 28 },
		doubtful: ["requests.received.total", "requests.granted.total"],
		overview: "全年工作有序开展，新收政府信息公开申请22件，上年结转6件。",
	}),
	...yearly("城东区财政局", "fin-a", [2022, 2023], 30),
	...yearly("财政局", "fin-b", [2022, 2023], 80),
	...yearly("财政局", "fin-c", [2022, 2023], 20),
	...yearly("柳河镇人民政府", "town", [2019, 2024], 3),
];

/** A population table that a reader joins. */
export const POPULATION = "division_code,year,population\n990100,2023,4200000\n990200,2023,2600000\n";
