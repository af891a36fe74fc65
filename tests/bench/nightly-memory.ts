// How the memory of one night's run grows with the number of references: reports as web pages from
// loopback sites, fetched, archived, read, published, and asked for again the next night.
// A tenth of them goes first: what every run loads on its way is in both, and only the rest grows with references.
// GOUJI_REFERENCES sets how many (20,000). Exits with 1 where memory is not flat, or a night does not end in the memory it is given.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunReport } from "../../src/nightly/run-report.ts";
import { ATTENTION } from "../../src/nightly/run-report.ts";
import { sampleAsHtml } from "../site/pages.ts";
import { entry } from "../support/command.ts";
import { nightOrgan } from "../support/night-organs.ts";

const REFERENCES = Number(process.env.GOUJI_REFERENCES ?? 20_000);
const SITES = 4;
const PER_PAGE = 250;
/** The main process may take so much more for all references than for a tenth of them, however many there are. */
const MAX_GROWTH_MB = 128;
/** Of objects that outlive a collection; where a machine has much memory, garbage would fill it, and only what is held tells. */
const HELD_MB = 256;

const [name, model] = ["大湾市应急管理局", await sampleAsHtml("bureau-2024-vertical-labels")];
let perSite = 0;
let folder = "";
let served = 0;
const sites = await Promise.all(Array.from({ length: SITES }, (_, site) => startSite(site)));

const NIGHTS = ["first night: all are new", "second night: nothing changed"];
try {
	const few = await nights(Math.ceil(REFERENCES / 10));
	const all = await nights(REFERENCES);
	for (const [i, night] of NIGHTS.entries()) {
		const growth = (all[i] ?? Number.NaN) - (few[i] ?? Number.NaN);
		console.log(`${night}: ${growth.toFixed(0)} MB more at most for ${REFERENCES} references than for a tenth of them`);
		// A night that did not end well has no peak.
		if (!(growth <= MAX_GROWTH_MB)) process.exitCode = 1;
	}
} finally {
	for (const { server } of sites) {
		server.closeAllConnections();
		server.close();
	}
}

/** The main process' peak in each night of an archive of its own, in MB; NaN where the run did not end well. */
async function nights(references: number): Promise<number[]> {
	perSite = Math.ceil(references / SITES);
	folder = mkdtempSync(join(tmpdir(), "gouji-memory-"));
	try {
		writeFileSync(join(folder, "nightly.yaml"), JSON.stringify(configuration()));
		console.log(
			`${perSite * SITES} references on ${SITES} sites; one report as a page has ${Math.round(Buffer.byteLength(model) / 1024)} KB\n`,
		);
		const peaks: number[] = [];
		for (const night of NIGHTS) peaks.push(await measure(night));
		return peaks;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function configuration(): object {
	return {
		sources: sites.map(({ origin }, i) => ({ id: `site-${i}`, kind: "json", url: `${origin}/list/{n}`, items: "items" })),
		politeness: { delay_seconds: 0, requests_per_host: 1_000_000 },
		limits: { list_pages: 10_000 },
		private_hosts: ["127.0.0.1"],
	};
}

async function startSite(site: number) {
	const title = (i: number) => `${nightOrgan(name, site, i)}2024年政府信息公开工作年度报告`;
	const server = createServer((request, response) => {
		const [, kind, number = "0"] = /^\/(list|report)\/(\d+)/.exec(request.url ?? "") ?? [];
		const n = Number(number);
		const etag = `"${site}-${n}"`;
		if (kind === undefined) {
			response.writeHead(404).end();
			return;
		}
		if (kind === "report" && request.headers["if-none-match"] === etag) {
			served++;
			response.writeHead(304, { etag }).end();
			return;
		}
		if (kind === "list") {
			const first = (n - 1) * PER_PAGE;
			const items = Array.from({ length: Math.max(0, Math.min(PER_PAGE, perSite - first)) }, (_, i) => ({
				url: `/report/${first + i}`,
				title: title(first + i),
			}));
			response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items }));
			return;
		}
		served++;
		response
			.writeHead(200, { "content-type": "text/html; charset=utf-8", etag })
			.end(model.replaceAll(name, nightOrgan(name, site, n)));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface Sample {
	readonly seconds: number;
	readonly served: number;
	readonly readings: number;
	readonly mainMb: number;
	readonly readersMb: number;
}

/** Runs one night and prints how its memory went. Gives the peak. */
async function measure(title: string): Promise<number> {
	served = 0;
	const began = performance.now();
	const child = spawn(process.execPath, [`--max-old-space-size=${HELD_MB}`, entry, "run", "nightly.yaml", "--json"], {
		cwd: folder,
		stdio: ["ignore", "ignore", "inherit"],
	});
	const ended = new Promise<number>((resolve) => child.on("exit", (code) => resolve(code ?? -1)));
	const samples: Sample[] = [];
	const take = () => {
		const { main, readers } = memoryOf(child.pid ?? 0);
		if (main > 0)
			samples.push({
				seconds: (performance.now() - began) / 1000,
				served,
				readings: publishedCount(),
				mainMb: main / 1024,
				readersMb: readers / 1024,
			});
	};
	const timer = setInterval(take, 1000);
	const code = await ended;
	clearInterval(timer);
	console.log(
		`${title}; ended with code ${code} after ${Math.round((performance.now() - began) / 1000)} s, ${publishedCount()} reports`,
	);
	if (code !== 0) tellAttention();
	console.log("seconds  served  published  main MB  readers MB");
	const step = Math.max(1, Math.floor(samples.length / 24));
	for (const { seconds, served: count, readings, mainMb, readersMb } of samples.filter(
		(_, i) => i % step === 0 || i === samples.length - 1,
	))
		console.log(
			`${seconds.toFixed(0).padStart(7)}  ${String(count).padStart(6)}  ${String(readings).padStart(9)}  ${mainMb.toFixed(0).padStart(7)}  ${readersMb.toFixed(0).padStart(10)}`,
		);
	const peak = Math.max(...samples.map(({ mainMb }) => mainMb));
	console.log(`peak ${peak.toFixed(0)} MB\n`);
	return code === 0 ? peak : Number.NaN;
}

/** Why a night asks for attention, by its own report. */
function tellAttention(): void {
	const runs = join(folder, "output", "runs");
	try {
		const last =
			readdirSync(runs)
				.filter((file) => file.endsWith(".json"))
				.sort()
				.at(-1) ?? "";
		const report = JSON.parse(readFileSync(join(runs, last), "utf8")) as RunReport;
		for (const list of ATTENTION.filter((of) => report[of].length > 0))
			console.log(`  ${list}: ${report[list].length}, such as ${JSON.stringify(report[list][0])}`);
	} catch (error) {
		console.log(`  it left no report: ${String(error)}`);
	}
}

function publishedCount(): number {
	try {
		return readdirSync(join(folder, "output", "data", "reports")).length;
	} catch {
		return 0;
	}
}

/** Resident kilobytes of a process and of its children (Linux only). */
function memoryOf(pid: number): { readonly main: number; readonly readers: number } {
	const resident = (of: number) => {
		try {
			return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${of}/status`, "utf8"))?.[1] ?? 0);
		} catch {
			return 0;
		}
	};
	try {
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
		return { main: resident(pid), readers: children.reduce((total, of) => total + resident(of), 0) };
	} catch {
		return { main: resident(pid), readers: 0 };
	}
}
