import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { DEFAULT_SETTINGS } from "../../src/reading/tables/settings.ts";
import { configurationPage } from "../docs/configuration.ts";
import { generatedPages } from "../docs/pages.ts";
import { repository } from "../support/command.ts";

const page = (name: string) => readFile(join(repository, name), "utf8");

test("README has the two commands exactly", async () => {
	const readme = await page("README.md");
	expect(readme).toContain("```sh\nnpm ci && npm start\n```");
	expect(readme).toContain("```sh\nnpm ci && npm test\n```");
	expect(await page(".ci/run")).toContain("npm ci && npm test");
});

describe("what README shows of its sample", () => {
	const expected = async () => Report.parse(JSON.parse(await page("samples/bureau-2023-inconsistent/expected.json")));

	test("is every error that gouji finds, and the picture's finding", async () => {
		const [readme, { findings }] = [await page("README.md"), await expected()];
		const shown = [...readme.matchAll(/^ {2}错误 (\S+) {2}(.+)$/gm)].map(([, rule, message]) => ({ rule, message }));
		const errors = findings.filter(({ severity, verdict }) => severity === "error" && verdict === "broken");
		expect(shown).toEqual(errors.map(({ rule, message }) => ({ rule, message })));
		expect(errors.find(({ rule }) => rule === "A04-t4-sum")).toMatchObject({ expected: 2, actual: 3 });
	});

	test("is part of its report.json", async () => {
		const [, example = ""] = /```json\n(.*?)```/s.exec(await page("README.md")) ?? [];
		const { cells, findings, ...rest } = JSON.parse(example) as { cells: object[]; findings: object[] };
		const containing = (parts: object[]) => expect.arrayContaining(parts.map((part) => expect.objectContaining(part)));
		expect(await expected()).toMatchObject({ ...rest, cells: containing(cells), findings: containing(findings) });
	});
});

test("README's program is part of the one that is run in docs/api-library.md", async () => {
	const [program = "", whole = ""] = await Promise.all(
		["README.md", "docs/api-library.md"].map(async (name) => /```js\n(.*?)```/s.exec(await page(name))?.[1]),
	);
	const imported = (text: string) => /import \{ (.*) \} from "gouji";/.exec(text)?.[1]?.split(", ") ?? [];
	expect(imported(program)).toContain("extractReport");
	expect(imported(whole)).toEqual(expect.arrayContaining(imported(program)));
	const others = program.split("\n").filter((line) => !line.endsWith('from "gouji";'));
	expect(whole.split("\n")).toEqual(expect.arrayContaining(others));
});

test("README's comparison has the figures of docs/performance.md", async () => {
	const [readme, performance] = [await page("README.md"), await page("docs/performance.md")];
	const table = /## How exact\n\n(.*?)\n\n/s.exec(readme)?.[1] ?? "";
	const rows = table.split("\n").slice(2);
	expect(rows.length).toBeGreaterThan(5);
	const measured = performance.split("\n").filter((line) => line.startsWith("| "));
	for (const row of rows) {
		const [name = "", right, ruled, f1] = row
			.replaceAll("**", "")
			.split("|")
			.slice(1, -1)
			.map((cell) => cell.trim());
		const [reader = ""] = name.split(" (");
		expect(measured, name).toContainEqual(
			expect.stringMatching(new RegExp(`^\\| ${reader}[ ,].*\\| ${right} \\| ${ruled} \\|$`)),
		);
		if (f1 === "—") continue;
		expect(measured, name).toContainEqual(expect.stringMatching(new RegExp(`^\\| ${reader}[ ,].*\\| ${f1} \\|$`)));
	}
});

test("README says how many rules there are", async () => {
	const catalogue = (await page("docs/rules.md")).matchAll(/^\| `?([A-Z]\d\d)-/gm);
	expect(await page("README.md")).toContain(`${[...catalogue].length} rules`);
});

test("the version is the same in the package, its lock file, the release notes and what sites are told", async () => {
	const { version } = JSON.parse(await page("package.json")) as { version: string };
	const lock = JSON.parse(await page("package-lock.json")) as { version: string; packages: Record<string, { version: string }> };
	expect([lock.version, lock.packages[""]?.version]).toEqual([version, version]);
	expect(/^## ([\d.]+)/m.exec(await page("CHANGELOG.md"))?.[1]).toBe(version);
	expect(configurationPage()).toContain(`gouji/${version.replace(/\.\d+$/, "")} (`);
});

test("the workflow runs the commands of .ci/run, with the oldest supported Node and that of the tests", async () => {
	const { jobs } = parse(await page(".github/workflows/ci.yml")) as {
		jobs: { matrix: { strategy: { matrix: { node: string[] } }; steps: { run?: string }[] } };
	};
	const { engines, devDependencies } = JSON.parse(await page("package.json")) as Record<string, Record<string, string>>;
	const supported = [engines?.node?.replace(">=", ""), devDependencies?.node?.replace(/^\^(\d+).*/, "$1")];
	expect(jobs.matrix.strategy.matrix.node).toEqual(supported);
	const commands = jobs.matrix.steps.flatMap(({ run }) => (run?.startsWith("npm ") ? [run] : []));
	expect(await page(".ci/run")).toContain(`{ ${commands.join(" && ")}; }`);
});

test.each(Object.entries(generatedPages()))("docs/%s is up to date: `npm run docs` rewrites it", async (name, text) => {
	expect(await page(`docs/${name}`)).toBe(text);
});

test("every field of the published report is in docs/data.md", async () => {
	const text = await page("docs/data.md");
	const { shape } = Report;
	const named = [shape.source, shape.sections, shape.quality, shape.cells.element, shape.findings.element].flatMap((part) =>
		Object.keys(part.shape),
	);
	const missing = [...Object.keys(shape), ...named].filter((key) => !new RegExp(`\\b${key}\\b`).test(text));
	expect(missing).toEqual([]);
});

describe("links between pages", () => {
	const pages = ["README.md", ...readdirSync(join(repository, "docs")).map((name) => `docs/${name}`)].filter((name) =>
		name.endsWith(".md"),
	);
	test.each(pages)("of %s lead somewhere", async (name) => {
		const links = [...(await page(name)).matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1] ?? "");
		expect(links.filter((link) => !existsSync(join(repository, dirname(name), link)))).toEqual([]);
	});
});

test("every tolerance of table reading is in docs/tables.md with its default, and says what it is", async () => {
	const text = await page("docs/tables.md");
	const rows = [...text.matchAll(/^\| `([a-zA-Z]+)\.([a-zA-Z]+)` \| ([\d.]+) \| [a-z]+ \| (.*) \|$/gm)];
	const documented = rows.map(([, step, name, value]) => `${step}.${name} ${value}`);
	const settings = Object.entries(DEFAULT_SETTINGS).flatMap(([step, of]) =>
		Object.entries(of).map(([name, value]) => `${step}.${name} ${value}`),
	);
	expect(documented).toEqual(settings);
	expect(new Set(rows.map((row) => row[4])).size).toBe(rows.length);
});
