import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the site answers to one address. */
export interface Reply {
	readonly status?: number;
	readonly type?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	/** Answers only after this time. */
	readonly delayMs?: number;
	/** Sends bytes until the other side hangs up. */
	readonly isEndless?: boolean;
	/** Promises more bytes than it sends, then hangs up. */
	readonly isCut?: boolean;
	/** Without ETag and 304. */
	readonly isUnmarked?: boolean;
}

/** One request that arrived. */
export interface LoggedRequest {
	/** Milliseconds, from a clock that only goes forward. */
	readonly at: number;
	readonly endedAt: { value: number };
	readonly method: string;
	readonly path: string;
	readonly isConditional: boolean;
	readonly userAgent: string;
	readonly status: { value: number };
}

export type Route = Reply | ((request: IncomingMessage, body: string, count: number) => Reply);

/** A site on loopback that answers as it is told, with a log of what it was asked. */
export interface Site {
	readonly origin: string;
	readonly log: LoggedRequest[];
	/** Replaces what an address (path and query) answers. */
	readonly set: (path: string, route: Route) => void;
	readonly close: () => Promise<void>;
}

/** Starts a site. Addresses that have no route answer 404. */
export async function startSite(routes: Readonly<Record<string, Route>>): Promise<Site> {
	const byPath = new Map(Object.entries(routes));
	const counts = new Map<string, number>();
	const log: LoggedRequest[] = [];
	const server = createServer((request, response) => {
		const path = request.url ?? "/";
		const logged: LoggedRequest = {
			at: performance.now(),
			endedAt: { value: Number.POSITIVE_INFINITY },
			method: request.method ?? "",
			path,
			isConditional: request.headers["if-none-match"] !== undefined || request.headers["if-modified-since"] !== undefined,
			userAgent: request.headers["user-agent"] ?? "",
			status: { value: 0 },
		};
		log.push(logged);
		response.on("close", () => {
			logged.endedAt.value = performance.now();
		});
		const parts: Buffer[] = [];
		request.on("data", (part: Buffer) => parts.push(part));
		request.on("end", () => {
			const route = byPath.get(path) ??
				byPath.get(path.split("?")[0] ?? "") ?? { status: 404, body: "<html>404 Not Found</html>" };
			const count = (counts.get(path) ?? 0) + 1;
			counts.set(path, count);
			const reply = typeof route === "function" ? route(request, Buffer.concat(parts).toString(), count) : route;
			setTimeout(() => answer(request, response, { reply, logged }), reply.delayMs ?? 0).unref();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		log,
		set: (path, route) => byPath.set(path, route),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

function answer(
	request: IncomingMessage,
	response: ServerResponse,
	{ reply, logged }: { readonly reply: Reply; readonly logged: LoggedRequest },
): void {
	const body = typeof reply.body === "string" ? Buffer.from(reply.body) : Buffer.from(reply.body ?? new Uint8Array());
	const status = reply.status ?? 200;
	const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
	const isMarked = status === 200 && !reply.isUnmarked && request.method === "GET";
	if (isMarked && request.headers["if-none-match"] === etag) {
		logged.status.value = 304;
		response.writeHead(304, { etag }).end();
		return;
	}
	logged.status.value = status;
	const length = reply.isEndless ? {} : { "content-length": String(body.length + (reply.isCut ? 1000 : 0)) };
	response.writeHead(status, {
		"content-type": reply.type ?? "text/html; charset=utf-8",
		...length,
		...(isMarked ? { etag } : {}),
		...reply.headers,
	});
	if (reply.isEndless) {
		const send = () => {
			while (!response.destroyed && response.write(Buffer.alloc(65_536, 97))) {}
		};
		response.on("drain", send);
		send();
		return;
	}
	response.write(body, () => {
		if (reply.isCut) response.destroy();
	});
	if (!reply.isCut) response.end();
}
