import {
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { freeName } from "../../src/output/outcomes.ts";
import { namesInArchive, openArchive } from "../../src/storage/archive.ts";
import { clearParts, cutLinks, writeWhole } from "../../src/storage/files.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("files that are written", () => {
	test("a link in a file's place is replaced, not followed", async () => {
		const [secret, path] = [join(folder, "secret"), join(folder, "report.json")];
		writeFileSync(secret, "untouched");
		symlinkSync(secret, path);
		await writeWhole(path, "new");
		expect(readFileSync(secret, "utf8")).toBe("untouched");
		expect(lstatSync(path).isSymbolicLink()).toBe(false);
		expect(readFileSync(path, "utf8")).toBe("new");
	});
	test("links in the place of our folders are taken away; where they led, and what else is there, stays as it is", async () => {
		const [output, victim] = [join(folder, "output"), join(folder, "victim")];
		mkdirSync(join(output, "site", "browse"), { recursive: true });
		mkdirSync(victim);
		writeFileSync(join(victim, "index.html"), "theirs");
		symlinkSync(victim, join(output, "data"));
		symlinkSync(victim, join(output, "site", "agency"));
		symlinkSync(victim, join(output, "current"));
		expect(await cutLinks(output, ["data", "site", "runs"])).toEqual([join(output, "data"), join(output, "site", "agency")]);
		await writeWhole(join(output, "data", "index.html"), "ours");
		expect(readFileSync(join(victim, "index.html"), "utf8")).toBe("theirs");
		expect(readdirSync(output).sort()).toEqual(["current", "data", "site"]);
	});
	test("what cannot be written leaves nothing half-written", async () => {
		mkdirSync(join(folder, "taken", "inside"), { recursive: true });
		await expect(writeWhole(join(folder, "taken"), "x")).rejects.toMatchObject({ code: "cannot-write" });
		expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
	});
	test("what a killed process left half-written is cleared; what a living one writes is not", async () => {
		const dead = join(folder, "a.json.999999999-0123abcd.part");
		const living = join(folder, `a.json.${process.ppid}-0123abcd.part`);
		for (const path of [dead, living]) writeFileSync(path, "half");
		await clearParts(folder);
		expect([existsSync(dead), existsSync(living)]).toEqual([false, true]);
	});
	test.each([
		["../../etc/passwd", "etc-passwd.json"],
		["a\n/b\u0000c", "a-b-c.json"],
		["/", "report.json"],
		["\u202egnp.exe", "gnp-exe.json"],
	])("a report called %j stays in its folder", (id, name) => expect(freeName(id, new Set())).toBe(name));
	test("the same bytes kept many times at once are there once", async () => {
		const archive = await openArchive(join(folder, "archive"));
		const bytes = new Uint8Array(200_000).fill(7);
		const kept = await Promise.all(Array.from({ length: 20 }, () => archive.keep(bytes)));
		expect(new Set(kept).size).toBe(1);
		expect(await namesInArchive(join(folder, "archive"))).toEqual([kept[0]]);
		expect(readdirSync(join(folder, "archive", "parts"))).toEqual([]);
	});
});
