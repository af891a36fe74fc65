import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { gouji, repository } from "../support/command.ts";

test("every verb is in README in both languages, and its help shows an example of it", async () => {
	const help = await gouji(["--help"]);
	const verbs = [...help.stdout.matchAll(/^ {2}([a-z]+) .*$/gm)].map((match) => match[1] ?? "").filter((verb) => verb !== "help");
	expect(verbs.length).toBeGreaterThanOrEqual(7);
	const readme = await readFile(join(repository, "README.md"), "utf8");
	const [english = "", chinese = ""] = readme.split("## 中文");
	for (const verb of verbs) {
		expect(english).toMatch(new RegExp(`^\\| \`${verb}\` \\|.*npx gouji ${verb} `, "m"));
		expect(chinese).toContain(`| \`${verb}\` |`);
	}
	const helps = await Promise.all(verbs.map((verb) => gouji([verb, "--help"])));
	helps.forEach(({ code, stdout }, i) => {
		expect(stdout).toMatch(new RegExp(`Example:\\n {2}\\$ gouji ${verbs[i]}`));
		expect(code).toBe(0);
	});
});

test("deploy/compose.yaml calls verbs that there are, with options that they have", async () => {
	const text = readFileSync(join(repository, "deploy", "compose.yaml"), "utf8");
	const { services } = parse(text, { merge: true }) as {
		services: Readonly<Record<string, { readonly command?: readonly string[]; readonly entrypoint?: readonly string[] }>>;
	};
	const shell = services.timer?.command?.[0]?.replaceAll("$$", "$") ?? "";
	const called = /gouji\.mjs (.+?) \|\|/.exec(shell)?.[1]?.split(" ") ?? [];
	const ours = Object.entries(services).filter(([name]) => name !== "postgres");
	const commands = [...ours.flatMap(([, { command, entrypoint }]) => (command && !entrypoint ? [command] : [])), called];
	expect(commands.map(([verb]) => verb).sort()).toEqual(["review", "run", "worker"]);
	for (const [verb = "", , ...options] of commands) {
		const { stdout } = await gouji([verb, "--help"]);
		for (const option of options.filter((word) => word.startsWith("--"))) expect(stdout, verb).toContain(`${option} `);
	}
});
