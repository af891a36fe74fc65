import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/index.ts";
import { checkScope, configAt } from "../../src/cli/configuration.ts";
import { tlsMend } from "../../src/collecting/http/tls.ts";
import { gbkBytes } from "../site/gbk.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-mistakes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "there"));

const RIGHT = `user_agent: "qingshi/1.0 (ops@example.org)"
sources:
  - id: a
    kind: list
    url: https://a.example/zfxxgk/
roster:
  - { name: 青石市教育局 }
`;
const at = (text: string | Uint8Array) => {
	writeFileSync(join(folder, "n.yaml"), text);
	const now = () => new Date("2026-06-01T00:00:00Z");
	return configAt(join(folder, "n.yaml"), { pipeline: disclosureReport, now, isForRun: true });
};
const roster = (text: string) => RIGHT.replace("  - { name: 青石市教育局 }", text);
const source = (text: string) => RIGHT.replace("    url: https://a.example/zfxxgk/", text);

test("the configuration that the mistakes are made in is right", async () => {
	expect((await at(RIGHT)).roster.length).toBe(1);
});

/** What an operator wrote, and what he is told: file, line, key and the mend. */
const MISTAKES: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
	["a key that there is not", `${RIGHT}colour: red\n`, /^n\.yaml:8: configuration: colour is no known key; correct or remove it/],
	["a kind that there is not", RIGHT.replace("kind: list", "kind: web"), /^n\.yaml:\d: sources\.0.*kind must be one of folder/],
	[
		"an address without https",
		source("    url: a.example/zfxxgk/"),
		/^n\.yaml:5: sources\.0\.url: give a whole address, such as/,
	],
	["a line indented otherwise", source("   url: https://a.example/"), /^n\.yaml:\d: .*the line/],
	["a list item without its dash's indent", RIGHT.replace("    kind", "  kind"), /^n\.yaml:\d: .*the line/],
	["a tab", source("\turl: https://a.example/"), /^n\.yaml:5: a tab stands where spaces must/],
	["a key twice", `${RIGHT}roster: []\n`, /^n\.yaml:8: the key is here twice; keep one/],
	[
		"a fullwidth colon",
		RIGHT.replace("kind: list", "kind：list"),
		/^n\.yaml:4: a fullwidth colon ： stands after a key; write :/,
	],
	[
		"a fullwidth comma",
		roster("  - { name: 甲局， level: city }"),
		/^n\.yaml:7: a fullwidth comma ， stands between two keys; write ,/,
	],
	[
		"Chinese quotation marks",
		source("    url: “https://a.example/”"),
		/^n\.yaml:5: Chinese quotation marks stand around a value/,
	],
	["a wide space", source("　　url: https://a.example/"), /^n\.yaml:5: the line begins with a wide .* space; indent with plain/],
	["GBK", gbkBytes(RIGHT), /^n\.yaml:7: the file is not UTF-8 \(perhaps GBK\); save it as UTF-8/],
	["no sources", "roster: []\n", /^n\.yaml:1: sources: /],
	[
		"an id with capitals",
		RIGHT.replace("id: a", "id: City_A"),
		/^n\.yaml:3: sources\.0\.id: use small letters, digits and hyphens/,
	],
	[
		"an id twice",
		RIGHT.replace("roster:", "  - { id: a, kind: urls, urls: [https://b.example/] }\nroster:"),
		/^n\.yaml:6: sources\.1\.id: a is used twice; give each/,
	],
	[
		"the same source twice",
		RIGHT.replace("roster:", "  - { id: b, kind: list, url: https://a.example/zfxxgk/ }\nroster:"),
		/^n\.yaml:6: sources\.1\.url: b is the same as a; keep one/,
	],
	[
		"a selector with an open bracket",
		source("    url: https://a.example/\n    within: 'div[class=list'"),
		/^n\.yaml:6: sources\.0\.within: .* is no CSS selector; close its/,
	],
	[
		"pages without a number",
		source("    url: https://a.example/\n    page_pattern: index_2.html"),
		/^n\.yaml:6: sources\.0\.page_pattern: .*\{n\}/,
	],
	[
		"years exchanged",
		RIGHT.replace("kind: list", "kind: annual").replace("roster:", "    from: 2025\n    to: 2019\nroster:"),
		/^n\.yaml:7: sources\.0\.to: the last year, 2019, is before the first, 2025; exchange/,
	],
	[
		"years to come",
		RIGHT.replace("kind: list", "kind: annual").replace("roster:", "    from: 2019\n    to: 2026\nroster:"),
		/^n\.yaml:7: sources\.0\.to: no report for 2026 is published yet; write 2025/,
	],
	[
		"a host in a private network",
		source("    url: http://192.168.3.4/zfxxgk/"),
		/^n\.yaml:5: sources\.0\.url: 192\.168\.3\.4 is a private address; name it in private_hosts/,
	],
	[
		"a folder that is not there",
		source("    folder: import").replace("kind: list", "kind: folder"),
		/^n\.yaml:5: sources\.0\.folder: .*import is no folder; make it/,
	],
	[
		"an organ twice",
		roster("  - { name: 甲局 }\n  - { name: 甲局, deadline: '03-31' }"),
		/^n\.yaml:8: roster\.1\.name: 甲局 is in the roster twice; keep one/,
	],
	[
		"another organ's name as alias",
		roster("  - { name: 甲局 }\n  - { name: 乙局, aliases: [甲局] }"),
		/^n\.yaml:8: roster\.1\.aliases\.0: 甲局 is a name of 甲局 too.*take it away/,
	],
	[
		"a parent that is misspelt",
		roster("  - { name: 青石市人民政府 }\n  - { name: 甲局, parent: 清石市人民政府 }"),
		/^n\.yaml:8: roster\.1\.parent: 清石市人民政府 is not in the roster; is 青石市人民政府 meant/,
	],
	["an organ above itself", roster("  - { name: 甲局, parent: 甲局 }"), /^n\.yaml:7: roster\.0\.parent: 甲局 is above itself/],
	[
		"a deadline in words",
		roster("  - { name: 甲局, deadline: 31 January }"),
		/^n\.yaml:7: roster\.0\.deadline: give month and day, such as 01-31/,
	],
	[
		"31 February",
		roster("  - { name: 甲局, deadline: '02-31' }"),
		/^n\.yaml:7: roster\.0\.deadline: .*give one that there is, such as 02-28/,
	],
	[
		"a roster that begins in the future",
		`${RIGHT}roster_from: 2062\n`,
		/^n\.yaml:8: roster_from: no report for 2062 is due yet; write 2025/,
	],
	[
		"a CSV for the roster",
		RIGHT.replace(/roster:\n.*\n/, "roster: roster.csv\n"),
		/^n\.yaml:6: roster: list the organs here, or name their table in roster_file: roster\.csv/,
	],
	[
		"an Excel file for the roster",
		RIGHT.replace(/roster:\n.*\n/, "roster: 名录.xlsx\n"),
		/^n\.yaml:6: roster: .*roster_file: 名录\.xlsx/,
	],
	["a table that is not there", `${RIGHT}roster_file: gone.csv\n`, /^n\.yaml:8: roster_file: .*gone\.csv cannot be read/],
	[
		"half past midnight as 24:30",
		`${RIGHT}politeness: { night: { from: "23:00", to: "24:30" } }\n`,
		/^n\.yaml:8: politeness\.night\.to: give hours and minutes from 00:00 to 24:00/,
	],
	[
		"a night without hours",
		`${RIGHT}politeness: { night: { from: "01:00", to: "01:00" } }\n`,
		/^n\.yaml:8: politeness\.night\.to: the night ends when it begins/,
	],
	[
		"a time zone that there is not",
		`${RIGHT}politeness: { night: { from: "01:00", to: "05:00", time_zone: Beijing } }\n`,
		/^n\.yaml:8: politeness\.night\.time_zone: give a name such as Asia\/Shanghai/,
	],
	[
		"a rule that there is not",
		`${RIGHT}rules:\n  S99: { off: true }\n`,
		/^n\.yaml:9: rules\.S99: no rule has this id or code; gouji rules lists/,
	],
	[
		"a threshold that is misspelt",
		`${RIGHT}rules:\n  L07: { limits: { most_shar: 0.4 } }\n`,
		/^n\.yaml:9: rules\.L07\.limits\.most_shar: use most_share/,
	],
	["a webhook that is only an address", `${RIGHT}webhook: https://hook.example/\n`, /^n\.yaml:8: webhook: .*expected object/],
	[
		"a certificate that is not there",
		`${RIGHT}tls: [{ hosts: [a.example], ca: gone.pem }]\n`,
		/^n\.yaml:8: tls\.0\.ca: .*gone\.pem is not there; correct the path/,
	],
	[
		"metrics in a folder that is not there",
		`${RIGHT}metrics: gone/gouji.prom\n`,
		/^n\.yaml:8: metrics: .*in a folder that is not there; make it/,
	],
	[
		"an output among the system's own",
		`${RIGHT}output: /proc/gouji\n`,
		/^n\.yaml:8: output: \/proc\/gouji is no place for files/,
	],
	[
		"a password in the store",
		`${RIGHT}store: postgres://gouji:secret@db.example/gouji\n`,
		/^n\.yaml:8: store: put the password into PGPASSWORD/,
	],
];

