import type { Browser, BrowserContext, Route } from "playwright-core";
import { GoujiError } from "../../model/errors.ts";

/** What a request of a page was answered with; undefined where it is not answered. */
export interface BrowserAnswer {
	readonly status: number;
	readonly contentType: string;
	readonly body: Uint8Array;
}

/** Answers a request that a page makes: whoever gives it asks robots.txt, keeps pauses, and refuses what may not be asked. */
export type AnswerRequest = (request: {
	readonly url: string;
	readonly method: "GET" | "POST";
	readonly body?: string;
	readonly headers: Readonly<Record<string, string>>;
}) => Promise<BrowserAnswer | undefined>;

/** A page after its scripts have run. */
export interface RenderedPage {
	readonly markup: string;
	/** Addresses that it asked for beyond the requests that it may make. */
	readonly beyond: readonly string[];
}

/** Shows pages that scripts fill. `close` it. */
export interface PageBrowser {
	/** A page after its scripts have run. Throws GoujiError timeout, unreadable or bad-config. */
	readonly render: (url: string, answer: AnswerRequest) => Promise<RenderedPage>;
	readonly close: () => Promise<void>;
}

/** How a browser is started, and what one page may take. */
export interface BrowserSettings {
	/** Chromium's program. */
	readonly program: string;
	readonly userAgent: string;
	readonly timeoutMs: number;
	/** Requests that one page makes at most. */
	readonly requests: number;
}

/** Of a page that is shown. */
const MAX_CHARACTERS = 8_000_000;
/** Addresses beyond the bound of requests that are named. */
const MAX_BEYOND = 5;
/** What a list of links needs; pictures, fonts and style are not asked for. */
const NEEDED: ReadonlySet<string> = new Set(["document", "script", "xhr", "fetch"]);

/**
 * A browser that never speaks to the network itself: every request of its pages is answered by whoever shows them, and any
 * other way out leads nowhere. It is started for the first page.
 */
export function openBrowser(settings: BrowserSettings): PageBrowser {
	let started: Promise<Browser> | undefined;
	// One page at a time: their requests wait for the same pauses.
	let last: Promise<unknown> = Promise.resolve();
	return {
		render: (url, answer) => {
			started ??= start(settings);
			const shown = last.then(async () => {
				const context = await (await started)?.newContext({
					userAgent: settings.userAgent,
					serviceWorkers: "block",
					acceptDownloads: false,
					locale: "zh-CN",
				});
				if (context === undefined) throw new Error("The browser is not there");
				try {
					return await show(context, { url, answer, settings });
				} finally {
					await context.close();
				}
			});
			last = shown.catch(() => undefined);
			return shown;
		},
		close: async () => {
			const browser = await started?.catch(() => undefined);
			await browser?.close();
		},
	};
}

async function start({ program }: BrowserSettings): Promise<Browser> {
	const { chromium } = await import("playwright-core").catch((cause: unknown) => {
		throw new GoujiError("bad-config", "browser: the package playwright-core is not installed", {
			hint: "Install it beside gouji (npm install playwright-core), or leave `browser` out.",
			cause,
		});
	});
	return chromium
		.launch({
			executablePath: program,
			// Chromium's own sandbox cannot be had by root.
			chromiumSandbox: process.getuid?.() !== 0,
			args: [
				"--host-resolver-rules=MAP * ~NOTFOUND",
				"--proxy-server=http://127.0.0.1:9",
				"--proxy-bypass-list=<-loopback>",
				"--disable-background-networking",
				"--webrtc-ip-handling-policy=disable_non_proxied_udp",
			],
			env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" },
		})
		.catch((cause: unknown) => {
			throw new GoujiError("bad-config", `browser: ${program} does not start`, {
				hint: "Name the program of an installed Chromium, or leave `browser` out.",
				cause,
			});
		});
}

interface Shown {
	readonly url: string;
	readonly answer: AnswerRequest;
	readonly settings: BrowserSettings;
}

async function show(context: BrowserContext, { url, answer, settings }: Shown): Promise<RenderedPage> {
	const page = await context.newPage();
	let asked = 0;
	const beyond: string[] = [];
	await page.routeWebSocket(/.*/, (socket) => socket.close());
	await context.route("**/*", async (route) => {
		const isNeeded = NEEDED.has(route.request().resourceType());
		if (isNeeded && asked++ < settings.requests) return answered(route, answer);
		if (isNeeded && beyond.length < MAX_BEYOND) beyond.push(route.request().url());
		return route.abort("blockedbyclient");
	});
	const shown = await page.goto(url, { waitUntil: "networkidle", timeout: settings.timeoutMs }).catch((cause: unknown) => {
		throw new GoujiError("timeout", `${url} was not shown within ${settings.timeoutMs / 1000} s`, {
			hint: "Open the link; give the address that its script asks as a source of kind json.",
			cause,
		});
	});
	const markup = await page.content();
	if (shown !== null && markup.length <= MAX_CHARACTERS) return { markup, beyond };
	throw new GoujiError("unreadable", `${url} shows nothing that can be read`, { hint: "Open the link." });
}

async function answered(route: Route, answer: AnswerRequest): Promise<void> {
	const request = route.request();
	const method = request.method();
	if (method !== "GET" && method !== "POST") return route.abort("blockedbyclient");
	const body = request.postData();
	const { accept, "content-type": type, "x-requested-with": by } = request.headers();
	const headers = Object.fromEntries(
		Object.entries({ accept, "content-type": type, "x-requested-with": by }).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, value]],
		),
	);
	const given = await answer({ url: request.url(), method, headers, ...(body === null ? {} : { body }) });
	if (given === undefined) return route.abort("failed");
	return route.fulfill({ status: given.status, contentType: given.contentType, body: Buffer.from(given.body) });
}
