import { constants } from "node:crypto";
import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup } from "node:dns";
import { DEFAULT_CIPHERS, getCACertificates } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { Agent, request } from "undici";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import { isPrivateAddress, refusal } from "./addresses.ts";
import type { Answer } from "./answer.ts";
import type { TlsPolicy } from "./tls.ts";
import { tlsPolicyFor } from "./tls.ts";

/** What every request of a run has in common. */
export interface HttpSettings {
	readonly userAgent: string;
	readonly maxBytes: number;
	readonly timeoutMs: number;
	/** Hosts that may resolve to private addresses. */
	readonly privateHosts: readonly string[];
	/** Hosts whose TLS is not the strict one. */
	readonly tls: readonly TlsPolicy[];
	/** How names are looked up; by the system unless given. */
	readonly resolve?: Resolve;
}

/** One request; redirects are answers, never followed here. */
export interface HttpRequest {
	readonly url: string;
	readonly method: "GET" | "POST";
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | undefined;
}

/** A client with one connection per host; `close` it. */
export interface Http {
	readonly ask: (request: HttpRequest) => Promise<Answer>;
	readonly close: () => Promise<void>;
}

/** Opens a client that looks every name up with a check, so that no name leads into a private network. */
export function openHttp(settings: HttpSettings): Http {
	const agents = new Map<TlsPolicy | undefined, Agent>();
	const agentFor = (host: string): Agent => {
		const policy = tlsPolicyFor(host, settings.tls);
		const known = agents.get(policy) ?? agent(settings, policy);
		agents.set(policy, known);
		return known;
	};
	return {
		ask: (asked) => askOnce(asked, settings, agentFor(new URL(asked.url).hostname)),
		close: async () => {
			await Promise.all([...agents.values()].map((known) => known.destroy()));
		},
	};
}

function agent({ privateHosts, timeoutMs, resolve }: HttpSettings, policy: TlsPolicy | undefined): Agent {
	return new Agent({
		connections: 1,
		pipelining: 1,
		headersTimeout: timeoutMs,
		bodyTimeout: timeoutMs,
		maxHeaderSize: 32 * 1024,
		connect: {
			timeout: Math.min(timeoutMs, 20_000),
			lookup: checkedLookup(privateHosts, resolve ?? lookup),
			...tlsOptions(policy),
		},
	});
}

/** Keys of at least 112 bits' strength, as OpenSSL of Node 24 wants by itself; that of Node 22 takes 80. */
const STRICT_CIPHERS = `${DEFAULT_CIPHERS}:@SECLEVEL=2`;

/** Certificates are checked under every policy. */
function tlsOptions(policy: TlsPolicy | undefined): {
	secureOptions?: number;
	ca?: string[];
	ciphers: string;
	minVersion?: "TLSv1";
} {
	return {
		...(policy?.legacy ? { secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT } : {}),
		...(policy?.ca === undefined ? {} : { ca: [...getCACertificates("default"), policy.ca] }),
		...(policy?.weak ? { ciphers: "DEFAULT@SECLEVEL=0", minVersion: "TLSv1" } : { ciphers: STRICT_CIPHERS }),
	};
}

type Found = (error: Error | null, addresses: LookupAddress[]) => void;
/** Gives all addresses of a name, as `dns.lookup` does. */
export type Resolve = (host: string, options: LookupOptions & { all: true }, found: Found) => void;
type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Looks a name up and gives only public addresses: the connection uses what was checked, so rebinding cannot change it. */
function checkedLookup(privateHosts: readonly string[], resolve: Resolve) {
	return (host: string, options: LookupOptions, done: LookupDone): void => {
		resolve(host, { ...options, all: true }, (error, addresses) => {
			if (error) return done(error, []);
			const allowed = isNamedAnywhere(host, privateHosts)
				? addresses
				: addresses.filter(({ address }) => !isPrivateAddress(address));
			const first = allowed[0];
			if (!first) {
				return done(
					new GoujiError("refused-address", `${host} has a private address`, {
						hint: "Name the host in private_hosts if it is meant.",
					}),
					[],
				);
			}
			if (options.all) done(null, allowed);
			else done(null, first.address, first.family);
		});
	};
}

