// Reads mutated samples in reading processes and counts what becomes of them.
//   npm run fuzz -- 5000 1        5,000 documents from seed 1; what crashes is kept in fuzz-crashes/
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { READER_LIMITS } from "../../src/mapping/isolated/reader-limits.ts";
import { ReaderPool } from "../../src/mapping/isolated/reader-pool.ts";
import { ERROR_CODES, GoujiError } from "../../src/model/errors.ts";
import { entry, repository } from "../support/command.ts";
import { mutatePdf } from "./mutate.ts";

/** What became of one run over mutated documents. */
export interface FuzzResult {
	/** `report` or an error's code, each with its count. */
	readonly outcomes: Readonly<Record<string, number>>;
	/** Documents whose reading crashed or gave no known outcome. */
	readonly crashes: readonly { readonly name: string; readonly bytes: Uint8Array; readonly message: string }[];
	/** Documents of which an error is said that their original does not have; what a fault broke on the page is said rightly. */
	readonly accusations: readonly { readonly name: string; readonly bytes: Uint8Array; readonly rules: readonly string[] }[];
	readonly slowestMs: number;
}

/** Scans are left out: a mutated one only shows whether recognition is slow. */
const SAMPLES = readdirSync(join(repository, "samples"))
	.filter((name) => name !== "make" && !/scanned|pictured/.test(name))
	.sort();

interface FuzzOptions {
	readonly timeoutMs?: number;
	/** Only the documents of these numbers. */
	readonly only?: readonly number[];
}

/** Reads `count` mutated samples; the same documents for the same seed. */
export async function fuzz(count: number, seed: number, { timeoutMs = 15_000, only }: FuzzOptions = {}): Promise<FuzzResult> {
	const folder = mkdtempSync(join(tmpdir(), "gouji-fuzz-"));
	const pool = new ReaderPool(entry, { ...READER_LIMITS, timeoutMs });
	const originals = SAMPLES.map((name) => new Uint8Array(readFileSync(join(repository, "samples", name, `${name}.pdf`))));
	const outcomes: Record<string, number> = {};
	const crashes: { name: string; bytes: Uint8Array; message: string }[] = [];
	const accusations: { name: string; bytes: Uint8Array; rules: readonly string[] }[] = [];
	const own = new Map<string, Promise<Outcome>>();
	const rulesOf = async (sample: string) => {
		const original = own.get(sample) ?? outcomeOf(pool, join(repository, "samples", sample, `${sample}.pdf`));
		own.set(sample, original);
		return (await original).errors;
	};
	let slowestMs = 0;
	const one = async (i: number) => {
		const sample = SAMPLES[i % SAMPLES.length] ?? "";
		const name = `${sample}-${seed}-${i}.pdf`;
		const bytes = mutatePdf(originals[i % originals.length] ?? new Uint8Array(), seed * 1_000_003 + i);
		const path = join(folder, name);
		writeFileSync(path, bytes);
		const began = performance.now();
		const { outcome, message, errors } = await outcomeOf(pool, path);
		slowestMs = Math.max(slowestMs, performance.now() - began);
		outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
		if (outcome === "reader-crashed" || outcome === "no outcome") crashes.push({ name, bytes, message });
		const known = errors.length > 0 ? await rulesOf(sample) : [];
		const rules = errors.filter((rule) => !known.includes(rule));
		if (rules.length > 0) accusations.push({ name, bytes, rules });
		rmSync(path);
	};
	try {
		const waiting = only ? [...only] : Array.from({ length: count }, (_, i) => i);
		const work = async () => {
			for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next);
		};
		await Promise.all(Array.from({ length: READER_LIMITS.processes }, work));
		return { outcomes, crashes, accusations, slowestMs };
	} finally {
		pool.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

interface Outcome {
	readonly outcome: string;
	readonly message: string;
	/** Rules that are broken. */
	readonly errors: readonly string[];
}

async function outcomeOf(pool: ReaderPool, path: string): Promise<Outcome> {
	try {
		const report = JSON.parse(await pool.read(path, "report")) as Report;
		if (report.schema !== "gouji/report@2") return { outcome: "no outcome", message: "", errors: [] };
		const errors = report.findings.filter(({ severity, verdict }) => severity === "error" && verdict === "broken");
		return { outcome: "report", message: "", errors: errors.map(({ rule }) => rule) };
	} catch (error) {
		const isKnown = error instanceof GoujiError && ERROR_CODES.includes(error.code) && error.message !== "" && error.hint !== "";
		const message = error instanceof Error ? error.message : String(error);
		return { outcome: isKnown ? error.code : "no outcome", message, errors: [] };
	}
}

interface Report {
	readonly schema?: string;
	readonly findings: readonly { readonly rule: string; readonly severity: string; readonly verdict: string }[];
}

if (import.meta.main) {
	const [count = 1000, seed = 1] = process.argv.slice(2).map(Number);
	const { outcomes, crashes, accusations, slowestMs } = await fuzz(count, seed);
	console.log(`${count} mutated documents, seed ${seed}; slowest ${(slowestMs / 1000).toFixed(1)} s`);
	for (const [outcome, number] of Object.entries(outcomes).sort(([, a], [, b]) => b - a))
		console.log(`${String(number).padStart(6)}  ${outcome}`);
	for (const { name, bytes, message } of crashes) {
		mkdirSync("fuzz-crashes", { recursive: true });
		writeFileSync(join("fuzz-crashes", name), bytes);
		console.log(`crash: fuzz-crashes/${name}: ${message.split("\n").slice(0, 6).join(" | ")}`);
	}
	for (const { name, bytes, rules } of accusations) {
		mkdirSync("fuzz-accusations", { recursive: true });
		writeFileSync(join("fuzz-accusations", name), bytes);
		console.log(`accusation: fuzz-accusations/${name}: ${rules.join(", ")}`);
	}
	process.exitCode = crashes.length + accusations.length > 0 ? 1 : 0;
}
