import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Http, HttpSettings, Resolve } from "../../src/collecting/http/client.ts";
import { openHttp } from "../../src/collecting/http/client.ts";
import { tlsNameOf } from "../../src/collecting/http/tls.ts";
import type { Site } from "../site/server.ts";
import { startSite } from "../site/server.ts";
import { repository } from "../support/command.ts";

const settings: HttpSettings = {
	userAgent: "gouji/test",
	maxBytes: 100_000,
	timeoutMs: 3000,
	privateHosts: ["127.0.0.1", "localhost"],
	tls: [],
};
const opened: Http[] = [];

function open(more: Partial<HttpSettings> = {}): (url: string) => Promise<string> {
	const http = openHttp({ ...settings, ...more });
	opened.push(http);
	return async (url) => new TextDecoder().decode((await http.ask({ url, method: "GET", headers: {} })).body);
}

afterEach(async () => {
	await Promise.all(opened.splice(0).map((http) => http.close()));
});

describe("names", () => {
	let site: Site;
	beforeAll(async () => {
		site = await startSite({ "/": { body: "here" } });
	});
	afterAll(() => site.close());
	const port = () => new URL(site.origin).port;
	let lookups = 0;
	const resolver =
		(addresses: readonly string[]): Resolve =>
		(_host, _options, found) => {
			lookups++;
			found(
				null,
				addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
			);
		};

	test.each([[["127.0.0.1"]], [["10.0.0.7", "::1"]], [["::ffff:127.0.0.1"]], [["169.254.169.254"]]])(
		"one that leads to %j is refused",
		async (addresses) => {
			const ask = open({ resolve: resolver(addresses) });
			await expect(ask(`http://www.example.gov.cn:${port()}/`)).rejects.toMatchObject({ code: "refused-address" });
			expect(site.log).toEqual([]);
		},
	);

	test("one is looked up once for a connection, which goes to the address that was checked", async () => {
		lookups = 0;
		const ask = open({ privateHosts: ["rebinding.example"], resolve: resolver(["127.0.0.1"]) });
		// The system knows no such name: only the answer that was checked leads anywhere.
		expect(await ask(`http://rebinding.example:${port()}/`)).toBe("here");
		expect(lookups).toBe(1);
	});
});

describe("packed answers", () => {
	let site: Site;
	beforeAll(async () => {
		site = await startSite({
			"/gzip": { headers: { "content-encoding": "gzip" }, body: new Uint8Array(gzipSync("年度报告")) },
			"/br": { headers: { "content-encoding": "br" }, body: new Uint8Array(brotliCompressSync("年度报告")) },
			"/bomb": { headers: { "content-encoding": "br" }, body: new Uint8Array(brotliCompressSync(Buffer.alloc(5_000_000))) },
			"/broken": { headers: { "content-encoding": "gzip" }, body: new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]) },
			"/unpacked": { headers: { "content-encoding": "gzip" }, body: "年度报告" },
		});
	});
	afterAll(() => site.close());
	test("are unpacked up to the limit", async () => {
		const ask = open();
		expect(await ask(`${site.origin}/gzip`)).toBe("年度报告");
		expect(await ask(`${site.origin}/br`)).toBe("年度报告");
		// Said to be packed and sent as it is.
		expect(await ask(`${site.origin}/unpacked`)).toBe("年度报告");
		await expect(ask(`${site.origin}/bomb`)).rejects.toMatchObject({ code: "too-large" });
		await expect(ask(`${site.origin}/broken`)).rejects.toMatchObject({ code: "unreachable" });
	});
});

describe("TLS", () => {
	const pem = (name: string) => readFileSync(join(repository, "tests", "site", "tls", `${name}.pem`), "utf8");
	const servers = ["strong", "weak"].map((name) =>
		createServer({ key: pem(`${name}-key`), cert: pem(name), ciphers: "DEFAULT@SECLEVEL=0" }, (_request, response) => {
			response.end(name);
		}),
	);
	const origin = (i: number) => `https://localhost:${(servers[i]?.address() as AddressInfo | undefined)?.port}/`;
	beforeAll(async () => {
		for (const server of servers) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	});
	afterAll(() => {
		for (const server of servers) {
			server.closeAllConnections();
			server.close();
		}
	});
	const policy = (more: object) => ({ tls: [{ hosts: ["localhost"], legacy: false, weak: false, ...more }] });

	test("a host that does not send its intermediate is refused, and read with it", async () => {
		await expect(open()(origin(0))).rejects.toMatchObject({ code: "unreachable" });
		expect(await open(policy({ ca: pem("chain") }))(origin(0))).toBe("strong");
	});
	test("a short key is refused unless the host's policy says weak, which still checks the certificate", async () => {
		await expect(open(policy({ ca: pem("chain") }))(origin(1))).rejects.toMatchObject({ code: "unreachable" });
		await expect(open(policy({ weak: true }))(origin(1))).rejects.toMatchObject({ code: "unreachable" });
		expect(await open(policy({ ca: pem("chain"), weak: true }))(origin(1))).toBe("weak");
	});
	test("a policy holds for its hosts only, and has a name", async () => {
		const elsewhere = { hosts: ["www.example.gov.cn"], ca: pem("chain"), legacy: true, weak: false };
		await expect(open({ tls: [elsewhere] })(origin(0))).rejects.toMatchObject({ code: "unreachable" });
		expect(tlsNameOf(new URL("https://www.example.gov.cn/"), [elsewhere])).toBe("ca+legacy");
		expect(tlsNameOf(new URL("https://other.gov.cn/"), [elsewhere])).toBe("strict");
		expect(tlsNameOf(new URL("http://www.example.gov.cn/"), [elsewhere])).toBe("none");
	});
});

test("an address that is a number is checked by the client itself", async () => {
	await expect(open({ privateHosts: [] })("http://127.0.0.1:9/")).rejects.toMatchObject({ code: "refused-address" });
	await expect(open({ privateHosts: ["127.0.0.1:8"] })("http://127.0.0.1:9/")).rejects.toMatchObject({ code: "refused-address" });
});
