import { createHash } from "node:crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import { compress } from "hono/compress";
import type { z } from "zod";
import type { Desk } from "../desk/desk.ts";
import type { DeskEnv } from "../web/desk-env.ts";
import type { DeskApp } from "../web/server.ts";
import type { ListForm } from "./list-form.ts";
import { columnsOf, isList, listAsCsv, only } from "./list-form.ts";
import { openApi } from "./openapi.ts";
import { problem } from "./problem.ts";
import type { ApiRoute } from "./route.ts";
import { ApiProblem } from "./route.ts";
import { apiRoutes } from "./routes.ts";

/** Puts the read-only API beside the pages; the server's guards stand before it. `tell` is given what went wrong. */
export function mountApi(app: DeskApp, desk: Desk, tell: (message: string) => void): void {
	const api = new Hono<DeskEnv>();
	const description = `${JSON.stringify(openApi(), null, "\t")}\n`;
	api.use(compress());
	api.get("/", (c) =>
		send(c, { openapi: "/api/openapi.json", report_schema: "/api/report.schema.json", paths: apiRoutes.map(({ path }) => path) }),
	);
	api.get("/openapi.json", (c) => sendText(c, description));
	api.get("/report.schema.json", (c) => sendText(c, desk.pipeline.descriptions()["report.schema.json"] ?? "{}"));
	for (const one of apiRoutes)
		api.get(one.path.slice("/api".length).replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => reply(c, desk, one));
	api.all("*", () => problem(404, "There is no such path; see /api/openapi.json"));
	api.onError((error, c) => {
		if (error instanceof ApiProblem) return problem(error.status, error.message);
		tell(`${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`);
		return problem(500, "The server noted what went wrong");
	});
	app.route("/api", api);
}

async function reply(c: Context<DeskEnv>, desk: Desk, { query, answer, answerTo }: ApiRoute): Promise<Response> {
	const twice = Object.entries(c.req.queries()).find(([, values]) => values.length > 1);
	if (twice) throw new ApiProblem(400, `${twice[0]}: given twice`);
	const parsed = query.safeParse(c.req.query());
	if (!parsed.success) throw new ApiProblem(400, parsed.error.issues.map(describe).join("; "));
	const { fields, format, ...asked } = parsed.data as ListForm & Record<string, unknown>;
	// Before anything is read: an unknown field is refused however the list comes out.
	const columns = columnsOf(answer.schema, fields);
	const value = await answerTo(desk, { query: asked, params: c.req.param() as Record<string, string> });
	const next = typeof value === "object" && value !== null && "next" in value ? value.next : null;
	if (typeof next === "string") {
		const url = new URL(c.req.url);
		url.searchParams.set("cursor", next);
		c.header("Link", `<${url.pathname}${url.search}>; rel="next"`);
	}
	if (format === "csv" && isList(value)) return sendText(c, listAsCsv(value.items, columns), "text/csv; charset=utf-8");
	return send(
		c,
		fields !== undefined && isList(value) ? { ...value, items: value.items.map((item) => only(item, columns)) } : value,
	);
}

function describe({ path, message }: z.core.$ZodIssue): string {
	return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

function send(c: Context<DeskEnv>, value: unknown): Response {
	return sendText(c, `${JSON.stringify(value)}\n`);
}

/** An answer that tells whether it changed: the same bytes have the same ETag. */
function sendText(c: Context<DeskEnv>, text: string, type = "application/json; charset=utf-8"): Response {
	const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
	c.header("ETag", etag);
	c.header("Cache-Control", "private, no-cache");
	const known = (c.req.header("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
	if (known.includes(etag) || known.includes("*")) return c.body(null, 304);
	return c.body(text, 200, { "Content-Type": type });
}
