import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleFolders } from "../../golden/sample-folders.ts";
import { gouji, repository } from "../../support/command.ts";

const samples = Object.fromEntries(sampleFolders().map((sample) => [sample.name, sample]));
const clean = samples["bureau-2021-ruled"]?.pdf ?? "";
const faulty = samples["bureau-2023-inconsistent"]?.pdf ?? "";
const expected = samples["bureau-2021-ruled"]?.expected ?? "";
let folder = "";
const at = (name: string) => join(folder, name);

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-test-"));
	const bytes = await readFile(clean);
	await writeFile(at("empty.pdf"), "");
	await writeFile(at("page.pdf"), "<!DOCTYPE html><html><body>404</body></html>");
	await writeFile(at("note.pdf"), "no document at all");
	await writeFile(at("cut.pdf"), bytes.subarray(0, Math.floor(bytes.length / 2)));
	await writeFile(at("config.json"), JSON.stringify({ folders: ["."], surprise: 1 }));
	await writeFile(at("broken.json"), "{");
	await writeFile(at("other.json"), "{}");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.concurrent("extract", () => {
	test("writes the report of a good document, the same as expected, and ends with 0", async () => {
		const { code, stdout } = await gouji(["extract", clean, "--out", at("out")]);
		expect(await readFile(at("out/bureau-2021-ruled.json"), "utf8")).toBe(await readFile(expected, "utf8"));
		expect(stdout).toContain("云浦区水务局");
		expect(code).toBe(0);
	});

	test("names what is wrong with each bad document, reads the good one beside them, and ends with 1", async () => {
		const bad = ["empty.pdf", "page.pdf", "note.pdf", "cut.pdf", "missing.pdf"];
		const { code, stdout } = await gouji(["extract", ...bad.map(at), clean, "--out", at("mixed"), "--json"]);
		const outcomes = JSON.parse(stdout) as { status: string; error?: { code: string; hint: string } }[];
		expect(outcomes.map(({ status, error }) => error?.code ?? status)).toEqual([
			"empty-file",
			"not-a-pdf",
			"not-a-pdf",
			"damaged-pdf",
			"no-such-file",
			"verified",
		]);
		expect(outcomes.every(({ error }) => error === undefined || error.hint.endsWith("."))).toBe(true);
		expect(code).toBe(1);
	});

	test("takes a list of files from standard input", async () => {
		const { code, stdout } = await gouji(["extract", "-", "--out", at("listed"), "--json"], { input: `${clean}\r\n\n` });
		expect(JSON.parse(stdout)).toMatchObject([{ issuer: "云浦区水务局", year: 2021 }]);
		expect(code).toBe(0);
	});

	test("ends with 3 where results cannot be written", async () => {
		const { code, stderr } = await gouji(["extract", clean, "--out", join(at("other.json"), "below")]);
		expect(stderr).toContain("cannot be written");
		expect(code).toBe(3);
	});
});

describe.concurrent("check", () => {
	test("ends with 0 for a report without errors", async () => {
		expect((await gouji(["check", expected])).code).toBe(0);
	});

	test("lists the findings of a faulty one, PDF or JSON, and ends with 1", async () => {
		const [pdf, json] = await Promise.all(
			[faulty, samples["bureau-2023-inconsistent"]?.expected ?? ""].map((file) => gouji(["check", file, "--json"])),
		);
		const sums = (text = "") =>
			(JSON.parse(text) as { findings: { rule: string }[] }[])[0]?.findings
				.map(({ rule }) => rule.slice(0, 3))
				.filter((code) => code.startsWith("A"));
		expect(sums(pdf?.stdout)).toEqual(["A01", "A02", "A04"]);
		expect(sums(json?.stdout)).toEqual(["A01", "A02", "A04"]);
		expect([pdf?.code, json?.code]).toEqual([1, 1]);
	});

	test("several are checked with one another: the same report a year on is frozen, and its years are linked", async () => {
		const report = JSON.parse(await readFile(expected, "utf8")) as { year: number };
		await writeFile(at("next-year.json"), JSON.stringify({ ...report, year: report.year + 1 }));
		const { stdout } = await gouji(["check", expected, at("next-year.json"), "--json"]);
		const [first, second] = (JSON.parse(stdout) as { findings: { rule: string }[] }[]).map(({ findings }) =>
			findings.map(({ rule }) => rule.slice(0, 3)),
		);
		expect(second).toContain("Y05");
		expect(first).not.toContain("Y05");
	});

	test.each([
		["other.json", "bad-report"],
		["broken.json", "bad-report"],
		["gone.json", "no-such-file"],
	])("says of %s: %s", async (name, error) => {
		const { code, stdout } = await gouji(["check", at(name), "--json"]);
		expect(JSON.parse(stdout)).toMatchObject([{ error: { code: error } }]);
		expect(code).toBe(1);
	});
});

