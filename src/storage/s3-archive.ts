import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { GoujiError } from "../model/errors.ts";
import type { Archive } from "./archive.ts";
import { damaged } from "./archive.ts";

/** A place in an S3-compatible store; keys are in the environment. */
export interface S3Place {
	/** Scheme, host and port, such as https://s3.example.org. */
	readonly endpoint: string;
	readonly region: string;
	readonly bucket: string;
	/** Without slashes at its ends; empty for none. */
	readonly prefix: string;
}

/** Where an archive's requests go, and with which keys. */
export interface S3Options extends S3Place {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string | undefined;
	/** First pause before another try; doubles each time. */
	readonly backoffMs?: number;
}

const TRIES = 6;
const TIMEOUT_MS = 60_000;

/**
 * The place that `s3://bucket/prefix?endpoint=https://host&region=name` means; Amazon's own without an endpoint.
 * Throws GoujiError bad-config.
 */
export function parseS3Place(address: string): S3Place {
	const url = new URL(address);
	const region = url.searchParams.get("region") ?? "us-east-1";
	const endpoint = url.searchParams.get("endpoint") ?? `https://s3.${region}.amazonaws.com`;
	if (url.hostname === "" || url.username !== "" || url.password !== "" || !/^https?:\/\/[^/?#@]+$/.test(endpoint)) {
		throw new GoujiError("bad-config", "archive: the S3 address has no bucket, has keys in it, or no plain endpoint", {
			hint: "Write s3://bucket/prefix?endpoint=https://host&region=name, and put the keys into the environment.",
		});
	}
	return { endpoint, region, bucket: url.hostname, prefix: url.pathname.replaceAll(/^\/+|\/+$/g, "") };
}

/** An archive in an S3-compatible store. Objects are named and checked by their SHA-256; listing is not needed. */
export function openS3Archive(options: S3Options, name: string): Archive {
	const { endpoint, region, bucket, prefix, accessKeyId, secretAccessKey, sessionToken, backoffMs = 300 } = options;
	const keys = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
	const client = new AwsClient({ ...keys, service: "s3", region, retries: 0 });
	const urlOf = (sha256: string) => `${endpoint}/${[bucket, prefix, name, sha256.slice(0, 2), sha256].filter(Boolean).join("/")}`;
	const askOnce = async (method: "GET" | "HEAD" | "PUT", sha256: string, body?: Uint8Array): Promise<S3Answer> => {
		const response = await client.fetch(urlOf(sha256), {
			method,
			...(body ? { body: Buffer.from(body), headers: { "x-amz-content-sha256": sha256 } } : {}),
			redirect: "error",
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
	};
	const ask = async (method: "GET" | "HEAD" | "PUT", sha256: string, body?: Uint8Array): Promise<S3Answer> => {
		let last = "";
		for (let tries = 0; tries < TRIES; tries++) {
			if (tries > 0) await pause(backoffMs * 2 ** (tries - 1) * (0.5 + Math.random() / 2));
			const answer = await askOnce(method, sha256, body).catch(nameOf);
			if (typeof answer !== "string" && answer.status < 500 && answer.status !== 429) return answer;
			last = typeof answer === "string" ? answer : `it answered ${answer.status}`;
		}
		throw away(`The S3 archive cannot be used: ${last}`);
	};
	const put = async (sha256: string, bytes: Uint8Array) => {
		const { status } = await ask("PUT", sha256, bytes);
		if (status !== 200) throw away(`The S3 archive refuses to keep an object: it answered ${status}`);
		return sha256;
	};
	return {
		keep: async (bytes) => {
			const sha256 = digestOf(bytes);
			return (await ask("HEAD", sha256)).status === 200 ? sha256 : put(sha256, bytes);
		},
		restore: (bytes) => put(digestOf(bytes), bytes),
		bytesOf: async (sha256) => {
			const { status, bytes } = await ask("GET", sha256);
			if (status === 404) throw damaged(`${sha256} is not in the archive`);
			if (status !== 200) throw away(`The S3 archive refuses to give an object: it answered ${status}`);
			if (digestOf(bytes) !== sha256) throw damaged(`The S3 archive gave other bytes than ${sha256}`);
			return bytes;
		},
		has: async (sha256) => {
			const { status } = await ask("HEAD", sha256);
			if (status !== 200 && status !== 404) throw away(`The S3 archive refuses to answer: ${status}`);
			return status === 200;
		},
	};
}

/** What went wrong, in names only: a message may carry a signed address. */
function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : "no answer";
}

interface S3Answer {
	readonly status: number;
	readonly bytes: Uint8Array;
}

function digestOf(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

function away(message: string): GoujiError {
	return new GoujiError("archive-away", message, { hint: "Check `archive`, its keys in the environment, and the store itself." });
}
