import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { repository } from "../support/command.ts";

const PAGE = join(repository, "docs", "performance.md");

/** Writes what a bench measured into its part of docs/performance.md; all else on the page stays as people wrote it. */
export function writeSection(name: string, measured: string): void {
	writeFileSync(PAGE, withSection(readFileSync(PAGE, "utf8"), name, measured));
}

/** A page with other text between the marks of a section. Throws where it does not have these marks once. */
export function withSection(page: string, name: string, measured: string): string {
	const [begin, end] = [`<!-- bench:${name} -->\n`, `<!-- /bench:${name} -->\n`];
	const parts = page.split(begin);
	const rest = parts[1]?.split(end);
	if (parts.length !== 2 || rest?.length !== 2) throw new Error(`docs/performance.md does not have the marks of ${name} once`);
	return `${parts[0]}${begin}${measured.trim()}\n${end}${rest[1]}`;
}

/** On what, and how busy, something was measured. */
export function machineNow(): string {
	return `${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)} when it ended`;
}