describe.concurrent("wrong use ends with 2 and says so", () => {
	test.each([
		["no verb that there is", ["extrakt", "a.pdf"], "unknown command"],
		["no file", ["extract", "--out", "x"], "missing required argument"],
		["no --out", ["extract", "a.pdf"], "--out"],
		["an option that there is not", ["check", "a.json", "--fast"], "unknown option"],
		["a configuration that is not there", ["run", "nowhere.json"], "cannot be read"],
	])("%s", async (_, args, message) => {
		const { code, stderr } = await gouji(args, { cwd: folder });
		expect(stderr).toContain(message);
		expect(code).toBe(2);
	});

	test("a configuration with an unknown key", async () => {
		const { code, stderr } = await gouji(["run", "config.json"], { cwd: folder });
		expect(stderr).toContain("surprise");
		expect(code).toBe(2);
	});

	test("a file that is no PDF, for a verb that needs one", async () => {
		expect((await gouji(["tables", at("page.pdf")])).code).toBe(1);
		expect((await gouji(["look", at("gone.pdf"), "--page", "1", "--out", at("x.png")])).code).toBe(2);
	});
});

test("errors are one JSON object a line with --log json", async () => {
	const { stderr } = await gouji(["tables", at("page.pdf"), "--log", "json"]);
	expect(
		stderr
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line) as object),
	).toMatchObject([{ level: "error", code: "not-a-pdf" }]);
});

describe.concurrent("tables", () => {
	test("prints the tables of any PDF in the published shape", async () => {
		const { stdout } = await gouji(["tables", clean, "--json"]);
		const tables = JSON.parse(stdout) as { rows: number; columns: number; cells: Record<string, unknown>[] }[];
		expect(tables).toHaveLength(3);
		expect(Object.keys(tables[0]?.cells[0] ?? {})).toEqual(["row", "column", "row_span", "column_span", "text", "page", "box"]);
	});
});

describe.concurrent("look and explain", () => {
	const isPng = async (path: string) => (await readFile(path)).subarray(1, 4).toString() === "PNG";

	test("draw a page, and the cell of a figure", async () => {
		const looked = await gouji(["look", clean, "--page", "1", "--out", at("page.png")]);
		const args = ["explain", expected, "requests.received.total", "--pdf", clean, "--crop", at("cell.png")];
		const explained = await gouji(args);
		expect([looked.code, explained.code]).toEqual([0, 0]);
		expect(explained.stdout).toContain("一、本年新收政府信息公开申请数量·总计");
		expect([await isPng(at("page.png")), await isPng(at("cell.png"))]).toEqual([true, true]);
		const staged = await gouji(["look", clean, "--page", "1", "--stage", "rulings", "--out", at("rulings.png")]);
		expect(staged.code).toBe(0);
		expect((await readFile(at("rulings.png"))).equals(await readFile(at("page.png")))).toBe(false);
	});

	test("refuse a page or a cell that is not there", async () => {
		expect((await gouji(["look", clean, "--page", "99", "--out", at("y.png")])).code).toBe(2);
		const unknown = await gouji(["look", clean, "--page", "1", "--stage", "zones"]);
		expect(unknown.code).toBe(2);
		expect(unknown.stderr).toContain("rulings, lines, columns, rows, cells");
		expect((await gouji(["explain", expected, "requests.received.nobody"])).code).toBe(2);
	});
});

