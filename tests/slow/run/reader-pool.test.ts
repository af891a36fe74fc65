import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ReaderPool } from "../../../src/mapping/isolated/reader-pool.ts";
import { ReaderProcess } from "../../../src/mapping/isolated/reader-process.ts";
import { readAll, resultNames } from "../../../src/output/outcomes.ts";
import { gouji } from "../../support/command.ts";

const entry = fileURLToPath(new URL("../../support/odd-reader.mjs", import.meta.url));
const limits = { timeoutMs: 10_000, memoryBytes: 4e9, documents: 100, processes: 2 };
/** The stand-in goes by names alone. */
const noBytes = async () => new Uint8Array();
let pool: ReaderPool | undefined;
afterEach(() => pool?.close());

async function outcomes(paths: readonly string[], more: Partial<typeof limits> = {}): Promise<string[]> {
	const used = new ReaderPool(entry, { ...limits, ...more }, { load: noBytes });
	pool = used;
	const all = await readAll(
		paths,
		(path) => used.read(path, "report"),
		() => {},
	);
	return all.map(({ error }) => error?.code ?? "read");
}
const pidOf = (json: string) => (JSON.parse(json) as { pid: number }).pid;

describe("a pool of reading processes", () => {
	test("ends a document that takes too long, whether it waits or spins, and reads the others", async () => {
		expect(await outcomes(["a", "hang", "spin", "b", "c"], { timeoutMs: 3000 })).toEqual([
			"read",
			"timeout",
			"timeout",
			"read",
			"read",
		]);
	});

	test("gives scans of many pages more time", async () => {
		expect(await outcomes(["pages"], { timeoutMs: 3000 })).toEqual(["read"]);
	});

	test.skipIf(process.platform !== "linux")("ends a document that takes too much memory, and reads the others", async () => {
		expect(await outcomes(["a", "swell", "b"], { memoryBytes: 300_000_000 })).toEqual(["read", "out-of-memory", "read"]);
	});

	test("reads on after a process crashed", async () => {
		expect(await outcomes(["crash", "a", "crash-again", "b"])).toEqual(["reader-crashed", "read", "reader-crashed", "read"]);
	});

	test("hands on why a document was refused, and keeps the process", async () => {
		expect(await outcomes(["refuse", "a"], { processes: 1 })).toEqual(["not-a-report", "read"]);
	});

	test("tells once that scans are recognised without the native runtime", async () => {
		let told = 0;
		const used = new ReaderPool(entry, limits, { load: noBytes, onSlowScans: () => told++ });
		pool = used;
		await used.read("a", "report");
		expect(told).toBe(0);
		for (const name of ["scan", "scan-again"]) await used.read(name, "report");
		expect(told).toBe(1);
	});

	test("uses a process again, and replaces it after its share of documents", async () => {
		const used = new ReaderPool(entry, { ...limits, processes: 1, documents: 2 }, { load: noBytes });
		pool = used;
		const pids: number[] = [];
		for (const name of ["a", "b", "c"]) pids.push(pidOf(await used.read(name, "report")));
		expect(pids[0]).toBe(pids[1]);
		expect(pids[2]).not.toBe(pids[1]);
	});
});

test("a process that was started before the pool is its first, and is ended with it", async () => {
	const first = new ReaderProcess(entry, limits);
	const used = new ReaderPool(entry, { ...limits, processes: 1 }, { load: noBytes, first });
	pool = used;
	await used.read("a", "report");
	expect([first.served, first.isAlive]).toEqual([1, true]);
	used.close();
	await vi.waitFor(() => expect(first.isAlive).toBe(false));
});

test.each([
	["without files", ["extract", "--json"], 2],
	["for a file that is not there", ["extract", "no-such-file.pdf", "--out", "never"], 1],
	["for its help", ["extract", "--help"], 0],
])("the command ends, though it has started a process already, when asked %s", async (_, args, code) => {
	expect((await gouji(args)).code).toBe(code);
});

test("a reading process reads nothing but its own package, writes nothing, knows no secrets and has no network", async () => {
	process.env.GOUJI_TEST_SECRET = "secret";
	try {
		const used = new ReaderPool(fileURLToPath(new URL("../../prying-reader.mjs", import.meta.url)), limits, { load: noBytes });
		pool = used;
		expect(JSON.parse(await used.read("any", "report"))).toEqual([]);
	} finally {
		delete process.env.GOUJI_TEST_SECRET;
	}
});

test("results of documents with the same name do not overwrite one another", () => {
	const names = resultNames(["a/report.pdf", "b/report.pdf", "c/Report.PDF", "d/other.pdf"]);
	expect([...names.values()]).toEqual(["report.json", "report-2.json", "Report.json", "other.json"]);
});
