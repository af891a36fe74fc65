// Measures one digital report by `gouji extract` from a cold start, beside the start of Node alone in the same rounds.
// Compiled code is there from the first, uncounted round. Prints; nothing depends on the figures.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../../src/model/geometry.ts";
import { entry, repository } from "../support/command.ts";

const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 9);
const SAMPLE = join(repository, "samples", "bureau-2021-ruled", "bureau-2021-ruled.pdf");

interface Run {
	readonly wallMs: number;
	/** Of the process and all that it started. */
	readonly cpuMs: number;
}

const out = mkdtempSync(join(tmpdir(), "gouji-start-"));
try {
	const bare: Run[] = [];
	const extract: Run[] = [];
	for (let round = -1; round < ROUNDS; round++) {
		const [one, other] = [timed(["-e", "0"]), timed([entry, "extract", SAMPLE, "--out", out])];
		if (round < 0) continue;
		bare.push(one);
		extract.push(other);
	}
	const shown = (runs: readonly Run[], of: keyof Run) => `${median(runs.map((run) => run[of])).toFixed(0)} ms`;
	const ratio = (of: keyof Run) => (median(extract.map((run) => run[of])) / median(bare.map((run) => run[of]))).toFixed(1);
	console.log(`cold start, median of ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}:
  gouji extract, one digital report  ${shown(extract, "wallMs")} elapsed, ${shown(extract, "cpuMs")} of processor
  node -e 0                          ${shown(bare, "wallMs")} elapsed, ${shown(bare, "cpuMs")} of processor
  times bare Node                    ${ratio("wallMs")} elapsed, ${ratio("cpuMs")} of processor`);
} finally {
	rmSync(out, { recursive: true, force: true });
}

/** Runs Node from a shell, which tells what its children used. */
function timed(args: readonly string[]): Run {
	const start = performance.now();
	const { stdout } = spawnSync("sh", ["-c", '"$@" >/dev/null 2>&1; times', "sh", process.execPath, ...args], {
		encoding: "utf8",
	});
	const wallMs = performance.now() - start;
	const children = stdout.trim().split("\n").at(-1) ?? "";
	const cpuMs = Array.from(
		children.matchAll(/(\d+)m([\d.]+)s/g),
		([, minutes, seconds]) => 60_000 * Number(minutes) + 1000 * Number(seconds),
	);
	return { wallMs, cpuMs: cpuMs.reduce((sum, ms) => sum + ms, 0) };
}
