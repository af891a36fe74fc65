// Reads mutated lists, articles and Word documents in the processes that a run reads them in, and counts what becomes of them.
//   node tests/fuzz/fuzz-sites.ts 1000 1        1,000 of each kind, from seed 1
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SiteTask } from "../../src/collecting/site-reader.ts";
import type { Source } from "../../src/collecting/sources/source-kinds.ts";
import { READER_LIMITS } from "../../src/mapping/isolated/reader-limits.ts";
import { ReaderPool } from "../../src/mapping/isolated/reader-pool.ts";
import { SITE_LIMITS, SiteReaders } from "../../src/mapping/isolated/site-readers.ts";
import { ERROR_CODES, GoujiError } from "../../src/model/errors.ts";
import { listPage, sampleAsHtml } from "../site/pages.ts";
import { sampleAsWord } from "../site/word.ts";
import { entry } from "../support/command.ts";
import { mutateMarkup, mutateWord } from "./mutate-markup.ts";

/** What became of mutated pages and documents. */
export interface SiteFuzz {
	/** By kind, `read` or an error's code, each with its count. */
	readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>;
	/** What had no known outcome, or crashed its reader. */
	readonly crashes: readonly string[];
	/** Errors of harmless mutations that the report itself does not have. */
	readonly accusations: readonly string[];
}

const SAMPLE = "bureau-2021-ruled";
const URL_OF_LIST = "https://www.example.gov.cn/list/index.html";
const SOURCES: readonly Source[] = [
	{ id: "list", kind: "list", url: URL_OF_LIST, first_page: 1 },
	{ id: "jcms", kind: "jcms", url: URL_OF_LIST, unit: "", per_page: 45, method: "get" },
	{ id: "json", kind: "json", url: URL_OF_LIST, first_page: 1, items: "data.list", link: "url", title: "title" },
];
const TITLE = "青石市教育局2023年政府信息公开工作年度报告";
const LISTS = [
	listPage(Array.from({ length: 30 }, (_, i) => [`/a${i}.html`, TITLE] as const)),
	`<datastore><totalrecord>30</totalrecord>${`<record><![CDATA[<a href="/a.html">${TITLE}</a>]]></record>`.repeat(30)}</datastore>`,
	JSON.stringify({ data: { list: Array.from({ length: 30 }, () => ({ url: "/a.html", title: TITLE })) } }),
];

interface Verdicts {
	readonly findings: readonly { readonly rule: string; readonly severity: string; readonly verdict: string }[];
}

/** Reads `count` mutations of each kind; the same for the same seed. */
export async function fuzzSites(count: number, seed: number, { timeoutMs = 15_000 } = {}): Promise<SiteFuzz> {
	const folder = mkdtempSync(join(tmpdir(), "gouji-fuzz-"));
	const sites = new SiteReaders(entry, { ...SITE_LIMITS, timeoutMs });
	const pool = new ReaderPool(entry, { ...READER_LIMITS, timeoutMs });
	const outcomes: Record<string, Record<string, number>> = {};
	const crashes: string[] = [];
	const note = async (kind: string, name: string, reading: Promise<unknown>) => {
		const error: unknown = await reading.then(
			() => undefined,
			(thrown: unknown) => thrown,
		);
		const code = error === undefined ? "read" : error instanceof GoujiError ? error.code : "no outcome";
		outcomes[kind] ??= {};
		outcomes[kind][code] = (outcomes[kind][code] ?? 0) + 1;
		if (code === "reader-crashed" || (code !== "read" && !ERROR_CODES.some((known) => known === code)))
			crashes.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	};
	const article = await sampleAsHtml(SAMPLE);
	const word = await sampleAsWord(SAMPLE);
	const readAs = async (bytes: Uint8Array | string, media: "html" | "docx", name: string): Promise<Verdicts> => {
		const path = join(folder, name);
		writeFileSync(path, bytes);
		try {
			return JSON.parse(await pool.read(path, "report", { media })) as Verdicts;
		} finally {
			rmSync(path);
		}
	};
	const own = new Set(errorsOf(await readAs(article, "html", "own.html")));
	const accusations: string[] = [];
	const one = async (i: number) => {
		const number = seed * 1_000_003 + i;
		const source = SOURCES[i % SOURCES.length];
		// Each has a host and run of its own: none has its share used up by another.
		const common = { run: i, address: `https://h${i}.example.gov.cn/` };
		const sent = (text: string) => ({ bytes: new TextEncoder().encode(text), contentType: "text/html" });
		if (source) {
			const request = { url: URL_OF_LIST, method: "GET", number: 0 } as const;
			const page = sent(mutateMarkup(LISTS[i % LISTS.length] ?? "", number));
			const task: Extract<SiteTask, { kind: "list" }> = { ...common, kind: "list", page, source, request };
			await note("list", `list ${i}`, sites.read(task));
		}
		await note("article", `article ${i}`, sites.read({ ...common, kind: "article", page: sent(mutateMarkup(article, number)) }));
		await note("docx", `docx ${i}`, readAs(mutateWord(word, number), "docx", `${i}.docx`));
		const harmless = mutateMarkup(article, number, { isHarmless: true });
		const reading = readAs(harmless, "html", `${i}.html`);
		await note("html", `html ${i}`, reading);
		const found = await reading.then(errorsOf, () => []);
		for (const rule of found) if (!own.has(rule)) accusations.push(`${i}: ${rule}`);
	};
	try {
		const waiting = Array.from({ length: count }, (_, i) => i);
		const work = async () => {
			for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next);
		};
		await Promise.all(Array.from({ length: READER_LIMITS.processes }, work));
		return { outcomes, crashes, accusations };
	} finally {
		sites.close();
		pool.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

function errorsOf({ findings }: Verdicts): string[] {
	return findings.filter(({ severity, verdict }) => severity === "error" && verdict === "broken").map(({ rule }) => rule);
}

if (import.meta.main) {
	const [count = 100, seed = 1] = process.argv.slice(2).map(Number);
	const { outcomes, crashes, accusations } = await fuzzSites(count, seed);
	for (const [kind, codes] of Object.entries(outcomes)) console.log(`${kind}: ${JSON.stringify(codes)}`);
	for (const crash of crashes) console.log(`crash: ${crash}`);
	for (const accusation of accusations) console.log(`accusation: ${accusation}`);
	process.exitCode = crashes.length + accusations.length > 0 ? 1 : 0;
}
