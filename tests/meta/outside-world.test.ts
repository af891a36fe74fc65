import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repository } from "../support/command.ts";

/** Modules that the boundaries forbid elsewhere, and words by which the rest is used, by the table's first column. */
const USES: Readonly<Record<string, RegExp>> = {
	Disk: /from "node:(?:fs|fs\/promises|sqlite)"/,
	Network: /from "(?:node:(?:net|https?|http2|dns|dns\/promises|tls|dgram)|undici)"/,
	Processes: /from "node:(?:child_process|cluster|worker_threads|os)"/,
	Clock: /\bDate\.now\b|\bnew Date\(\)|\bnew Date(?![\w(])|\bperformance\.(?:now|timeOrigin)\b/,
	Chance: /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\(|\bgetRandomValues\b/,
	Environment: /\bprocess\.env\b/,
};
const FORBIDDEN_IMPORTS = ["Disk", "Network", "Processes"];

const page = readFileSync(join(repository, "docs", "architecture.md"), "utf8");
const rows = (page.split("\n## Outside world\n")[1] ?? "").split("\n## ")[0] ?? "";
const named = [...rows.matchAll(/^\| (\w+) \| (.+?) \| (.+) \|$/gm)].flatMap(([, what = "", where = "", why = ""]) =>
	[...where.matchAll(/`([^`]+)`/g)].map(([, place = ""]) => ({ what, place, why })),
);
const placesOf = (what: string) => named.filter((row) => row.what === what).map(({ place }) => place);

const files = globSync("{src,pipelines}/**/*.ts", { cwd: repository })
	.map((path) => path.replaceAll("\\", "/"))
	.map((path) => ({ path, source: readFileSync(join(repository, path), "utf8") }));
const usersOf = (what: string) => files.filter(({ source }) => USES[what]?.test(source)).map(({ path }) => path);

describe("the table of the outside world", () => {
	test("names what is used, and why", () => {
		expect([...new Set(named.map(({ what }) => what))].filter((what) => what !== "What").sort()).toEqual(
			Object.keys(USES).sort(),
		);
		expect(named.filter(({ why }) => why.trim().length < 10)).toEqual([]);
	});

	test.each(Object.keys(USES))("%s is used in its places, and in each of them", (what) => {
		const places = placesOf(what);
		const users = usersOf(what);
		expect(users.filter((path) => !places.some((place) => isAt(path, place)))).toEqual([]);
		expect(places.filter((place) => !users.some((path) => isAt(path, place)))).toEqual([]);
	});

	test.each(FORBIDDEN_IMPORTS)("the boundary of %s is that of the table", (what) => {
		const { forbidden }: { forbidden: { name: string; from: { pathNot?: string | string[] } }[] } = JSON.parse(
			readFileSync(join(repository, ".dependency-cruiser.json"), "utf8"),
		);
		const rule = forbidden.find(({ name }) => name === `${what.toLowerCase()}-where-architecture-says`);
		const patterns = placesOf(what).map((place) => `^${place.replaceAll(".", "\\.")}${place.endsWith("/") ? "" : "$"}`);
		expect([...(rule?.from.pathNot ?? [])].sort()).toEqual(patterns.sort());
	});

	test("clock, chance and environment are named file by file", () => {
		const folders = named.filter(({ what, place }) => !FORBIDDEN_IMPORTS.includes(what) && place.endsWith("/"));
		expect(folders).toEqual([]);
	});
});

function isAt(path: string, place: string): boolean {
	return place.endsWith("/") ? path.startsWith(place) : path === place;
}
