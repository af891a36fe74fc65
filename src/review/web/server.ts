import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { systemCode } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import { html } from "../../output/documents/html.ts";
import { readableFrom } from "../api/callers.ts";
import type { Desk } from "../desk/desk.ts";
import type { DeskEnv } from "./desk-env.ts";
import type { Access } from "./guard.ts";
import { headers, knowUser, onlyForms, onlyOurForms, onlyOurNames } from "./guard.ts";
import { page } from "./layout.ts";

/** The application that routes are put on; every request has its `user`, and POSTs are checked already. */
export type DeskApp = Hono<DeskEnv>;

/** Puts routes on the application. Answers are pages (layout.ts) or files; what is asked for is named by ids, never by paths. */
export type Mount = (app: DeskApp, desk: Desk) => void;

const MAX_FORM_BYTES = 256 * 1024;

/** The desk's application: guards first, then the routes of `mounts`. `tell` is given what went wrong, for the log. */
export function deskApp(desk: Desk, access: Access, mounts: readonly Mount[], tell: (message: string) => void): DeskApp {
	const app = new Hono<DeskEnv>();
	app.use(
		readableFrom(access.readers ?? []),
		headers,
		onlyOurNames(access),
		bodyLimit({ maxSize: MAX_FORM_BYTES }),
		onlyForms,
		knowUser(access),
		onlyOurForms(access),
	);
	for (const mount of mounts) mount(app, desk);
	app.notFound((c) =>
		page(c, { title: "没有这一页", body: html`<h1>没有这一页</h1><p>链接可能已过期：<a href="/">回到总览</a>。</p>` }, 404),
	);
	app.onError((error, c) => {
		// What is refused by its size or by where it comes from is no fault of ours.
		if (error instanceof HTTPException) return c.text(`${error.status}: ${error.message}\n`, error.status);
		tell(`${c.req.method} ${c.req.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
		return page(
			c,
			{ title: "出错了", body: html`<h1>出错了</h1><p>服务器记录了错误；未保存的内容没有生效。<a href="/">回到总览</a></p>` },
			500,
		);
	});
	return app;
}

/**
 * Listens, on a free port where `port` is 0, and gives the port. `appFor` makes the application, which answers to
 * names with that port only. Throws where the port is taken.
 */
export function listen(
	appFor: (port: number) => DeskApp,
	host: string,
	port: number,
): Promise<{ readonly server: Server; readonly port: number }> {
	return new Promise((resolve, reject) => {
		let app: DeskApp | undefined;
		const server = serve(
			{ fetch: (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 }), hostname: host, port },
			(info) => {
				app = appFor(info.port);
				resolve({ server, port: info.port });
			},
		) as Server;
		server.on("error", (error) => reject(systemCode(error) === "EADDRINUSE" ? taken(port, error) : error));
		// A client that sends slowly does not hold a connection for ever.
		server.headersTimeout = 15_000;
		server.requestTimeout = 60_000;
	});
}

function taken(port: number, cause: Error): GoujiError {
	return new GoujiError("bad-arguments", `Another program listens on port ${port}`, {
		hint: "Name another one with --port.",
		cause,
	});
}
