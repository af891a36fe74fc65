import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TABLE_FORMATS } from "../../../src/cli/table-format.ts";
import { entry, gouji, repository } from "../../support/command.ts";
import { hardDocument } from "../../support/hard-tables/looks.ts";
import { painted } from "../../support/hard-tables/paint.ts";

const report = join(repository, "samples", "bureau-2021-ruled", "bureau-2021-ruled.pdf");
let folder = "";
const at = (name: string) => join(folder, name);

interface PublishedTable {
	readonly pages: readonly number[];
	readonly rows: number;
	readonly method: string;
	readonly confidence: number;
	readonly cells: readonly { readonly text: string }[];
}

const tablesIn = (json: string) => JSON.parse(json) as PublishedTable[];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-tables-"));
	const { truth: _, ...text } = hardDocument("indented", 3);
	const words = { ...text, parts: ["Nothing but words stands here, and no table at all."], truth: [] };
	await writeFile(at("words.pdf"), painted(words, 3));
	await writeFile(at("three-lines.pdf"), painted(hardDocument("three lines", 3), 3));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.concurrent("gouji tables", () => {
	test("looks at the pages that are named, and says how each table was found", async () => {
		const { code, stdout } = await gouji(["tables", report, "--pages", "2", "--format", "json"]);
		const found = tablesIn(stdout);
		expect(found.map(({ pages, method }) => ({ pages, method }))).toEqual([
			{ pages: [2], method: "ruled" },
			{ pages: [2], method: "ruled" },
		]);
		expect(found.every(({ confidence }) => confidence > 0.5 && confidence <= 1)).toBe(true);
		expect(code).toBe(0);
		const open = await gouji(["tables", at("three-lines.pdf"), "--json"]);
		expect(tablesIn(open.stdout).map(({ method }) => method)).toContain("aligned");
	});

	test("looks at the area that is named", async () => {
		const whole = tablesIn((await gouji(["tables", report, "--pages", "1", "--json"])).stdout);
		const { stdout } = await gouji(["tables", report, "--pages", "1", "--area", "0,0,595,560", "--json"]);
		const cut = tablesIn(stdout);
		expect([whole.length, cut.length]).toEqual([2, 1]);
		expect(cut[0]?.cells.map(({ text }) => text)).toEqual(whole[0]?.cells.map(({ text }) => text));
	});

	test.each(TABLE_FORMATS)("writes one file a table as %s, and a picture of each", async (format) => {
		const out = at(format);
		const pictures = format === "csv" ? ["--pictures", out] : [];
		const { code, stdout } = await gouji(["tables", report, "--format", format, "--out", out, ...pictures]);
		const files = (await readdir(out)).sort();
		const written = files.filter((file) => !file.endsWith(".png"));
		expect([code, written.length]).toEqual([0, 3]);
		expect(stdout.trim().split("\n").sort()).toEqual(written.map((file) => join(out, file)));
		const bytes = await readFile(join(out, written[0] ?? ""));
		const text =
			format === "xlsx"
				? Object.values(unzipSync(bytes))
						.map((part) => new TextDecoder().decode(part))
						.join("")
				: bytes.toString();
		expect(text).toContain("第二十条第（一）项");
		expect(text).not.toContain("三、本年度办理结果");
		const drawn = files.filter((file) => file.endsWith(".png"));
		expect(drawn).toHaveLength(format === "csv" ? 3 : 0);
		for (const file of drawn) expect((await readFile(join(out, file))).subarray(1, 4).toString()).toBe("PNG");
	});

	test("ends with 1 and says so where there is no table", async () => {
		const { code, stdout, stderr } = await gouji(["tables", at("words.pdf")]);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toContain("no table found");
		const json = await gouji(["tables", at("words.pdf"), "--json"]);
		expect([json.code, tablesIn(json.stdout)]).toEqual([1, []]);
	});

	test("ends with 2 where what is asked for cannot be", async () => {
		for (const wrong of [
			["--pages", "0"],
			["--area", "1,2,3"],
			["--format", "xlsx"],
			["--format", "pdf"],
		]) {
			const { code, stdout } = await gouji(["tables", report, ...wrong]);
			expect([wrong, code, stdout]).toEqual([wrong, 2, ""]);
		}
	});

	test("ends quietly where nobody reads on, with all that it should write", async () => {
		const out = at("unread");
		const child = spawn(process.execPath, [entry, "tables", report, "--format", "csv", "--out", out], {
			stdio: ["ignore", "pipe", "pipe"],
		});
		child.stdout.destroy();
		let stderr = "";
		child.stderr.on("data", (part: Buffer) => {
			stderr += part.toString();
		});
		const code = await new Promise((resolve) => child.on("close", resolve));
		expect([code, stderr]).toEqual([0, ""]);
		expect(await readdir(out)).toHaveLength(3);
	});
});
