import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openHoles } from "../../bin/audit.ts";
import { repository } from "../support/command.ts";

interface Locked {
	readonly version: string;
	readonly license?: string;
	readonly integrity?: string;
	readonly deprecated?: string;
	readonly dev?: boolean;
	readonly hasInstallScript?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(join(repository, name), "utf8")) as unknown;
const { packages } = read("package-lock.json") as { readonly packages: Readonly<Record<string, Locked>> };
const all = Object.entries(packages).filter(([path]) => path !== "");
const shipped = all.filter(([, { dev }]) => !dev);
const namesOf = (entries: readonly (readonly [string, Locked])[]) =>
	entries.map(([path]) => path.replace(/^.*node_modules\//, ""));

/** Licences that Apache-2.0 may be shipped with. */
const FREE = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "CC0-1.0", "(MIT OR CC0-1.0)"];
/** What runs while it is installed, and why that is allowed; SECURITY.md names those that are shipped. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
	"tesseract.js": "prints a plea for support and changes nothing",
	"onnxruntime-node": "fetches libraries for CUDA, which .npmrc turns off",
	node: "links the Node that tests run on",
	protobufjs: "looks whether its version is named exactly, and changes nothing",
};

describe("what is shipped", () => {
	test("has a licence that goes with ours", () =>
		expect(shipped.filter(([, { license = "" }]) => !FREE.includes(license)).map(([path]) => path)).toEqual([]));

	test("is at most 130 packages", () => expect(shipped.length).toBeLessThanOrEqual(130));

	test("has none of the holes that are known", () => {
		const holes = read("deploy/known-holes.json") as { package: string; fixed: string; advisory: string }[];
		expect(openHoles(holes, packages)).toEqual([]);
		expect(openHoles(holes, { "node_modules/a/node_modules/yaml": { version: "2.2.1" } })).toHaveLength(1);
		expect(openHoles(holes, { "node_modules/yaml": { version: "10.0.0" } })).toEqual([]);
	});
});

describe("what is installed", () => {
	test("is locked with a hash", () => expect(namesOf(all.filter(([, { integrity }]) => integrity === undefined))).toEqual([]));

	test("is not deprecated, where it is shipped", () =>
		expect(namesOf(shipped.filter(([, { deprecated }]) => deprecated !== undefined))).toEqual([]));

	test("runs no scripts but those that are named with a reason", () => {
		const own = namesOf(all.filter(([, { hasInstallScript }]) => hasInstallScript));
		expect(new Set(own)).toEqual(new Set(Object.keys(INSTALL_SCRIPTS)));
		const security = readFileSync(join(repository, "SECURITY.md"), "utf8");
		for (const name of namesOf(shipped.filter(([, { hasInstallScript }]) => hasInstallScript))) expect(security).toContain(name);
	});
});
