// Times every view of the review desk over a generated index: `node tests/bench/review.ts [reports] [seconds]`, 300,000
// and 60 when nothing is said; so many seconds three reviewers decide at once, and no decision may be lost. Prints the median and the slowest of several requests to a real server on loopback.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { disclosureReport } from "../../pipelines/index.ts";
import type { DeskReport } from "../../src/review/desk/report.ts";
import { STOP_COUNTING } from "../../src/review/search-index/counts.ts";
import { finishIssuers, putReport, recount } from "../../src/review/search-index/fill.ts";
import { placeAlone } from "../../src/review/search-index/place.ts";
import { repository } from "../support/command.ts";
import { testDesk } from "../support/desk.ts";
import { csrfOf, fieldsOf, serveTestDesk } from "../support/desk-server.ts";
import { fillState, REVIEWERS } from "./desk-state.ts";

const reports = Number(process.argv[2] ?? 300_000);
/** How long three reviewers decide at once, in seconds; 3600 is an hour. */
const SIMULATED_S = Number(process.argv[3] ?? 60);
const YEARS = 12;
const TRIES = 15;
const PLACES = ["青石", "云浦", "石桥", "望海", "临江", "白杨", "竹溪", "南屏", "松风", "大湾"];
const ORGANS = ["教育局", "财政局", "水务局", "民政局", "司法局", "卫生健康局", "应急管理局", "交通运输局", "人民政府", "审计局"];
const LEVELS = ["province", "city", "county", "township", "department"];

const given = await testDesk();
const { desk } = given;
try {
	console.log(`${reports} reports of ${Math.ceil(reports / YEARS)} issuers`);
	const began = performance.now();
	const { name, findings } = await fill();
	console.log(`filled in ${seconds(began)} s: ${findings} findings`);
	const [from, filled] = [performance.now(), fillState(desk, reports)];
	console.log(`a season in ${seconds(from)} s: ${JSON.stringify(filled)}`);
	const server = await serveTestDesk(given, { name: "王芳", role: "admin" });
	const report = `/report/${encodeURIComponent(name)}`;
	const rule = disclosureReport.rules.find(({ id }) => id.startsWith("A04"))?.id ?? "";
	const middle = desk.index.one<{ id: number }>("select id from finding where rank = 1 limit 1 offset ?", [
		Math.floor(reports / 3),
	]);
	const views: Record<string, string> = {
		overview: "/",
		"overview of a year": "/?year=2020",
		"overview of a region": `/?region=${encodeURIComponent("青石1区")}`,
		"findings to do": "/findings?state=todo",
		"findings of a rule, region and year": `/findings?state=todo&rule=${rule}&region=${encodeURIComponent("青石1区")}&year=2020`,
		"findings by name": `/findings?q=${encodeURIComponent("青石教育")}`,
		"findings, deep in the list": `/findings?state=todo&after=1.${middle?.id ?? 0}`,
		"findings of flagged, unverified reports": "/findings?status=needs_review&severity=error",
		reports: "/reports",
		"reports of a year by name": `/reports?year=2020&q=${encodeURIComponent("教育")}`,
		"reports, late, by date": "/reports?flag=late&order=published",
		"reports with a rule broken": `/reports?rule=${rule}&year=2020`,
		"reports by issuer, page 20": "/reports?order=issuer&offset=1000",
		"issuers, two characters": `/issuers?q=${encodeURIComponent("教育")}`,
		"issuers, one character": `/issuers?q=${encodeURIComponent("局")}`,
		"issuers, pinyin initials": "/issuers?q=qsjyj",
		"issuers, words in any order": `/issuers?q=${encodeURIComponent("教育 青石")}`,
		"reports with words in their text": `/reports?text=${encodeURIComponent("主动公开政府信息")}`,
		"findings of one reviewer": `/findings?state=todo&reviewer=${encodeURIComponent("王芳")}`,
		"findings sorted by issuer": `/findings?region=${encodeURIComponent("青石1区")}&year=2020&order=issuer`,
		people: "/people",
		"second look": "/second-look",
		"summary on one page": "/outputs/summary.html?year=2020",
		"what is owed": "/owed",
		"what is owed, a year and level": "/owed?year=2013&level=county",
		"what is owed, one state": "/owed?state=not-found",
		"what is owed, by name": `/owed?q=${encodeURIComponent("教育")}`,
		"what is owed, by a name in full": `/owed?q=${encodeURIComponent("青石教育局")}`,
		"files not read": "/unread",
		"a letter": "/letters/1",
		"letters past their deadline": "/letters?state=overdue",
		"log of one person": `/log?who=${encodeURIComponent("王芳")}`,
		"log of record": "/log/record",
		"second look at all": "/second-look?share=100",
		letters: "/letters",
		"readings to check": "/reading",
		log: "/log",
		"a report": report,
		outputs: "/outputs",
		"API: overview": "/api/overview",
		"API: reports of a year": "/api/reports?year=2020",
		"API: reports by name": `/api/reports?q=${encodeURIComponent("青石教育")}`,
		"API: findings to do": "/api/findings?state=todo",
		"API: reports of a region with a rule broken": `/api/reports?region=${encodeURIComponent("青石1区")}&rule=${rule}`,
		"API: a report": `/api/reports/${encodeURIComponent(name)}`,
	};
	for (const [view, path] of Object.entries(views)) {
		const times: number[] = [];
		const computed: number[] = [];
		let bytes = 0;
		for (let n = 0; n < TRIES; n++) {
			const [from, used] = [performance.now(), process.cpuUsage()];
			const { status, text } = await server.ask(path);
			times.push(performance.now() - from);
			const { user, system } = process.cpuUsage(used);
			computed.push((user + system) / 1000);
			bytes = Buffer.byteLength(text);
			if (status !== 200) throw new Error(`${path} answered ${status}`);
		}
		print(view, times, { bytes, computed });
	}
	const page = await server.ask("/findings?state=todo");
	const decisions: number[] = [];
	for (let n = 0; n < TRIES; n++) {
		const link = /href="(\/report\/[^"]+)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
		const form = fieldsOf(await server.ask(link), "/decide");
		const from = performance.now();
		const { status } = await server.ask("/decide", { form: { ...form, csrf: csrfOf(page), action: "confirm", text: "" } });
		decisions.push(performance.now() - from);
		if (status !== 303) throw new Error(`deciding answered ${status}`);
	}
	print("deciding", decisions, { bytes: 0, computed: [] });
	await simulate(server);
	server.close();
} finally {
	await given.remove();
}

