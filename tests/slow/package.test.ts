import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandResult } from "../support/command.ts";
import { repository } from "../support/command.ts";

const SAMPLE = "bureau-2021-ruled";
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

let folder = "";
let installed: CommandResult;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-package-"));
	const packed = await npm(["pack", "--pack-destination", folder], repository);
	if (packed.code !== 0) throw new Error(packed.stderr);
	const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
	await mkdir(join(folder, "user"));
	await writeFile(join(folder, "user", "package.json"), '{ "private": true }');
	installed = await npm(["install", "--omit=dev", "--ignore-scripts", join("..", tarball)], join(folder, "user"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs npm, or a command through it. */
function npm(args: readonly string[], cwd: string): Promise<CommandResult> {
	return new Promise((resolve) => {
		// npm is a script of the shell's on Windows.
		execFile("npm", args, { cwd, shell: process.platform === "win32", maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
		});
	});
}

/** Packages installed, by npm's own list, and the bytes of all their files. */
async function weighed(modules: string): Promise<{ packages: number; megabytes: number }> {
	const lock = JSON.parse(await readFile(join(modules, ".package-lock.json"), "utf8")) as { packages: object };
	let bytes = 0;
	for (const entry of await readdir(modules, { recursive: true, withFileTypes: true }))
		if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
	return { packages: Object.keys(lock.packages).length, megabytes: bytes / 1e6 };
}

describe("the packed package, installed in an empty folder", () => {
	test("is small, reads a sample as the repository does, and draws a page", async ({ skip }) => {
		if (installed.code !== 0 && NO_NETWORK.test(installed.stderr)) {
			console.warn(`No package registry is reachable: that the package installs is not tested\n${installed.stderr}`);
			skip();
		}
		expect(installed, installed.stderr).toMatchObject({ code: 0 });
		const user = join(folder, "user");
		const { packages, megabytes } = await weighed(join(user, "node_modules"));
		console.info(`a production install: ${packages} packages, ${megabytes.toFixed(0)} MB`);
		expect(packages).toBeLessThanOrEqual(130);
		expect(megabytes).toBeLessThanOrEqual(300);

		await cp(join(repository, "samples", SAMPLE, `${SAMPLE}.pdf`), join(user, "report.pdf"));
		const extracted = await npm(["exec", "--offline", "--", "gouji", "extract", "report.pdf", "--out", "results"], user);
		expect(extracted.stderr).not.toContain("Error");
		const expected = JSON.parse(await readFile(join(repository, "samples", SAMPLE, "expected.json"), "utf8"));
		const report = JSON.parse(await readFile(join(user, "results", "report.json"), "utf8"));
		expect(report).toEqual({ ...expected, source: { ...expected.source, file: "report.pdf" } });

		// Drawing needs the canvas that pdf.js brings, recognising the runtime that is packed with the built code.
		const drawn = await npm(["exec", "--offline", "--", "gouji", "look", "report.pdf", "--page", "1"], user);
		expect(drawn.code, drawn.stderr).toBe(0);
		expect((await readFile(join(user, "look.png"))).subarray(1, 4).toString()).toBe("PNG");
		expect(await readdir(join(user, "node_modules", "gouji", "dist", "onnxruntime-web"))).toContain("LICENSE");

		// Each file of the command finds what it imports: most verbs' parts are loaded when asked for only.
		const command = join(user, "node_modules", "gouji", "dist", "command");
		const parts = (await readdir(command)).filter((name) => name.endsWith(".js"));
		expect(parts).toContain("review.js");
		await writeFile(
			join(user, "load.mjs"),
			parts.map((name) => `await import("./node_modules/gouji/dist/command/${name}");`).join("\n"),
		);
		const loaded = await npm(["exec", "--offline", "-c", "node load.mjs"], user);
		expect(loaded.code, loaded.stderr).toBe(0);
	});
});
