import { userInfo } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { READER_LIMITS } from "../mapping/isolated/reader-limits.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { ScoreScheme } from "../output/score/scheme.ts";
import { parseScheme } from "../output/score/scheme.ts";
import { parseCallers } from "../review/api/callers.ts";
import type { Desk } from "../review/desk/desk.ts";
import { openDesk } from "../review/desk/desk.ts";
import { picturesOf } from "../review/desk/pictures.ts";
import { rosterFacts } from "../review/desk/roster.ts";
import { runReportsIn } from "../review/desk/run-reports.ts";
import type { Access } from "../review/web/guard.ts";
import { mountsOf } from "../review/web/mounts.ts";
import { deskApp, listen } from "../review/web/server.ts";
import { localToken, sessionsOf } from "../review/web/sessions.ts";
import { readText } from "../storage/files.ts";
import { officeClock } from "../text/day.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { openPool } from "./open-pool.ts";
import type { ReviewSource } from "./review-source.ts";
import { reviewSource } from "./review-source.ts";
import { addUser } from "./review-users.ts";

/** Options of `gouji review`. */
export interface ReviewOptions {
	readonly output: string;
	readonly state?: string;
	readonly host: string;
	readonly port: number;
	readonly origin?: string;
	readonly name?: string;
	readonly addUser?: string;
	readonly role: string;
	/** File with tokens for programs that read the API. */
	readonly apiTokens?: string;
	/** Origins, with commas between, whose pages may read the API. */
	readonly cors?: string;
	/** A scoring file; the pipeline's own where left out. */
	readonly scores?: string;
}