/** Puts generated reports straight into the index; one of them has a file, for the view of a report. */
async function fill(): Promise<{ name: string; findings: number }> {
	const text = await readFile(join(repository, "samples/bureau-2023-inconsistent/expected.json"), "utf8");
	const sample = JSON.parse(text) as DeskReport;
	const rules = disclosureReport.rules.filter(({ severity }) => severity !== "meta");
	const random = randomFrom(7);
	const folder = join(given.folder, "output", "data", "reports");
	await mkdir(folder, { recursive: true });
	let findings = 0;
	desk.index.exec(STOP_COUNTING);
	for (let from = 0; from < reports; from += 5000) {
		desk.index.whole(() => {
			for (let n = from; n < Math.min(reports, from + 5000); n++) {
				const issuer = Math.floor(n / YEARS);
				const region = `${PLACES[issuer % PLACES.length]}${Math.floor(issuer / 100)}区`;
				const found = Array.from({ length: random(9) }, (_, i) => {
					const { id, severity } = rules[Math.min(random(rules.length), random(rules.length))] ??
						rules[0] ?? { id: "A01", severity: "error" };
					return {
						rule: id,
						severity: severity as "error",
						verdict: random(5) === 0 ? ("undetermined" as const) : ("broken" as const),
						message: `表四“行政复议”合计：${random(90)}＋${random(90)}＝${random(180)}，表中为${random(180)}，两者不等。`,
						cells: ["remedies.review.total"],
						cause: random(12) === 0 ? ("reading" as const) : ("report" as const),
						basis: "",
						fingerprint: (n * 16 + i).toString(16).padStart(16, "0"),
					};
				});
				findings += found.length;
				const year = 2014 + (n % YEARS);
				const name = `${region}${ORGANS[issuer % ORGANS.length]}${issuer}`;
				putReport(
					desk.index,
					{
						name: `${n}.json`,
						digest: "",
						stamp: "generated",
						corrections: 0,
						outdated: 0,
						changed: 0,
						isAfterCorrected: false,
						correctedBeside: [],
						carriedFrom: [],
						region,
						level: LEVELS[issuer % LEVELS.length] ?? "",
						organ: name,
						issuerId: name,
						deadline: `${year + 1}-01-31`,
						isLate: random(20) === 0,
						report: {
							...sample,
							year,
							title: `${name}${year}年政府信息公开工作年度报告`,
							issuer: { name },
							published_on: `${year + 1}-01-${10 + random(20)}`,
							source: { ...sample.source, sha256: n.toString(16).padStart(64, "0") },
							findings: found,
							quality: { ...sample.quality, status: random(15) === 0 ? "needs_review" : "verified" },
						},
					},
					() => ({
						fingerprint: "",
						version: 0,
						state: "open",
						figures: "",
						who: "",
						at: "",
						reason: "",
						note: "",
						deadline: "",
					}),
				);
			}
		});
	}
	recount(desk.index);
	placeAlone(desk.index);
	finishIssuers(desk.index, { namesOf: (organ) => [organ], reviewerOf: () => "" });
	shareOut();
	const first = desk.index.all<{ name: string }>(
		"select distinct report.name from finding join report on report.id = finding.report where finding.state = 'open' and cause <> 'reading' order by rank, finding.id limit 60",
	);
	const doubted = desk.index.all<{ name: string }>(
		"select report.name from finding join report on report.id = finding.report where cause = 'reading' order by rank, finding.id limit 20",
	);
	for (const { name } of [...first, ...doubted]) {
		const rows = desk.index.all<{ fingerprint: string; rule: string; message: string }>(
			"select fingerprint, rule, finding.message from finding join report on report.id = finding.report where report.name = ?",
			[name],
		);
		const own = rows.map((row) => ({ ...sample.findings[4], ...row }));
		await writeFile(join(folder, name), JSON.stringify({ ...sample, findings: own }));
	}
	return { name: first[0]?.name ?? "", findings };
}

