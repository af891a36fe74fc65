import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
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

test("the version is the same in the package, its lock file, the release notes and what sites are told", async () => {
	const { version } = JSON.parse(await page("package.json")) as { version: string };
	const lock = JSON.parse(await page("package-lock.json")) as { version: string; packages: Record<string, { version: string }> };
	expect([lock.version, lock.packages[""]?.version]).toEqual([version, version]);
	expect(/^## ([\d.]+)/m.exec(await page("CHANGELOG.md"))?.[1]).toBe(version);
	expect(configurationPage()).toContain(`gouji/${version.replace(/\.\d+$/, "")} (`);
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
