import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/sources/parse-config.ts";
import { repository } from "../support/command.ts";

const minimal = "sources:\n  - id: a\n    kind: urls\n    urls: [https://www.example.gov.cn/a.pdf]\n";

describe("configuration", () => {
	test("the documented example is valid, and so is the least there can be", () => {
		const example = readFileSync(join(repository, "pipelines/disclosure-report/sources/example-city.yaml"), "utf8");
		expect(parseConfig(example, "example-city.yaml").sources.length).toBeGreaterThan(4);
		expect(parseConfig(minimal, "x.yaml")).toMatchObject({ output: "output", politeness: { delay_seconds: 4, tries: 3 } });
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
		[`${minimal}roster:\n  - name: 某局\n    deadline: 31 January\n`, /^x\.yaml:7: roster\.0\.deadline: give month and day/],
	])("%# is refused with the line, the key and the mend", (text, message) => {
		expect(() => parseConfig(text, "x.yaml")).toThrow(message);
	});
});
