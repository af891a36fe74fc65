// How the memory of one night's run grows with the number of references: reports as web pages from
// loopback sites, fetched, archived, read, published, and asked for again the next night.
// GOUJI_REFERENCES sets how many (20,000). Exits with 1 where memory is not flat.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleAsHtml } from "../site/pages.ts";
import { entry } from "../support/command.ts";

const REFERENCES = Number(process.env.GOUJI_REFERENCES ?? 20_000);
const SITES = 4;
const PER_PAGE = 250;
/** From when a tenth of the references was served to the end the main process may grow by so much, however many there are. */
const MAX_GROWTH_MB = 128;

const [name, model] = ["大湾市应急管理局", await sampleAsHtml("bureau-2024-vertical-labels")];
const perSite = Math.ceil(REFERENCES / SITES);
const folder = mkdtempSync(join(tmpdir(), "gouji-memory-"));
let served = 0;
const sites = await Promise.all(Array.from({ length: SITES }, (_, site) => startSite(site)));
writeFileSync(join(folder, "nightly.yaml"), JSON.stringify(configuration()));

console.log(
	`${perSite * SITES} references on ${SITES} sites; one report as a page has ${Math.round(Buffer.byteLength(model) / 1024)} KB\n`,
);
let isFlat = true;
try {
	for (const night of ["first night: all are new", "second night: nothing changed"]) isFlat = (await measure(night)) && isFlat;
} finally {
	for (const { server } of sites) {
		server.closeAllConnections();
		server.close();
	}
	rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isFlat ? 0 : 1;

function configuration(): object {
	return {
		sources: sites.map(({ origin }, i) => ({ id: `site-${i}`, kind: "json", url: `${origin}/list/{n}`, items: "items" })),
		politeness: { delay_seconds: 0, requests_per_host: 1_000_000 },
		limits: { list_pages: 10_000 },
		private_hosts: ["127.0.0.1"],
	};
}

async function startSite(site: number) {
	const title = (i: number) => `${name}第${site}分局${i}科2024年政府信息公开工作年度报告`;
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
			.end(model.replaceAll(name, `${name}第${site}分局${n}科`));
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

/** Runs one night and prints how its memory went; whether it stayed flat. */
async function measure(title: string): Promise<boolean> {
	served = 0;
	const began = performance.now();
	const child = spawn(process.execPath, [entry, "run", "nightly.yaml", "--json"], {
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
	console.log("seconds  served  published  main MB  readers MB");
	const step = Math.max(1, Math.floor(samples.length / 24));
	for (const { seconds, served: count, readings, mainMb, readersMb } of samples.filter(
		(_, i) => i % step === 0 || i === samples.length - 1,
	))
		console.log(
			`${seconds.toFixed(0).padStart(7)}  ${String(count).padStart(6)}  ${String(readings).padStart(9)}  ${mainMb.toFixed(0).padStart(7)}  ${readersMb.toFixed(0).padStart(10)}`,
		);
	const peak = Math.max(...samples.map(({ mainMb }) => mainMb));
	const start = samples.find(({ served: count }) => count >= (perSite * SITES) / 10)?.mainMb ?? 0;
	console.log(`peak ${peak.toFixed(0)} MB; when a tenth was served ${start.toFixed(0)} MB\n`);
	return code === 0 && peak - start <= MAX_GROWTH_MB;
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
