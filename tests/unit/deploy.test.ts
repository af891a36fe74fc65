import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { repository } from "../support/command.ts";
import { nightlyConfig } from "../support/nightly-config.ts";

interface Service {
	readonly build?: { readonly context: string; readonly dockerfile: string };
	readonly image?: string;
	readonly command?: readonly string[];
	readonly entrypoint?: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
	readonly depends_on?: Readonly<Record<string, unknown>>;
	readonly volumes?: readonly string[];
	readonly ports?: readonly string[];
	readonly read_only?: boolean;
	readonly cap_drop?: readonly string[];
}

const text = readFileSync(join(repository, "deploy", "compose.yaml"), "utf8");
const { services, volumes } = parse(text, { merge: true }) as {
	services: Readonly<Record<string, Service>>;
	volumes: Readonly<Record<string, unknown>>;
};
const ours = Object.entries(services).filter(([name]) => name !== "postgres");

describe("deploy/compose.yaml", () => {
	test("has the database, workers, the clock and the desk", () => {
		expect(Object.keys(services).sort()).toEqual(["nightly", "postgres", "review", "timer", "worker"]);
	});

	test("starts our services from our image, which cannot write itself and has no rights", () => {
		for (const [name, { build, read_only, cap_drop, volumes: mounted }] of ours) {
			expect(existsSync(join(repository, "deploy", build?.context ?? "?", build?.dockerfile ?? "?")), name).toBe(true);
			expect([read_only, cap_drop, mounted], name).toEqual([true, ["ALL"], ["../data:/data"]]);
		}
	});

	test("has a clock that the shell understands, and that waits for the next half past midnight in Shanghai", () => {
		const shell = services.timer?.command?.[0]?.replaceAll("$$", "$") ?? "";
		execFileSync("sh", ["-n", "-c", shell]);
		const seconds = /sleep (\$\(\(.*?\)\) \))|sleep (\$\(\( .* \)\))/.exec(shell)?.[0].replace("sleep ", "") ?? "";
		const waits = Number(execFileSync("sh", ["-c", `echo ${seconds}`], { encoding: "utf8" }));
		const at = new Date(Date.now() + waits * 1000).toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai" });
		expect(at).toMatch(/^00:(?:29:5|30:0)/);
		expect(waits).toBeGreaterThan(0);
	});

	test("takes secrets from the environment, and names no other variable", () => {
		const named = [...text.replace(/^\s*#.*$/gm, "").matchAll(/(?<!\$)\$\{?([A-Z_]+)/g)].map((match) => match[1] ?? "");
		expect([...new Set(named)].sort()).toEqual([
			"AWS_ACCESS_KEY_ID",
			"AWS_SECRET_ACCESS_KEY",
			"GOUJI_ORIGIN",
			"POSTGRES_PASSWORD",
		]);
		for (const [name, { environment }] of Object.entries(services))
			for (const [key, value] of Object.entries(environment ?? {}))
				if (/PASSWORD|KEY/.test(key)) expect(value, name).toMatch(/^\$\{/);
	});

	test("opens nothing but the desk, and that on loopback; every volume and dependency is there", () => {
		const open = Object.entries(services).flatMap(([name, { ports }]) => (ports ?? []).map((port) => `${name} ${port}`));
		expect(open).toEqual(["review 127.0.0.1:8787:8787"]);
		for (const { depends_on } of Object.values(services))
			for (const name of Object.keys(depends_on ?? {})) expect(Object.keys(services)).toContain(name);
		expect(Object.keys(volumes)).toEqual(["postgres"]);
	});
});

test("the configuration that docs/operations.md shows for several machines is one", () => {
	const page = readFileSync(join(repository, "docs", "operations.md"), "utf8");
	const [, yaml = ""] = /```yaml\n(store:[\s\S]*?)```/.exec(page) ?? [];
	const config = nightlyConfig(`sources: [{ id: a, kind: list, url: "https://a.example/" }]\n${yaml}`, "nightly.yaml");
	expect([config.store, config.archive]).toEqual([
		"postgres://gouji@db.example/gouji",
		"s3://reports/gouji?endpoint=https://s3.example&region=cn-1",
	]);
});