/** Deals all organs out among three. */
function shareOut(): void {
	const began = performance.now();
	const organs = desk.index.all<{ name: string }>("select name from issuer").map(({ name }) => name);
	for (const [i, who] of REVIEWERS.entries())
		desk.assign(
			organs.filter((_, n) => n % 3 === i),
			who,
		);
	console.log(`dealt out in ${seconds(began)} s`);
}

/** Three reviewers take every next finding of one list for some time; what each was told is kept must be in the log, once. */
async function simulate(server: Awaited<ReturnType<typeof serveTestDesk>>): Promise<void> {
	const until = performance.now() + SIMULATED_S * 1000;
	const rows = desk.index.all<{ fingerprint: string; figures: string }>(
		"select fingerprint, figures from finding where state in ('open', 'reopened') and verdict = 'broken' order by rank, id limit 2000",
	);
	const told = { kept: 0, refused: 0 };
	const random = randomFrom(11);
	const before = desk.decisions.log(undefined, 1_000_000).length;
	const one = async (who: string) => {
		while (performance.now() < until) {
			const row = rows[random(rows.length)];
			if (!row) return;
			const { version } = desk.decisions.standing(row.fingerprint);
			// As between opening a page and pressing a key: others decide meanwhile.
			await server.ask("/findings?state=todo");
			const wish = {
				fingerprint: row.fingerprint,
				expected: version,
				action: "ask" as const,
				text: who,
				figures: row.figures,
				about: "",
			};
			const { ok } = desk.decide(wish, { who, at: new Date().toISOString() });
			if (ok) told.kept++;
			else told.refused++;
		}
	};
	await Promise.all(REVIEWERS.map(one));
	const log = desk.decisions.log(undefined, 1_000_000);
	const lost = before + told.kept - log.length;
	const broken = (await desk.record.check(new Date().toISOString())).broken.length;
	const versions = new Set(log.map(({ fingerprint, version }) => `${fingerprint} ${version}`)).size;
	console.log(
		`three reviewers for ${SIMULATED_S} s: ${told.kept} decisions kept, ${told.refused} refused with what others decided, ${lost} lost, ${log.length - versions} twice, ${broken} broken seals`,
	);
	if (lost !== 0 || broken > 0) throw new Error("an update was lost");
}

/** On a busy machine the processor time tells more than the clock: it counts the request and its answer in one process. */
function print(view: string, times: number[], { bytes, computed }: { bytes: number; computed: number[] }): void {
	const sorted = times.toSorted((a, b) => a - b);
	const [median = 0, most = 0] = [sorted[sorted.length >> 1], sorted.at(-1)];
	const own = computed.toSorted((a, b) => a - b)[computed.length >> 1] ?? 0;
	console.log(
		`${view.padEnd(42)} processor ${own.toFixed(1).padStart(7)} ms, median ${median.toFixed(1).padStart(7)} ms, slowest ${most.toFixed(1).padStart(7)} ms, ${Math.round(bytes / 1024)} KB`,
	);
}

function seconds(from: number): string {
	return ((performance.now() - from) / 1000).toFixed(1);
}

/** A small generator of whole numbers below a bound; the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}
