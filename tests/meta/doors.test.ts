import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { repository } from "../support/command.ts";

/** Files of ours, from the repository's root, and packages that importing a file loads. */
async function loadedBy(file: string): Promise<{ own: string[]; packages: string[] }> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-loaded-"));
	try {
		const list = join(folder, "loaded");
		const hook = pathToFileURL(join(repository, "tests", "support", "loaded-modules.mjs")).href;
		await promisify(execFile)(process.execPath, ["--import", hook, join(repository, file)], {
			env: { ...process.env, GOUJI_LOADED: list },
		});
		const urls = (await readFile(list, "utf8")).split("\n").filter((url) => url.startsWith("file:"));
		const paths = urls.map((url) => relative(repository, fileURLToPath(url)).replaceAll("\\", "/"));
		return {
			own: paths.filter((path) => !path.includes("node_modules/")),
			packages: [...new Set(paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))],
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Every module that a file names in an import or export, as written. */
function importsOf(file: string): string[] {
	return [...readFileSync(join(repository, file), "utf8").matchAll(/(?:from|import\() ?"([^"]+)"/g)].map(([, name = ""]) => name);
}

const filesIn = (folder: string) =>
	globSync(`${folder}/**/*.{ts,mjs}`, { cwd: repository }).map((path) => path.replaceAll("\\", "/"));

describe("the doors of the package", () => {
	test.each(["src/rules.ts", "pipelines/disclosure-report/rules/sums.ts"])(
		"%s loads fewer than 20 files of ours, and no package but zod",
		async (file) => {
			const { own, packages } = await loadedBy(file);
			expect(own).toContain(file);
			expect(own.length, own.join("\n")).toBeLessThan(20);
			expect(packages).toEqual(["zod"]);
		},
	);

	test("all rules together load what checks, and nothing that reads, publishes or fetches", async () => {
		const { own, packages } = await loadedBy("pipelines/disclosure-report/rules/index.ts");
		const rooms = own.flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []);
		expect([...new Set(rooms)].sort()).toEqual(["check", "model", "text"]);
		expect(packages).toEqual(["zod"]);
	});

	test("the library loads nothing of the command before it is used", async () => {
		const { own, packages } = await loadedBy("src/index.ts");
		expect(own.filter((path) => /^src\/(?:cli|review|store|io|command)/.test(path))).toEqual([]);
		expect(packages).toEqual(["zod"]);
	});

	test("are files of src that the package exports, with their types", () => {
		const { exports, types } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
			exports: Record<string, string | { types: string; default: string }>;
			types: string;
		};
		const doors = Object.entries(exports).flatMap(([name, target]) => (typeof target === "string" ? [] : [{ name, ...target }]));
		expect(doors.map(({ name }) => name)).toEqual([".", "./rules", "./family", "./pdf", "./disclosure-report"]);
		for (const { types, default: code } of doors) {
			const source = code.replace("./dist/", "").replace(/\.js$/, ".ts");
			expect(filesIn(posix.dirname(source))).toContain(source);
			expect(types).toBe(code.replace(/\.js$/, ".d.ts"));
		}
		expect(`./${types}`).toBe(doors[0]?.types);
	});
});

describe("the second family", () => {
	const own = filesIn("tests/second-family");

	test("imports the doors, zod and its own files only", () => {
		expect(own.length).toBeGreaterThan(3);
		const named = own.flatMap(importsOf).filter((name) => !/^\.\/[a-z]+\.ts$/.test(name));
		expect([...new Set(named)].sort()).toEqual(["../../src/family.ts", "../../src/rules.ts", "zod"]);
	});

	test("is named by no file of the machine or of another family", () => {
		const machine = [...filesIn("src"), ...filesIn("pipelines"), ...filesIn("bin")];
		expect(machine.length).toBeGreaterThan(300);
		const words = /second-family|proposals|建议提案|承办总数/;
		expect(machine.filter((file) => words.test(readFileSync(join(repository, file), "utf8")))).toEqual([]);
	});
});
