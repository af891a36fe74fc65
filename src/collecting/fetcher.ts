import { GoujiError, traitsOf } from "../model/errors.ts";
import type { Ledger } from "../storage/ledger.ts";
import type { Attempt, Resource } from "../storage/rows.ts";
import type { CollectingContext, Fetched, FetchRequest } from "./context.ts";
import type { Ending } from "./fetch-ending.ts";
import { emptyResource, headersFor, isHeld, pausedBy } from "./fetch-ending.ts";
import { HostThrottle, isPause } from "./host-throttle.ts";
import { refusal } from "./http/addresses.ts";
import type { Answer, Media, Verdict, Wanted } from "./http/answer.ts";
import { backoffMs, isJudgedByWords, judgeAnswer, retryAfterMs } from "./http/answer.ts";
import { tlsNameOf } from "./http/tls.ts";
import { privateRefusal } from "./private-hosts.ts";
import { isDue } from "./revisit.ts";
import { Robots } from "./robots.ts";
import { unlessUnreadable } from "./site-reader.ts";

/** Asks for addresses politely and keeps what they answer. */
export class Fetcher {
	readonly #tools: CollectingContext;
	readonly #hosts: HostThrottle;
	readonly #robots: Robots;

	constructor(
		tools: CollectingContext,
		{ hosts, robots }: { readonly hosts: HostThrottle; readonly robots: Robots } = politeness(tools),
	) {
		this.#tools = tools;
		this.#hosts = hosts;
		this.#robots = robots;
	}