describe.concurrent("run", () => {
	const folderOf = (name: string) => join(repository, "samples", name);
	const published = async (output: string, name: string) => readFile(at(`${output}/data/reports/${name}.json`), "utf8");

	test.each([
		[
			"yaml.yaml",
			(output: string) => `# Not "sources": only folders.\nfolders: [${folderOf("bureau-2021-ruled")}]\noutput: ${output}\n`,
		],
		[
			"program.config.ts",
			(output: string) =>
				`const folders: readonly string[] = [${JSON.stringify(folderOf("bureau-2021-ruled"))}];\nexport default { folders, output: "${output}" };\n`,
		],
	])("takes a configuration of folders in %s, and leaves no state", async (name, textFor) => {
		const output = `out-${name}`;
		await writeFile(at(name), textFor(output));
		const { code, stderr } = await gouji(["run", name], { cwd: folder });
		expect(stderr).toBe("");
		expect(code).toBe(0);
		expect(await published(output, "bureau-2021-ruled")).toBe(await readFile(expected, "utf8"));
		expect(await readdir(at(output))).toEqual(["data", "site"]);
		expect(await readdir(folder)).not.toContain("state");
	});

	test("takes a configuration of sources whose comment speaks of folders", async () => {
		const text = `# The other mode has { "folders": ["reports"] } instead.\nsources:\n  - { id: local, kind: folder, folder: ${folderOf("bureau-2021-ruled")} }\noutput: out-mixed\nstate: state-mixed\n`;
		await writeFile(at("mixed.yaml"), text);
		const { code, stdout, stderr } = await gouji(["run", "mixed.yaml", "--json"], { cwd: folder });
		expect(stderr).toBe("");
		expect(JSON.parse(stdout)).toMatchObject({ schema: "gouji/run@1", found: 1, published: 1 });
		expect(code).toBe(0);
	});

	test("says what to do where a configuration has sources and folders, and where a verb needs sources", async () => {
		await writeFile(at("both.yaml"), "sources: []\nfolders: [reports]\n");
		await writeFile(at("only.yaml"), "folders: [reports]\n");
		const both = await gouji(["run", "both.yaml"], { cwd: folder });
		expect(both.stderr).toContain("both.yaml:2: folders: a configuration has sources or folders, not both");
		const status = await gouji(["status", "only.yaml"], { cwd: folder });
		expect(status.stderr).toContain("only.yaml is a configuration of folders");
		expect([both.code, status.code]).toEqual([2, 2]);
	});

	test("stops at no document: each has a line, and a person is asked to look", async () => {
		await mkdir(at("mixed-folder"));
		for (const name of ["empty.pdf", "page.pdf"]) await copyFile(at(name), at(`mixed-folder/${name}`));
		await copyFile(clean, at("mixed-folder/good.pdf"));
		await writeFile(at("mixed-folder.json"), JSON.stringify({ folders: ["mixed-folder"], output: "out-folder" }));
		const { code, stdout } = await gouji(["run", "mixed-folder.json", "--json"], { cwd: folder });
		expect(JSON.parse(stdout)).toMatchObject([
			{ file: "mixed-folder/empty.pdf", status: "failed", error: { code: "empty-file", hint: "Fetch the document again." } },
			{ file: "mixed-folder/good.pdf", status: "verified", issuer: "云浦区水务局", errors: 0 },
			{ file: "mixed-folder/page.pdf", status: "failed", error: { code: "not-a-pdf" } },
		]);
		expect(code).toBe(1);
	});

	test("says that a folder has no PDF", async () => {
		await mkdir(at("bare"));
		await writeFile(at("bare.json"), JSON.stringify({ folders: ["bare"], output: "out-bare" }));
		const { code, stderr } = await gouji(["run", "bare.json"], { cwd: folder });
		expect(stderr).toContain("No PDF is in");
		expect(code).toBe(2);
	});

	test("reads, checks and publishes a folder; the same input gives the same files", async () => {
		const config = (name: string) =>
			JSON.stringify({ folders: [join(repository, "samples", "bureau-2021-ruled")], output: name });
		await writeFile(at("one.json"), config("one"));
		await writeFile(at("two.json"), config("two"));
		const [one, two] = await Promise.all([
			gouji(["run", "one.json"], { cwd: folder }),
			gouji(["run", "two.json"], { cwd: folder }),
		]);
		expect([one.code, two.code]).toEqual([0, 0]);
		for (const file of [
			"data/reports/bureau-2021-ruled.json",
			"data/report.schema.json",
			"data/codebook.csv",
			"site/index.html",
			"site/findings.html",
			"site/data/agencies.json",
		]) {
			const [a, b] = await Promise.all([readFile(at(`one/${file}`), "utf8"), readFile(at(`two/${file}`), "utf8")]);
			expect(a.length).toBeGreaterThan(100);
			expect(b).toBe(a);
		}
	});
});
