import { execFile, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReadReply } from "../../src/mapping/isolated/reader.ts";
import { entry, repository } from "../support/command.ts";

const hook = pathToFileURL(join(repository, "tests", "support", "loaded-modules.mjs")).href;
const sample = join(repository, "samples", "bureau-2021-ruled", "bureau-2021-ruled.pdf");
let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-loaded-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Packages and own files of the modules that a program loaded. */
async function loadedBy(name: string) {
	const urls = (await readFile(join(folder, name), "utf8")).split("\n");
	const packages = new Set(
		urls.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]).filter((found) => found !== undefined),
	);
	const root = pathToFileURL(`${repository}/`).href;
	const own = urls.filter((url) => url.startsWith(root) && !url.includes("/node_modules/")).map((url) => url.slice(root.length));
	return { packages: [...packages].sort(), own };
}

function environment(name: string): NodeJS.ProcessEnv {
	return { ...process.env, GOUJI_LOADED: join(folder, name) };
}

/** What only the desk, the data set, the night or another reader needs. */
const ELSEWHERE = [
	...["src/review", "src/nightly", "src/output/dataset", "src/output/documents", "src/output/score"],
	...["src/collecting/http", "src/reading/html", "src/reading/docx"],
];
/** Files of these places; every place must be there, or nothing is checked. */
function within(places: readonly string[], files: readonly string[]): string[] {
	expect(places.filter((place) => !existsSync(join(repository, place)))).toEqual([]);
	return files.filter((file) => places.some((place) => file.startsWith(`${place}/`)));
}

describe("what `gouji extract` loads for a digital report", () => {
	test("in the command: the command line and what hands bytes to reading processes", async () => {
		await promisify(execFile)(process.execPath, ["--import", hook, entry, "extract", sample, "--out", folder], {
			env: environment("command"),
		}).catch((error: unknown) => {
			// 1: it was read, and something was found.
			if ((error as { code?: unknown }).code !== 1) throw error;
		});
		const { packages, own } = await loadedBy("command");
		expect(own).toContain("src/cli/extract.ts");
		expect(packages).toEqual(["commander", "eventemitter3", "p-queue", "p-timeout"]);
		const readers = ["src/reading/tables/ruled", "src/reading/ocr", "pipelines/disclosure-report"];
		expect(within([...ELSEWHERE, ...readers], own)).toEqual([]);
	});

	test("in the reading process: one reader of PDF, the runtime of the figure reader, and the knowledge of reports", async () => {
		const child = fork(entry, ["--reader"], {
			execArgv: ["--import", hook],
			env: environment("reader"),
			serialization: "advanced",
		});
		const ended = new Promise((resolve) => child.once("exit", resolve));
		const reply = await new Promise<ReadReply>((resolve, reject) => {
			child.on("error", reject);
			child.on("message", (message: ReadReply) => {
				if (message.id === 0) resolve(message);
			});
			void readFile(sample).then((bytes) =>
				child.send({ id: 0, file: "report.pdf", bytes: new Uint8Array(bytes), task: "report" }),
			);
		});
		child.disconnect();
		await ended;
		expect(reply.error).toBeUndefined();
		const { packages, own } = await loadedBy("reader");
		expect(own).toContain("src/mapping/isolated/reader.ts");
		expect(packages.filter((name) => !name.startsWith("onnxruntime-"))).toEqual(["@embedpdf/pdfium", "zod"]);
		expect(within([...ELSEWHERE, "src/cli"], own)).toEqual([]);
	});
});

test("what a reading process compiles is kept for the next one, though it is killed", async () => {
	const temporary = join(folder, "temporary");
	await mkdir(temporary);
	await promisify(execFile)(process.execPath, [entry, "extract", sample, "--out", folder], {
		env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
	}).catch((error: unknown) => {
		if ((error as { code?: unknown }).code !== 1) throw error;
	});
	const [own = ""] = (await readdir(temporary)).filter((name) => name.startsWith("gouji-readers-"));
	const kept = (await readdir(join(temporary, own), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
	expect(kept.length).toBeGreaterThan(100);
});