describe("a mistake in a configuration", () => {
	test("is of 35 kinds at least", () => {
		expect(MISTAKES.length).toBeGreaterThanOrEqual(35);
	});

	test.each(MISTAKES)("%s: is refused with file, line and mend", async (_, text, message) => {
		await expect(at(text)).rejects.toMatchObject({ code: "bad-config", message: expect.stringMatching(message) });
	});
});

test.each([
	[{ source: "b" }, /No source is called b/],
	[{ since: "2026-13-45" }, /2026-13-45 is no date/],
	[{ since: "2026-02-30" }, /2026-02-30 is no date/],
	[{ since: "January" }, /January is no date/],
	[{ limit: -1 }, /The limit is no number/],
])("%j on the command line is refused", async (scope, message) => {
	const config = await at(RIGHT);
	expect(() => checkScope(config, scope)).toThrow(message);
	expect(() => checkScope(config, { source: "a", since: "2026-02-28", limit: 3 })).not.toThrow();
});

test.each([
	["DEPTH_ZERO_SELF_SIGNED_CERT", /ca, under tls:/],
	["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /ca, under tls:/],
	["ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED", /legacy: true under tls:/],
	["ERR_SSL_DH_KEY_TOO_SMALL", /weak: true under tls:/],
	["CERT_HAS_EXPIRED", /only the site/],
])("a connection that ends with %s says what to configure", (code, mend) => {
	expect(tlsMend(code)).toMatch(mend);
	expect(tlsMend("ECONNREFUSED")).toBe("");
});
