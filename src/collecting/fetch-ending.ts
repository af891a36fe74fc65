import { GoujiError } from "../model/errors.ts";
import type { Resource } from "../storage/rows.ts";
import type { CollectingContext, FetchRequest } from "./context.ts";
import type { HostPause } from "./host-throttle.ts";
import type { Answer, Media, Verdict } from "./http/answer.ts";

/** How asking for one address ended, redirects followed. */
export type Ending =
	| { readonly kind: "content"; readonly answer: Answer; readonly media: Media }
	| { readonly kind: "unchanged" }
	| {
			readonly kind: "missing" | "failed" | "blocked" | "forbidden" | "postponed";
			readonly code: string;
			readonly detail: string;
			/** Absent where there was no answer. */
			readonly verdict?: Verdict;
	  };

/** An address of which nothing is known. */
export function emptyResource(url: string, now: string): Resource {
	return {
		url,
		etag: null,
		last_modified: null,
		content_type: null,
		media: null,
		sha256: null,
		final_url: null,
		tls: null,
		state: "failed",
		code: null,
		detail: null,
		first_seen: null,
		last_seen: null,
		last_attempt: now,
	};
}

/** What the host's own turn says, where it is not waited for. */
export function pausedBy({ isBlocked, reason }: HostPause): Ending {
	const kind = isBlocked ? "blocked" : "postponed";
	return { kind, code: kind, detail: reason };
}

/** Headers of a request; where its bytes are known, it asks for others only. */
export function headersFor(
	{ url, method, body, headers: own = {} }: FetchRequest,
	known: Resource | undefined,
): Record<string, string> {
	const headers: Record<string, string> = {};
	if (body !== undefined) headers["content-type"] = "application/x-www-form-urlencoded";
	for (const [name, value] of Object.entries(own)) headers[name.toLowerCase()] = value;
	if (known?.sha256 && method === "GET" && (known.final_url ?? known.url) === url) {
		if (known.etag) headers["if-none-match"] = known.etag;
		if (known.last_modified) headers["if-modified-since"] = known.last_modified;
	}
	return headers;
}

/** Whether the archive has these bytes as they were. */
export async function isHeld(sha256: string, { archive, warn }: Pick<CollectingContext, "archive" | "warn">): Promise<boolean> {
	try {
		await archive.bytesOf(sha256);
		return true;
	} catch (error) {
		if (!(error instanceof GoujiError) || error.code !== "damaged-archive") throw error;
		warn(`${error.message}; it is asked for anew`, { sha256 });
		return false;
	}
}
