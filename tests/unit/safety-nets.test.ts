import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openHttp } from "../../src/collecting/http/client.ts";
import { filesIn, writeWhole } from "../../src/storage/files.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-nets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("files", () => {
	test("a folder that is not there has none; one that cannot be looked into is not empty", async () => {
		expect(await filesIn(join(folder, "nowhere"))).toEqual([]);
		writeFileSync(join(folder, "file"), "");
		await expect(filesIn(join(folder, "file"))).rejects.toMatchObject({ code: "no-such-file" });
	});
	test("content that is none is a fault of ours, not of the disk", async () => {
		await expect(writeWhole(join(folder, "x"), 3 as never)).rejects.toBeInstanceOf(TypeError);
	});
});

describe("asking a site", () => {
	test("a fault of ours does not make it unreachable", async () => {
		const http = openHttp({
			get userAgent(): string {
				throw new TypeError("x is not a function");
			},
			maxBytes: 10,
			timeoutMs: 100,
			privateHosts: [],
			tls: [],
		});
		await expect(http.ask({ url: "http://www.example.gov.cn/", method: "GET", headers: {} })).rejects.toBeInstanceOf(TypeError);
		await http.close();
	});
});
