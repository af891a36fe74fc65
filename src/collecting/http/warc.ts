import { createHash, randomUUID } from "node:crypto";
import { appendFile, mkdir } from "node:fs/promises";
import { STATUS_CODES } from "node:http";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import type { Answer } from "./answer.ts";

/** One request and what was answered. */
export interface Exchange {
	readonly at: Date;
	readonly method: string;
	readonly requestHeaders: Readonly<Record<string, string>>;
	readonly requestBody: string;
	readonly answer: Answer;
}

/** A WARC 1.1 file (ISO 28500) that is only added to. */
export interface Warc {
	/** Throws GoujiError cannot-write. */
	readonly write: (exchange: Exchange) => Promise<void>;
}

const packed = promisify(gzip);
/** Bodies are kept as they were after unpacking: what described their way here would no longer be true. */
const OF_THE_WAY = new Set(["content-encoding", "transfer-encoding", "content-length", "connection"]);

/**
 * Writes exchanges into a file, each record packed by itself, so that a file whose writer was killed is
 * good up to its last whole record. The file is made with the first exchange.
 */
export function openWarc(path: string, software: string): Warc {
	let last: Promise<unknown> = Promise.resolve();
	let isBegun = false;
	const add = async (records: readonly Buffer[]) => {
		try {
			await mkdir(dirname(path), { recursive: true });
			await appendFile(path, Buffer.concat(await Promise.all(records.map((record) => packed(record)))));
		} catch (cause) {
			if (isOwnBug(cause)) throw cause;
			throw new GoujiError("cannot-write", `${path} cannot be written`, { hint: "Check free space and permissions.", cause });
		}
	};
	return {
		write: (exchange) => {
			const records = isBegun ? exchangeRecords(exchange) : [infoRecord(exchange.at, software), ...exchangeRecords(exchange)];
			isBegun = true;
			const done = last.then(() => add(records));
			last = done.catch(() => undefined);
			return done;
		},
	};
}

function infoRecord(at: Date, software: string): Buffer {
	return record("warcinfo", {
		at,
		type: "application/warc-fields",
		content: Buffer.from(`software: ${software}\r\nformat: WARC File Format 1.1\r\n`),
	});
}

function exchangeRecords({ at, method, requestHeaders, requestBody, answer }: Exchange): Buffer[] {
	const url = new URL(answer.url);
	const id = `<urn:uuid:${randomUUID()}>`;
	const target = { "WARC-Target-URI": url.href };
	const kept = Object.entries(answer.headers).filter(([name]) => !OF_THE_WAY.has(name));
	const head = httpHead(`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ""}`, [
		...kept,
		["content-length", String(answer.body.length)],
	]);
	const asked = httpHead(`${method} ${url.pathname}${url.search} HTTP/1.1`, [
		["host", url.host],
		...Object.entries(requestHeaders),
	]);
	return [
		record("response", {
			at,
			type: "application/http;msgtype=response",
			fields: { ...target, "WARC-Record-ID": id, "WARC-Payload-Digest": digestOf(answer.body) },
			content: Buffer.concat([head, answer.body]),
		}),
		record("request", {
			at,
			type: "application/http;msgtype=request",
			fields: { ...target, "WARC-Concurrent-To": id },
			content: Buffer.concat([asked, Buffer.from(requestBody)]),
		}),
	];
}

/** Header values come from servers: line ends in them would begin a new header. */
function httpHead(first: string, headers: readonly (readonly [string, string])[]): Buffer {
	const lines = headers.map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]+/g, " ")}`);
	return Buffer.from(`${[first, ...lines].join("\r\n")}\r\n\r\n`);
}

function record(
	kind: string,
	{ at, type, content, fields = {} }: { at: Date; type: string; content: Buffer; fields?: Readonly<Record<string, string>> },
): Buffer {
	const named = {
		"WARC-Type": kind,
		"WARC-Record-ID": `<urn:uuid:${randomUUID()}>`,
		"WARC-Date": at.toISOString(),
		...fields,
		"Content-Type": type,
		"WARC-Block-Digest": digestOf(content),
		"Content-Length": String(content.length),
	};
	const head = Object.entries(named).map(([name, value]) => `${name}: ${value}`);
	return Buffer.concat([Buffer.from(`WARC/1.1\r\n${head.join("\r\n")}\r\n\r\n`), content, Buffer.from("\r\n\r\n")]);
}

function digestOf(bytes: Uint8Array): string {
	return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
