import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FoldersConfig, nightOverFolders } from "../../src/collecting/sources/folders-config.ts";
import { configurationOf, configValues } from "../../src/collecting/sources/parse-config.ts";
import { repository } from "../support/command.ts";
import { nightlyConfig } from "../support/nightly-config.ts";

const minimal = "sources:\n  - id: a\n    kind: urls\n    urls: [https://www.example.gov.cn/a.pdf]\n";

describe("configuration", () => {
	test("the documented example is valid, and so is the least there can be", () => {
		const example = readFileSync(join(repository, "pipelines/disclosure-report/sources/example-city.yaml"), "utf8");
		expect(nightlyConfig(example, "example-city.yaml").sources.length).toBeGreaterThan(4);
		expect(nightlyConfig(minimal, "x.yaml")).toMatchObject({ output: "output", politeness: { delay_seconds: 4, tries: 3 } });
	});

	test.each([
		[`${minimal}colour: red\n`, /^x\.yaml:5: configuration: colour is no known key/],
		[`${minimal}politeness:\n  delay_seconds: soon\n`, /^x\.yaml:6: politeness\.delay_seconds: .*expected number/],
		[`${minimal}  - id: a\n    kind: folder\n    folder: x\n`, /^x\.yaml:5: sources\.1\.id: a is used twice/],
		[minimal.replace("urls\n", "web\n"), /^x\.yaml:\d: sources\.0.*kind must be one of/],
		[minimal.replace("https://www", "ftp://www"), /^x\.yaml:4: sources\.0\.urls\.0: give a whole address/],
		[minimal.replace("id: a", "id: ../a"), /^x\.yaml:2: sources\.0\.id: use small letters/],
		["sources: [\n", /^x\.yaml:\d: /],
		["", /^x\.yaml:1: configuration: /],
		["sources: []\n# folders\nfolders: [a]\n", /^x\.yaml:3: folders: .*not both; keep one: with sources, write each folder as/],
		["folders: []\n", /^x\.yaml:1: folders: /],
		["folders: [a]\nsurprise: 1\n", /^x\.yaml:2: configuration: surprise is no known key/],
		[`${minimal}roster:\n  - name: 某局\n    deadline: 31 January\n`, /^x\.yaml:7: roster\.0\.deadline: give month and day/],
	])("%# is refused with the line, the key and the mend", (text, message) => {
		expect(() => nightlyConfig(text, "x.yaml")).toThrow(message);
	});

	test.each([
		["folders: [reports]\n", "folders"],
		['{ "folders": ["reports"] }', "folders"],
		["# sources: none\n'folders': [sources]\n", "folders"],
		[`# The other mode has { "folders": [...] }.\n${minimal}`, "sources"],
		[`${minimal}user_agent: '"folders": not meant'\n`, "sources"],
		[minimal.replace("id: a", "id: folders"), "sources"],
	])("%# is of folders or of sources by its keys, whatever its comments and texts say", (text, kind) => {
		expect(configurationOf(configValues(text, "x.yaml")).kind).toBe(kind);
	});

	test("folders are a night whose reports are compared with one another", () => {
		const folders = FoldersConfig.parse({ folders: ["a", "b"], timeout: 7 });
		const { sources, limits, output } = nightOverFolders(folders, { megabytes: 100 });
		expect(sources.map(({ id, kind }) => [id, kind])).toEqual([
			["folders", "folder"],
			["folders", "folder"],
		]);
		expect({ limits, output }).toMatchObject({ limits: { megabytes: 100, reading_seconds: 7 }, output: "output" });
	});
});
