import { expect, test } from "vitest";
import { isPrivateAddress, refusal } from "../../../src/collecting/http/addresses.ts";
import { privateRefusal } from "../../../src/collecting/private-hosts.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

const config = nightlyConfig(
	JSON.stringify({
		sources: [
			{ id: "inside", kind: "list", url: "http://oa.example:8080/list" },
			{ id: "public", kind: "list", url: "https://www.example.gov.cn/list" },
		],
		private_hosts: ["oa.example", "files.example:9000"],
	}),
	"nightly.yaml",
);

test.each([
	["inside", "http://oa.example:8080/a.pdf", true],
	["inside", "http://files.example:9000/a.pdf", true],
	["inside", "http://oa.example:8081/admin", false],
	["inside", "http://oa.example/admin", false],
	["public", "http://oa.example:8080/a.pdf", false],
	["public", "http://files.example:9000/a.pdf", false],
	["public", "https://other.example/a.pdf", true],
	[undefined, "http://oa.example:8080/a.pdf", true],
])("for %s, %s may be asked: %j", (source, url, isAsked) => {
	expect(privateRefusal(url, source, config) === undefined).toBe(isAsked);
});

test.each([
	"::ffff:0:127.0.0.1",
	"100:0:0:1::1",
	"3fff::1",
	"5f00::1",
	"fe00::1",
	"::ffff:127.0.0.1",
	"64:ff9b::7f00:1",
	"64:ff9b:1::1",
	"2002:7f00:1::",
	"2001:db8::1",
	"4000::1",
	"::1",
	"fec0::1",
	"no address",
])("%s is no global address", (address) => expect(isPrivateAddress(address)).toBe(true));

test.each(["2400:3200::1", "2606:4700::1111", "2a00:1450::1"])("%s is", (address) =>
	expect(isPrivateAddress(address)).toBe(false),
);

test.each(["http://[5f00::1]/", "http://0x7f.1/", "http://2130706433/", "http://[::ffff:7f00:1]/"])("%s is refused", (url) =>
	expect(refusal(new URL(url), [])).toMatch(/private/),
);
