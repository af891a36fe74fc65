import type { z } from "zod";
import type { Problem } from "./schemas.ts";

const TITLES = { 400: "Bad request", 401: "Not signed in", 404: "Not found", 500: "Internal error" } as const;

/** What went wrong, as JSON (RFC 9457). */
export function problem(status: keyof typeof TITLES, detail: string): Response {
	const body: z.infer<typeof Problem> = { type: "about:blank", title: TITLES[status], status, detail };
	return new Response(`${JSON.stringify(body)}\n`, {
		status,
		headers: { "Content-Type": "application/problem+json; charset=utf-8" },
	});
}
