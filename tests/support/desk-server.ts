import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseScheme } from "../../src/output/score/scheme.ts";
import { runReportsIn } from "../../src/review/desk/run-reports.ts";
import type { Access } from "../../src/review/web/guard.ts";
import { mountsOf } from "../../src/review/web/mounts.ts";
import { deskApp, listen } from "../../src/review/web/server.ts";
import { sessionsOf } from "../../src/review/web/sessions.ts";
import type { TestDesk } from "./desk.ts";

/** An answer, with cookies as they are to be sent back. */
export interface Answer {
	readonly status: number;
	readonly text: string;
	readonly bytes: Uint8Array;
	readonly location: string;
	readonly cookie: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What is asked: headers, and a form where it is a POST. */
export interface Asked {
	readonly headers?: Readonly<Record<string, string>>;
	readonly form?: Readonly<Record<string, string>>;
	readonly method?: "OPTIONS";
}

/** A desk's server on a free port of loopback. */
export interface DeskServer {
	readonly port: number;
	readonly told: string[];
	readonly ask: (path: string, asked?: Asked) => Promise<Answer>;
	readonly close: () => void;
}

/** Serves a desk; with login where `local` is undefined, for everybody where no token is given. Pages of documents are not drawn. */
export async function serveTestDesk(
	{ desk, folder }: TestDesk,
	local: Access["local"],
	given: string | Partial<Access> = {},
): Promise<DeskServer> {
	const told: string[] = [];
	const pictures = {
		sizesOf: async () => undefined,
		pageOf: async () => new Uint8Array(),
	};
	let now = Date.parse("2026-01-10T00:00:00.000Z");
	const more = typeof given === "string" ? { token: given } : given;
	const access = { ...more, local, sessions: sessionsOf(desk.users, () => now), isHttps: false, origins: [] };
	const { server } = await listen(
		(port) => {
			const own = { ...access, origins: [`http://127.0.0.1:${port}`] };
			const outputs = {
				scheme: parseScheme(desk.pipeline.scoreScheme, "usual"),
				runs: runReportsIn(join(folder, "output", "runs")),
			};
			const mounts = mountsOf({
				access: own,
				pictures,
				now: () => new Date(now++).toISOString(),
				outputs,
				tell: (message) => told.push(message),
			});
			return deskApp(desk, own, mounts, (message) => told.push(message));
		},
		"127.0.0.1",
		0,
	);
	const { port } = server.address() as AddressInfo;
	return {
		port,
		told,
		ask: (path, asked) => ask(port, path, asked),
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

function ask(port: number, path: string, { headers = {}, form, method }: Asked = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const body = form && new URLSearchParams(form).toString();
		const type = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
		const options = {
			host: "127.0.0.1",
			port,
			path,
			method: method ?? (body === undefined ? "GET" : "POST"),
			headers: { ...type, ...headers },
		};
		const sent = request(options, (answer) => {
			const pieces: Buffer[] = [];
			answer.on("data", (piece: Buffer) => pieces.push(piece));
			answer.on("end", () =>
				resolve({
					status: answer.statusCode ?? 0,
					text: Buffer.concat(pieces).toString("utf8"),
					bytes: new Uint8Array(Buffer.concat(pieces)),
					location: answer.headers.location ?? "",
					cookie: (answer.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; "),
					headers: answer.headers,
				}),
			);
		});
		sent.on("error", reject);
		sent.end(body);
	});
}

/** The token of a page's forms. */
export function csrfOf({ text }: Answer): string {
	return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

/** The fields of the first form that goes to an address. */
export function fieldsOf({ text }: Answer, action: string): Record<string, string> {
	const form = text.split(`action="${action}"`)[1]?.split("</form>")[0] ?? "";
	return Object.fromEntries(
		[...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
	);
}
