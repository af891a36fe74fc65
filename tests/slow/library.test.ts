import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandResult } from "../support/command.ts";
import { repository } from "../support/command.ts";

const SAMPLE = "bureau-2023-inconsistent";
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

/** A consumer as strict as ours, which has its own copy of nothing but the packed package. */
const TSCONFIG = {
	compilerOptions: {
		target: "es2024",
		lib: ["es2024"],
		module: "nodenext",
		strict: true,
		exactOptionalPropertyTypes: true,
		noUncheckedIndexedAccess: true,
		noEmit: true,
		skipLibCheck: true,
		typeRoots: [join(repository, "node_modules", "@types")],
		types: ["node"],
	},
	include: ["*.mts"],
};

/** Every door with a name of it, and types that a program's author relies on. */
const TYPES = `
import { checkReport, extractReport, type Family, findTables, type PublishedReport, readPdf, readTables, type TablesRead } from "gouji";
import { disclosureReport } from "gouji/disclosure-report";
import { defineFamily, mapMatrix } from "gouji/family";
import { findTables as tablesOf, type Page, type Table } from "gouji/pdf";
import { judge, type Outcome, type Rule } from "gouji/rules";

export async function received(bytes: Uint8Array): Promise<number | null | undefined> {
	const report = await extractReport(bytes, disclosureReport);
	const again = checkReport(report, disclosureReport, { previous: disclosureReport.parse({}).report });
	// @ts-expect-error No report has this: types are the family's own, and no any.
	again.issuer.nothing;
	return again.cells.find(({ path }) => path === "requests.received.total")?.value;
}
export const pages: (bytes: Uint8Array) => Promise<readonly Page[]> = readPdf;
export const tables: (pages: readonly Page[]) => readonly Table[] = (pages) => findTables(pages, { methods: ["ruled"] });
export const read: (bytes: Uint8Array) => Promise<TablesRead> = (bytes) => readTables(bytes, { pages: [1] });
export const anyFamily: Family<PublishedReport>["map"] = disclosureReport.map;
export const rule: Pick<Rule<number>, "check"> = { check: (n): Outcome[] => (n > 0 ? [] : [{ verdict: "holds", cells: [], message: "" }]) };
export const doors = [defineFamily, mapMatrix, tablesOf, judge];
`;

let folder = "";
let user = "";
let installed: CommandResult;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-library-"));
	user = join(folder, "user");
	await mkdir(user);
	const packed = await run("npm", ["pack", "--pack-destination", folder], repository);
	if (packed.code !== 0) throw new Error(packed.stderr);
	const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
	await writeFile(join(user, "package.json"), '{ "private": true }');
	const options = ["--omit=dev", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
	installed = await run("npm", ["install", ...options, join("..", tarball)], user);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], cwd: string): Promise<CommandResult> {
	return new Promise((resolve) => {
		// npm is a script of the shell's on Windows.
		const shell = program === "npm" && process.platform === "win32";
		execFile(program, args, { cwd, shell, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
		});
	});
}

/** Skips, and says so, where no registry gives the dependencies. */
function needInstalled(skip: () => void): void {
	if (installed.code !== 0 && NO_NETWORK.test(installed.stderr)) {
		console.warn(`No package registry is reachable: the library is not tested as it is packed\n${installed.stderr}`);
		skip();
	}
	expect(installed, installed.stderr).toMatchObject({ code: 0 });
}

/** The ten lines of docs/api-library.md, exactly. */
async function lines(): Promise<string> {
	const page = await readFile(join(repository, "docs", "api-library.md"), "utf8");
	return /```js\n(.*?)```/s.exec(page)?.[1] ?? "";
}

describe("the packed package as a library", () => {
	test("docs/api-library.md has ten lines", async () => {
		expect((await lines()).split("\n").filter((line) => line !== "")).toHaveLength(10);
	});

	test("runs them as they stand", async ({ skip }) => {
		needInstalled(skip);
		const expected = JSON.parse(await readFile(join(repository, "samples", SAMPLE, "expected.json"), "utf8"));
		await cp(join(repository, "samples", SAMPLE, `${SAMPLE}.pdf`), join(user, "report.pdf"));
		await writeFile(join(user, "read.mjs"), await lines());
		const { code, stdout, stderr } = await run(process.execPath, ["read.mjs"], user);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		const printed = stdout.trimEnd().split("\n");
		const beginning = (word: string) => printed.filter((line) => line.startsWith(`${word} `));
		expect(beginning("table").length).toBeGreaterThanOrEqual(3);
		const [first] = expected.cells;
		expect(beginning("figure")[0]).toContain(`figure ${first.path} ${first.value} ${first.page}`);
		expect(beginning("finding")).toEqual(
			expected.findings.map(({ rule, verdict, message }: Record<string, string>) => `finding ${rule} ${verdict} ${message}`),
		);
	});

	test("has types for every door, the family's own ones through the library", async ({ skip }) => {
		needInstalled(skip);
		await writeFile(join(user, "tsconfig.json"), JSON.stringify(TSCONFIG));
		await writeFile(join(user, "lines.mts"), await lines());
		await writeFile(join(user, "types.mts"), TYPES);
		const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
		expect(await run(process.execPath, [tsc, "-p", "."], user)).toEqual({ code: 0, stdout: "", stderr: "" });
	});
});
