// Measures one digital report by `gouji extract` from a cold start, from source and as the packed package, beside the start of
// Node alone in the same rounds. Compiled code is there from the first, uncounted round. Prints; nothing depends on the figures.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "../../src/model/geometry.ts";
import { entry, repository } from "../support/command.ts";

const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 9);
const SAMPLE = join(repository, "samples", "bureau-2021-ruled", "bureau-2021-ruled.pdf");
const HOOK = pathToFileURL(join(repository, "tests", "support", "processor-time.mjs")).href;

interface Run {
	readonly wallMs: number;
	/** Processor time of the process, and of the reading processes that it started. */
	readonly command: number;
	readonly readers: number;
}

const folder = mkdtempSync(join(tmpdir(), "gouji-start-"));
try {
	const extract = (program: string) => [program, "extract", SAMPLE, "--out", join(folder, "out")];
	const measured = new Map([
		["node -e 0", ["-e", "0"]],
		["gouji extract, from source", extract(entry)],
		["gouji extract, packed", extract(packed())],
	]);
	const runs = new Map([...measured.keys()].map((name) => [name, [] as Run[]]));
	for (let round = -1; round < ROUNDS; round++)
		for (const [name, args] of measured) {
			const run = timed(args);
			if (round >= 0) runs.get(name)?.push(run);
		}
	const of = (name: string, part: keyof Run) => median((runs.get(name) ?? []).map((run) => run[part]));
	console.log(`cold start of one digital report, medians of ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}:`);
	for (const name of runs.keys()) {
		const [wall, command, readers] = [of(name, "wallMs"), of(name, "command"), of(name, "readers")];
		const ratio = wall / of("node -e 0", "wallMs");
		console.log(
			`  ${name.padEnd(28)} ${wall.toFixed(0)} ms elapsed (${ratio.toFixed(1)} times Node alone); processor: ` +
				`${command.toFixed(0)} ms command, ${readers.toFixed(0)} ms reading process`,
		);
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}

/** The command as the packed package has it: built anew, without the source. */
function packed(): string {
	const built = spawnSync("npm", ["run", "build"], { cwd: repository, encoding: "utf8", shell: process.platform === "win32" });
	if (built.status !== 0) throw new Error(built.stderr + built.stdout);
	const place = join(folder, "package");
	mkdirSync(place);
	for (const name of ["bin", "dist", "assets", "package.json"])
		if (existsSync(join(repository, name))) cpSync(join(repository, name), join(place, name), { recursive: true });
	symlinkSync(join(repository, "node_modules"), join(place, "node_modules"), "junction");
	return join(place, "bin", "gouji.mjs");
}

function timed(args: readonly string[]): Run {
	const times = join(folder, "times.json");
	writeFileSync(times, "");
	const start = performance.now();
	const { status, stderr } = spawnSync(process.execPath, ["--import", HOOK, ...args], {
		env: { ...process.env, GOUJI_TIMES: times },
		encoding: "utf8",
	});
	const wallMs = performance.now() - start;
	// 1: it was read, and something was found.
	if (status !== 0 && status !== 1) throw new Error(stderr);
	return { wallMs, ...(JSON.parse(readFileSync(times, "utf8")) as Omit<Run, "wallMs">) };
}