/** Scheme, name and port. */
const ORIGIN = /^https?:\/\/[^/?#]+\/?$/;

/** How often the folder of reports is looked at for what a run changed. */
const LOOK_MS = 15_000;

/** Serves the review application until it is stopped. Returns the exit code. */
export async function review(config: string | undefined, options: ReviewOptions, environment: Environment): Promise<number> {
	checkOptions(options);
	const source = await reviewSource(config, options, environment);
	const clock = officeClock(source.timeZone);
	const desk = openDesk({
		reports: join(source.output, "data", "reports"),
		account: join(source.output, "data", "owed.json"),
		index: join(source.output, "review", "index.sqlite"),
		state: join(source.state, "review.sqlite"),
		documents: source.documents,
		pipeline: environment.pipeline,
		roster: rosterFacts(source, environment.pipeline, { clock, now: () => new Date().toISOString() }),
		clock,
		now: () => new Date().toISOString(),
		office: source.office,
		paper: source.paper,
		tell: environment.log.error,
	});
	try {
		if (options.addUser !== undefined) return await addUser(desk.users, options.addUser, options.role, environment);
		return await serveDesk(desk, source, options, environment);
	} finally {
		desk.close();
	}
}

async function serveDesk(desk: Desk, source: ReviewSource, options: ReviewOptions, environment: Environment): Promise<number> {
	const access = { ...accessOf(desk, options), ...(await callersOf(options)) };
	const stop = new AbortController();
	const onSignal = () => stop.abort();
	process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
	const pool = openPool(environment, { ...READER_LIMITS, timeoutMs: 30_000, processes: 2 });
	try {
		await source.documents.load();
		await desk.refresh();
		const tell = (message: string) => environment.log.error(message);
		const outputs = { scheme: await schemeAt(options.scores, environment), runs: runReportsIn(join(source.output, "runs")) };
		const pictures = picturesOf(desk.documents, pool, join(source.output, "review", "pages"));
		const { server, port } = await listen(
			(port) =>
				deskApp(
					desk,
					options.origin === undefined ? { ...access, origins: loopbackOrigins(port) } : access,
					mountsOf({ access, pictures, now: () => new Date().toISOString(), outputs, tell }),
					tell,
				),
			options.host,
			options.port,
		);
		const { reports } = desk.index.one<{ reports: number }>("select count(*) as reports from report") ?? { reports: 0 };
		if (reports === 0) environment.log.warn("No reports are there yet; gouji run publishes them, and the desk takes them in.");
		environment.out(
			`${reports} reports of ${relative(process.cwd(), source.output) || "."}\n${options.origin ?? loopbackOrigins(port)[0]}/${access.token === undefined ? "" : `?token=${access.token}`}\n`,
		);
		const checked = tellBroken(desk, tell);
		await refreshUntil(stop.signal, desk, { source, tell });
		await checked;
		server.close();
		if ("closeAllConnections" in server) server.closeAllConnections();
		return EXIT.ok;
	} finally {
		process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
		pool.close();
	}
}

/** Who may come in, and from where. */
function accessOf(desk: Desk, options: ReviewOptions): Access {
	const needsLogin = options.origin !== undefined || !isLoopback(options.host);
	if (needsLogin && desk.users.list().every(({ disabled }) => disabled === 1))
		throw new GoujiError("bad-config", "Nobody may sign in yet", { hint: "Add somebody with gouji review --add-user NAME." });
	return {
		origins: options.origin === undefined ? loopbackOrigins(options.port) : [new URL(options.origin).origin],
		token: needsLogin ? undefined : localToken(),
		local: needsLogin ? undefined : { name: options.name ?? userInfo().username, role: "admin" },
		sessions: sessionsOf(desk.users),
		isHttps: options.origin?.startsWith("https:") ?? false,
	};
}

/** Who may read the API beside people, and from which pages. */
async function callersOf({ apiTokens, cors }: ReviewOptions): Promise<Pick<Access, "callers" | "readers">> {
	const readers = cors?.split(",").map((origin) => origin.trim().replace(/\/$/, "")) ?? [];
	const wrong = readers.find((origin) => !ORIGIN.test(origin));
	if (wrong !== undefined)
		throw new GoujiError("bad-arguments", `${wrong} is no origin`, {
			hint: "Give --cors scheme and name, such as https://site.example.",
		});
	if (apiTokens === undefined && readers.length > 0)
		throw new GoujiError("bad-arguments", "--cors lets nobody in without tokens", { hint: "Give --api-tokens too." });
	return { readers, callers: apiTokens === undefined ? [] : parseCallers(await readText(apiTokens), apiTokens) };
}

/** Takes in what runs publish, again and again until it is stopped. */
async function refreshUntil(
	stop: AbortSignal,
	desk: Desk,
	{ source, tell }: { readonly source: ReviewSource; readonly tell: (message: string) => void },
): Promise<void> {
	while (!stop.aborted) {
		await pause(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
		if (stop.aborted) break;
		await source.documents.load();
		await desk.refresh().catch((error: unknown) => tell(toErrorRecord(error).message));
	}
}

/** Checks the seals over all that the desk keeps, once after the start. */
async function tellBroken({ record }: Desk, tell: (message: string) => void): Promise<void> {
	try {
		const { broken } = await record.check(new Date().toISOString());
		if (broken.length > 0) tell(`Lines of the desk's record were changed or are gone: ${broken.slice(0, 20).join(", ")}`);
	} catch (error) {
		tell(toErrorRecord(error).message);
	}
}

async function schemeAt(path: string | undefined, { pipeline }: Environment): Promise<ScoreScheme> {
	return path === undefined ? parseScheme(pipeline.scoreScheme, "usual") : parseScheme(await readText(path), path);
}

function checkOptions({ host, port, origin }: ReviewOptions): void {
	const wrong = (message: string, hint: string) => new GoujiError("bad-arguments", message, { hint });
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrong("The port is no port", "Give a number up to 65535.");
	if (origin !== undefined && !ORIGIN.test(origin))
		throw wrong(`${origin} is no origin`, "Give scheme, name and port only, such as https://desk.example.");
	if (!isLoopback(host) && origin === undefined)
		throw wrong(`${host} can be reached by others`, "Name with --origin what they type to reach it; see docs/review.md.");
}

function isLoopback(host: string): boolean {
	return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function loopbackOrigins(port: number): string[] {
	return ["127.0.0.1", "localhost", "[::1]"].map((name) => `http://${name}${port === 80 ? "" : `:${port}`}`);
}
