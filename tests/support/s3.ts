import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Keys that the server knows. */
export const S3_KEYS = { AWS_ACCESS_KEY_ID: "GOUJITESTKEY", AWS_SECRET_ACCESS_KEY: "test/secret+of/no/worth" } as const;

/** A small store of objects that speaks the part of S3 that gouji uses, and believes nobody without a right signature. */
export interface S3Server {
	/** For `archive:` in a configuration. */
	readonly place: string;
	readonly objects: Map<string, Uint8Array>;
	/** Answered in place of what was asked, first one first. */
	readonly troubles: (number | "hang up")[];
	/** How often a signature was wrong. */
	readonly refused: { count: number };
	readonly close: () => Promise<void>;
}

/** Starts it on loopback with one bucket. */
export async function startS3(bucket = "reports"): Promise<S3Server> {
	const objects = new Map<string, Uint8Array>();
	const troubles: (number | "hang up")[] = [];
	const refused = { count: 0 };
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on("data", (part: Buffer) => parts.push(part));
		request.on("end", () => {
			const body = Buffer.concat(parts);
			const trouble = troubles.shift();
			if (trouble === "hang up") return void request.socket.destroy();
			if (trouble !== undefined) return void response.writeHead(trouble).end();
			if (!isSigned(request, body)) {
				refused.count++;
				return void response
					.writeHead(403, { "content-type": "application/xml" })
					.end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
			}
			answer(request, body, { response, objects, bucket });
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		place: `s3://${bucket}/gouji?endpoint=http://127.0.0.1:${port}&region=cn-test-1`,
		objects,
		troubles,
		refused,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

interface Answering {
	readonly response: ServerResponse;
	readonly objects: Map<string, Uint8Array>;
	readonly bucket: string;
}

function answer(request: IncomingMessage, body: Buffer, { response, objects, bucket }: Answering): void {
	const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
	if (!path.startsWith(`/${bucket}/`)) return void response.writeHead(404).end("<Error><Code>NoSuchBucket</Code></Error>");
	const key = path.slice(bucket.length + 2);
	if (request.method === "PUT") {
		objects.set(key, new Uint8Array(body));
		return void response.writeHead(200, { etag: `"${createHash("md5").update(body).digest("hex")}"` }).end();
	}
	const object = objects.get(key);
	if (!object)
		return void response
			.writeHead(404, { "content-type": "application/xml" })
			.end(request.method === "HEAD" ? undefined : "<Error><Code>NoSuchKey</Code></Error>");
	response.writeHead(200, { "content-length": object.length });
	response.end(request.method === "HEAD" ? undefined : object);
}

/** Whether the request carries the signature that AWS Signature Version 4 asks for, over the bytes that arrived. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
	const match =
		/^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
			request.headers.authorization ?? "",
		);
	const date = String(request.headers["x-amz-date"] ?? "");
	const claimed = String(request.headers["x-amz-content-sha256"] ?? "");
	if (!match || match[1] !== S3_KEYS.AWS_ACCESS_KEY_ID || !date.startsWith(match[2] ?? "-")) return false;
	const [, , day = "", region = "", names = "", signature = ""] = match;
	const isBodyClaimed = claimed === "UNSIGNED-PAYLOAD" ? body.length === 0 : claimed === sha256(body);
	if (!isBodyClaimed || Math.abs(Date.now() - amzTime(date)) > 15 * 60_000 || !names.split(";").includes("host")) return false;
	const url = new URL(request.url ?? "/", "http://x");
	const headers = names.split(";").map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
	const query = [...url.searchParams].map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).sort();
	const canonical = [request.method, url.pathname, query.join("&"), headers.join(""), names, claimed].join("\n");
	const scope = `${day}/${region}/s3/aws4_request`;
	const toSign = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
	let key: Buffer = hmac(`AWS4${S3_KEYS.AWS_SECRET_ACCESS_KEY}`, day);
	for (const part of [region, "s3", "aws4_request"]) key = hmac(key, part);
	return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, "hex"));
}

function sha256(content: string | Buffer): string {
	return createHash("sha256").update(content).digest("hex");
}

function hmac(key: string | Buffer, content: string): Buffer {
	return createHmac("sha256", key).update(content).digest();
}

function amzTime(date: string): number {
	return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}