/** Ports are checked with the address; here only the name is known. */
function isNamedAnywhere(host: string, hosts: readonly string[]): boolean {
	return hosts.some((named) => named === host || named.replace(/:\d{1,5}$/, "") === host);
}

async function askOnce(asked: HttpRequest, settings: HttpSettings, dispatcher: Agent): Promise<Answer> {
	// Addresses that are numbers are never looked up.
	const refused = refusal(new URL(asked.url), settings.privateHosts);
	if (refused !== undefined)
		throw new GoujiError("refused-address", refused, { hint: "Name the host in private_hosts if it is meant." });
	const signal = AbortSignal.timeout(settings.timeoutMs);
	try {
		const response = await request(asked.url, {
			dispatcher,
			signal,
			method: asked.method,
			headers: {
				"user-agent": settings.userAgent,
				accept: "text/html,application/xhtml+xml,application/pdf,application/xml,application/json;q=0.9,*/*;q=0.5",
				"accept-language": "zh-CN,zh;q=0.9",
				"accept-encoding": "identity",
				...asked.headers,
			},
			body: asked.body ?? null,
		});
		const headers = plainHeaders(response.headers);
		const body = await wholeBody(response.body, headers["content-encoding"] ?? "", settings.maxBytes);
		return { url: asked.url, status: response.statusCode, headers, body };
	} catch (cause) {
		throw toFetchError(cause, asked.url, settings);
	}
}

function plainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), String(value)]])),
	);
}

async function wholeBody(body: AsyncIterable<Uint8Array>, encoding: string, maxBytes: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const part of body) {
		length += part.length;
		if (length > maxBytes) throw tooLarge(maxBytes);
		parts.push(part);
	}
	const bytes = Buffer.concat(parts, length);
	// It was asked for as it is; some servers pack it all the same.
	const unpack = isPacked(bytes, encoding) ? UNPACKERS[encoding.trim().toLowerCase()] : undefined;
	return new Uint8Array(unpack && length > 0 ? unpack(bytes, { maxOutputLength: maxBytes }) : bytes);
}

/** Whether bytes are packed as their header says; some servers say gzip of what they send as it is. */
function isPacked(bytes: Buffer, encoding: string): boolean {
	return !/gzip/i.test(encoding) || (bytes[0] === 0x1f && bytes[1] === 0x8b);
}

const UNPACKERS: Readonly<Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
	gzip: gunzipSync,
	"x-gzip": gunzipSync,
	deflate: inflateSync,
	br: brotliDecompressSync,
};

function tooLarge(maxBytes: number, cause?: unknown): GoujiError {
	return new GoujiError("too-large", `The answer is larger than ${maxBytes} bytes`, {
		hint: "Check that it is a report; raise limits.megabytes if it is.",
		cause,
	});
}

/** Codes of the client and of the system for an answer that takes too long. */
const LATE: ReadonlySet<string> = new Set([
	"UND_ERR_CONNECT_TIMEOUT",
	"UND_ERR_HEADERS_TIMEOUT",
	"UND_ERR_BODY_TIMEOUT",
	"ETIMEDOUT",
]);

/** What an exception of a request says of the other side; a fault of ours goes on as it is. */
function toFetchError(cause: unknown, url: string, { maxBytes, timeoutMs }: HttpSettings): Error {
	if (cause instanceof GoujiError) return cause;
	const code = codeOf(cause);
	if (code === "ERR_BUFFER_TOO_LARGE") return tooLarge(maxBytes, cause);
	if (isOwnBug(cause)) return cause;
	const isLate = LATE.has(code) || (cause instanceof Error && cause.name === "TimeoutError");
	return new GoujiError(
		"unreachable",
		isLate
			? `${url} did not answer whole within ${timeoutMs / 1000} s`
			: `${url} cannot be reached (${code || "connection failed"})`,
		{ hint: "Open the link; the next run tries again.", cause },
	);
}

function codeOf(cause: unknown): string {
	return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}
