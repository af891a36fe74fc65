// Asks the registry for known vulnerabilities of what is shipped; where it does not answer, the shipped list is asked.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A vulnerability that is known, and the version that mended it. */
export interface Hole {
	readonly package: string;
	readonly fixed: string;
	readonly advisory: string;
}

type Packages = Readonly<Record<string, { readonly version: string }>>;

/** What `npm audit --json` says; without a version, why it says nothing. */
interface Audit {
	readonly auditReportVersion?: number;
	readonly metadata?: { readonly vulnerabilities?: { readonly high?: number; readonly critical?: number } };
	readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));

/** Holes of the list that a lock file's packages have: versions below the one that mended it. */
export function openHoles(holes: readonly Hole[], packages: Packages): string[] {
	return holes.flatMap((hole) =>
		Object.entries(packages)
			.filter(([path, { version }]) => path.endsWith(`node_modules/${hole.package}`) && isBelow(version, hole.fixed))
			.map(([path, { version }]) => `${path} ${version}: ${hole.advisory}, mended in ${hole.fixed}`),
	);
}

function isBelow(version: string, fixed: string): boolean {
	const [a = [], b = []] = [version, fixed].map((text) => (text.split("-")[0] ?? "").split(".").map(Number));
	const place = a.findIndex((number, i) => number !== b[i]);
	return place >= 0 && (a[place] ?? 0) < (b[place] ?? 0);
}

function audit(): number {
	const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--audit-level=high", "--json"], { encoding: "utf8" });
	const told = parsed(stdout);
	if (told.auditReportVersion !== undefined) {
		const { high = 0, critical = 0 } = told.metadata?.vulnerabilities ?? {};
		console.log(`audit: the registry knows of ${high + critical} high or critical vulnerabilities`);
		for (const [name, { severity, range }] of Object.entries(told.vulnerabilities ?? {}))
			console.log(`${name} ${range}: ${severity}`);
		return high + critical > 0 ? 1 : 0;
	}
	const holes = read("deploy/known-holes.json") as readonly Hole[];
	const open = openHoles(holes, (read("package-lock.json") as { readonly packages: Packages }).packages);
	console.log(`audit: the registry does not answer; of ${holes.length} holes in deploy/known-holes.json ${open.length} are open`);
	for (const line of open) console.log(line);
	return open.length > 0 ? 1 : 0;
}

function parsed(text: string): Audit {
	try {
		return JSON.parse(text) as Audit;
	} catch {
		// npm had nothing to say, or no network.
		return {};
	}
}

if (import.meta.main) process.exitCode = audit();
