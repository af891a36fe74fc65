import { execFileSync, spawnSync } from "node:child_process";
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
	readonly healthcheck?: { readonly test?: readonly string[] };
}

const text = readFileSync(join(repository, "deploy", "compose.yaml"), "utf8");
const { services, volumes } = parse(text, { merge: true }) as {
	services: Readonly<Record<string, Service>>;
	volumes: Readonly<Record<string, unknown>>;
};
const ours = Object.entries(services).filter(([name]) => name !== "postgres");

describe("deploy/compose.yaml", () => {
	test("has the database, workers, the clocks of one and of many machines, and the desk", () => {
		expect(Object.keys(services).sort()).toEqual(["clock", "nightly", "postgres", "review", "timer", "worker"]);
	});

	test("starts our services from our image, which cannot write itself and has no rights", () => {
		for (const [name, { build, read_only, cap_drop, volumes: mounted }] of ours) {
			expect(existsSync(join(repository, "deploy", build?.context ?? "?", build?.dockerfile ?? "?")), name).toBe(true);
			expect([read_only, cap_drop, mounted], name).toEqual([true, ["ALL"], ["../data:/data"]]);
		}
	});

	test.each(["timer", "clock"])("%s waits for the next half past midnight in Shanghai, without data about time zones", (name) => {
		const shell = services[name]?.command?.[0]?.replaceAll("$$", "$") ?? "";
		execFileSync("sh", ["-n", "-c", shell]);
		const seconds = /sleep (\$\(\(.*?\)\) \))|sleep (\$\(\( .* \)\))/.exec(shell)?.[0].replace("sleep ", "") ?? "";
		// Where there is no data about time zones, names of them mean UTC.
		const env = { ...process.env, TZDIR: "/nonexistent" };
		const waits = Number(execFileSync("sh", ["-c", `echo ${seconds}`], { encoding: "utf8", env }));
		const at = new Date(Date.now() + waits * 1000).toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai" });
		expect(at).toMatch(/^00:(?:29:5|30:0)/);
		expect(waits).toBeGreaterThan(0);
	});

	test("knows of its clocks and its desk whether they are well", () => {
		for (const name of ["timer", "clock", "review"]) expect(services[name]?.healthcheck?.test?.length, name).toBeGreaterThan(1);
		execFileSync("sh", ["-n", "-c", services.clock?.healthcheck?.test?.[1] ?? "("]);
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

const deployed = (name: string) => readFileSync(join(repository, "deploy", name), "utf8");

describe("deploy for one machine", () => {
	const service = deployed("gouji.service");
	const value = (unit: string, key: string) => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map((match) => match[1]);

	test("its configuration is one, and names no place that the service may not write", () => {
		const { state, output, metrics } = nightlyConfig(deployed("nightly.yaml"), "nightly.yaml");
		expect(value(service, "ProtectSystem")).toEqual(["strict"]);
		const [folder] = value(service, "StateDirectory");
		for (const place of [state, output, metrics]) expect(place).toMatch(new RegExp(`^/var/lib/${folder}/`));
		expect(value(service, "ExecStart")[0]).toMatch(/ run \/etc\/gouji\/nightly\.yaml /);
	});

	test("a run that does not come to its end is told by a unit that is there", () => {
		const [name = ""] = value(service, "OnFailure");
		const failed = deployed(name);
		expect(value(failed, "ExecStart")[0]).toMatch(/gouji\.mjs alert \/etc\/gouji\/nightly\.yaml "/);
		expect(value(service, "SuccessExitStatus")).toEqual(["1"]);
	});

	test("systemd finds no fault in its units", () => {
		const units = ["gouji.service", "gouji.timer", "gouji-failed.service"].map((name) => join(repository, "deploy", name));
		const { error, stderr } = spawnSync("systemd-analyze", ["verify", ...units], { encoding: "utf8" });
		// Without systemd its own reader cannot be asked; what it would look at first is looked at above.
		if (error) return expect(units.every(existsSync)).toBe(true);
		expect(stderr.split("\n").filter((line) => /deploy\/gouji/.test(line) && !/is not executable/.test(line))).toEqual([]);
	});

	test("its crontab names no variable that cron does not know, and goes on at half past midnight in China only", () => {
		const lines = deployed("crontab")
			.split("\n")
			.filter((line) => line !== "" && !line.startsWith("#"));
		expect(lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split("=")[0])).toEqual(["MAILTO"]);
		const [, minute, hours, command = ""] = /^(\S+) (\S+) \* \* \* (.*)$/.exec(lines.at(-1) ?? "") ?? [];
		expect([minute, hours]).toEqual(["35", "*"]);
		// Cron takes \% for a percent sign; an unescaped one would end the command.
		expect(command.replaceAll("\\%", "")).not.toContain("%");
		const shell = command.replaceAll("\\%", "%");
		execFileSync("sh", ["-n", "-c", shell]);
		const guard = /^\[ (.*?) \] && /.exec(shell)?.[0].replace(" && ", "") ?? "false";
		const hourIn = (env: NodeJS.ProcessEnv) =>
			spawnSync("sh", ["-c", guard.replace("date +%H", `date -d @${Date.UTC(2026, 0, 5, 16, 35) / 1000} +%H`)], {
				env: { ...process.env, ...env },
			}).status;
		expect([hourIn({ TZ: "UTC" }), hourIn({ TZ: "America/New_York" })]).toEqual([0, 0]);
		expect(spawnSync("sh", ["-c", guard.replace("date +%H", `date -d @${Date.UTC(2026, 0, 5, 0, 35) / 1000} +%H`)]).status).toBe(
			1,
		);
	});
});
