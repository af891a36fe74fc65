import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../support/command.ts";

const text = readFileSync(join(repository, "SECURITY.md"), "utf8");
const promises = text
	.slice(text.indexOf("## What is done"), text.indexOf("## What is not done"))
	.split(/\n(?=\*\*)/)
	.slice(1);

test.each(promises.map((promise) => [/^\*\*([^*]+)\*\*/.exec(promise)?.[1] ?? "", promise]))(
	"what is promised under %s names the tests that show it",
	(_, promise) => {
		const named = [...promise.matchAll(/`(tests\/[^`]+)`/g)].map(([, path = ""]) => path);
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
	},
);

test("there are promises", () => {
	expect(promises.length).toBeGreaterThan(8);
});