	/** The same, keeping what it gets in another ledger: that of one task. */
	withLedger(ledger: Ledger): Fetcher {
		return new Fetcher({ ...this.#tools, ledger }, { hosts: this.#hosts, robots: this.#robots });
	}

	/** Fetches an address unless this run has done so before; never throws for what a server does. */
	async fetch(request: FetchRequest): Promise<Fetched> {
		const { ledger, runId, config } = this.#tools;
		// Nothing is kept of it: the address may be another source's, which may well ask for it.
		const barred = privateRefusal(request.url, request.source, config);
		if (barred !== undefined) return { state: "failed", detail: barred };
		const key = request.body === undefined ? request.url : `${request.url}#${request.body}`;
		const known = await ledger.resource(key);
		// By the run's number: a clock that was set tells nothing of it.
		if (known && known.run === runId && known.state !== "failed" && known.state !== "blocked")
			return { state: known.state, detail: known.detail ?? "", resource: known };
		if (known && request.mayWait && (await this.#mayWait(known)))
			return { state: "unchanged", detail: "", resource: known, isKept: true };
		const isLost = known?.sha256 ? !(await isHeld(known.sha256, this.#tools)) : false;
		// What the archive has lost is asked for whole.
		const ending = await this.#follow(request, isLost ? undefined : known);
		return this.#keep(key, known, { ending, isLost });
	}

	/** Whether what is kept of an address will do tonight. */
	async #mayWait(known: Resource): Promise<boolean> {
		const { config, asksAll, now } = this.#tools;
		if (asksAll === true || config.politeness.revisit !== "due" || known.state !== "ok" || known.sha256 === null) return false;
		return !isDue(known, now()) && (await isHeld(known.sha256, this.#tools));
	}

	/** Follows redirects, each hop checked like a first address. */
	async #follow(request: FetchRequest, known: Resource | undefined): Promise<Ending> {
		let url = request.url;
		for (let hop = 0; hop <= this.#tools.config.limits.redirects; hop++) {
			const refused = await this.#refusal(url, request);
			if (refused) return refused;
			const ending = await this.#try({ ...request, url }, known);
			if (ending.kind !== "moved") return ending;
			if (!URL.canParse(ending.location, url)) return { kind: "failed", code: "bad-answer", detail: "a redirect to no address" };
			url = new URL(ending.location, url).href;
		}
		return { kind: "failed", code: "redirects", detail: `more than ${this.#tools.config.limits.redirects} redirects` };
	}

	/** Why an address is not asked: it is not public, or its host's robots.txt forbids it. */
	async #refusal(url: string, { isRobots = false, source }: FetchRequest): Promise<Ending | undefined> {
		const { config } = this.#tools;
		const refused = refusal(new URL(url), config.private_hosts) ?? privateRefusal(url, source, config);
		if (refused) return { kind: "failed", code: "refused-address", detail: refused };
		if (isRobots) return undefined;
		const { state, reason } = await this.#robots.verdict(url, (robots) => this.fetch({ ...robots, source }));
		if (state === "allowed") return undefined;
		return { kind: state, code: state === "forbidden" ? "robots" : state, detail: reason };
	}

	/** Tries one address until it answers or its tries are used up. */
	async #try(request: FetchRequest, known: Resource | undefined): Promise<Ending | { kind: "moved"; location: string }> {
		const { politeness } = this.#tools.config;
		const { host } = new URL(request.url);
		let last: Ending = { kind: "failed", code: "unreachable", detail: "not tried" };
		for (let attempt = 1; attempt <= politeness.tries; attempt++) {
			const taken = await this.#hosts.acquire(host, () => this.#ask(request, known));
			if (isPause(taken)) return attempt > 1 ? last : pausedBy(taken);
			if ("error" in taken) {
				last = { kind: "failed", code: taken.error.code, detail: taken.error.message };
				if (!traitsOf(taken.error.code).isTransient) return last;
				await this.#hosts.delay(host, backoffMs(attempt, politeness.backoff_seconds * 1000, this.#tools.chance()), "unreachable");
				continue;
			}
			const { verdict, answer } = taken;
			if (verdict.kind !== "wait") return await this.#toEnding(verdict, answer, host);
			last = { kind: "failed", code: "busy", detail: verdict.reason, verdict };
			const asked = retryAfterMs(answer.headers, this.#tools.now().getTime());
			const pauseMs = backoffMs(attempt, politeness.backoff_seconds * 1000, this.#tools.chance());
			await this.#hosts.delay(host, Math.max(asked ?? 0, pauseMs), verdict.reason);
		}
		if (last.code === "unreachable") this.#hosts.recordSilence(host);
		return last;
	}

	async #toEnding(
		verdict: Exclude<Verdict, { kind: "wait" }>,
		answer: Answer,
		host: string,
	): Promise<Ending | { kind: "moved"; location: string }> {
		if (verdict.kind === "blocked") {
			await this.#hosts.recordRefusal(host, verdict.reason, verdict.by === "wall");
			return { kind: "blocked", code: "blocked", detail: verdict.reason, verdict };
		}
		await this.#hosts.recordSuccess(host);
		if (verdict.kind === "content") return { kind: "content", answer, media: verdict.media };
		if (verdict.kind === "missing") return { kind: "missing", code: "missing", detail: verdict.reason, verdict };
		if (verdict.kind === "useless") return { kind: "failed", code: "bad-answer", detail: verdict.reason, verdict };
		return verdict;
	}

	/** One request, written into the ledger whatever comes of it. */
	async #ask(
		request: FetchRequest,
		known: Resource | undefined,
	): Promise<{ verdict: Verdict; answer: Answer } | { error: GoujiError }> {
		const { http, ledger, config } = this.#tools;
		const headers = headersFor(request, known);
		const url = new URL(request.url);
		const attempt: Omit<Attempt, "status" | "outcome" | "detail" | "bytes"> = {
			url: request.url,
			at: this.#tools.now().toISOString(),
			method: request.method,
			conditional: headers["if-none-match"] || headers["if-modified-since"] ? 1 : 0,
			tls: tlsNameOf(url, config.tls),
		};
		try {
			const answer = await http.ask({ url: request.url, method: request.method, headers, body: request.body });
			await this.#tools.warc?.write({
				at: new Date(attempt.at),
				method: request.method,
				requestHeaders: { "user-agent": config.user_agent, ...headers },
				requestBody: request.body ?? "",
				answer,
			});
			const verdict = await this.#judge(answer, request.wants);
			const detail = "reason" in verdict ? verdict.reason : "";
			await ledger.attempt({ ...attempt, status: answer.status, outcome: verdict.kind, detail, bytes: answer.body.length });
			return { verdict, answer };
		} catch (error) {
			if (!(error instanceof GoujiError) || !isOfOtherSide(error)) throw error;
			await ledger.attempt({ ...attempt, status: null, outcome: error.code, detail: error.message, bytes: 0 });
			return { error };
		}
	}

	/** What a page says in words is read where it can be stopped; what cannot be read so is no use. */
	async #judge(answer: Answer, wants: Wanted): Promise<Verdict> {
		const { readSite, pipeline } = this.#tools;
		if (!isJudgedByWords(answer)) return judgeAnswer(answer, wants, pipeline.sources.signs);
		const read = await unlessUnreadable(readSite({ kind: "judge", address: answer.url, run: this.#tools.runId, answer, wants }));
		return "error" in read ? { kind: "useless", why: "unreadable", reason: read.error.message } : read.value;
	}

	/** Bytes go into the archive before the ledger names them: a ledger never points to nothing. */
	async #keep(
		key: string,
		known: Resource | undefined,
		{ ending, isLost }: { readonly ending: Ending; readonly isLost: boolean },
	): Promise<Fetched> {
		const now = this.#tools.now().toISOString();
		const run = this.#tools.runId;
		const before: Resource = known ?? emptyResource(key, now);
		if (ending.kind === "postponed") return { state: "postponed", detail: ending.detail, resource: known };
		if (ending.kind === "content") {
			const { answer, media } = ending;
			const sha256 = await this.#keepBytes(before, { answer, media, isLost });
			const resource: Resource = {
				url: key,
				etag: answer.headers.etag ?? null,
				last_modified: answer.headers["last-modified"] ?? null,
				content_type: answer.headers["content-type"] ?? null,
				media,
				sha256,
				final_url: answer.url,
				tls: tlsNameOf(new URL(answer.url), this.#tools.config.tls),
				state: "ok",
				code: null,
				detail: null,
				first_seen: before.first_seen ?? now,
				last_seen: now,
				last_attempt: now,
				run,
			};
			await this.#tools.ledger.saveResource(resource);
			return { state: before.sha256 === sha256 ? "unchanged" : "ok", detail: "", resource };
		}
		if (ending.kind === "unchanged") {
			const resource: Resource = { ...before, state: "ok", code: null, detail: null, last_seen: now, last_attempt: now, run };
			await this.#tools.ledger.saveResource(resource);
			return { state: "unchanged", detail: "", resource };
		}
		const { kind, code, detail, verdict } = ending;
		const resource: Resource = { ...before, state: kind, code, detail, last_attempt: now, run };
		await this.#tools.ledger.saveResource(resource);
		return { state: kind, detail, verdict, resource };
	}

	/** The name that an answer's bytes have in the archive. */
	async #keepBytes(
		before: Resource,
		{ answer, media, isLost }: { readonly answer: Answer; readonly media: Media; readonly isLost: boolean },
	): Promise<string> {
		const { archive } = this.#tools;
		if (isLost) return archive.restore(answer.body);
		// A page that only counts its readers anew stays the version that it was.
		const isSame = await this.#isSamePage(before, { answer, media });
		return isSame ? (before.sha256 ?? "") : archive.keep(answer.body);
	}

	async #isSamePage(
		{ sha256, media: was }: Resource,
		{ answer, media }: { readonly answer: Answer; readonly media: Media },
	): Promise<boolean> {
		if (sha256 === null || media !== "html" || was !== "html") return false;
		const before = await this.#tools.archive.bytesOf(sha256);
		const page = { bytes: answer.body, contentType: answer.headers["content-type"] ?? "" };
		const read = await unlessUnreadable(
			this.#tools.readSite({ kind: "same", address: answer.url, run: this.#tools.runId, page, before }),
		);
		return "value" in read && read.value;
	}
}

/** Whether a request came to this by what the other side is or sends; anything else is a fault of ours. */
function isOfOtherSide({ code }: GoujiError): boolean {
	const { fault } = traitsOf(code);
	return fault === "site" || fault === "document";
}

function politeness(tools: CollectingContext): { readonly hosts: HostThrottle; readonly robots: Robots } {
	const hosts = new HostThrottle(tools);
	return { hosts, robots: new Robots(tools, hosts) };
}
