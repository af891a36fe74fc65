import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { clearParts, writeWhole } from "../storage/files.ts";
import type { NamedWording } from "./documents/report-wording.ts";
import type { Agency, SiteEntry, SiteReport } from "./documents/site/agency.ts";
import { agencyCsv, agencyJson, agencyKey, agencyPath, yearsOf } from "./documents/site/agency.ts";
import { renderAgency } from "./documents/site/agency-page.ts";
import { SITE_ICON, SITE_STYLE } from "./documents/site/frame.ts";
import { byInitial, initialPath, renderAbout, renderIndex, renderInitial } from "./documents/site/index-page.ts";
import { searchFiles } from "./documents/site/search-index.ts";
import { searchScript } from "./documents/site/search-script.ts";
import { publishSetPages } from "./publish-set-pages.ts";

/** Counts up when the same reports give other pages: every page is made anew then. */
const SITE_VERSION = 3;

/** A published report as the site needs to know it before it reads it. */
export interface PublishedFile {
	readonly issuer: string;
	/** Its file's name among the published reports. */
	readonly file: string;
	/** SHA-256 of the file. */
	readonly digest: string;
}

/**
 * Makes the public site of the published reports in `output/site`. Reports are read again only for agencies with
 * something new, one agency at a time; files that would not change are not written.
 */
export async function publishSite(files: readonly PublishedFile[], output: string, pipeline: NamedWording): Promise<void> {
	const site = join(output, "site");
	await clearAll(site);
	const before = await listed(site);
	const agencies: Agency[] = [];
	for (const { key, name, own } of agenciesOf(files)) {
		const digest = digestOf(own, pipeline);
		const known = before.get(key);
		const path = join(site, agencyPath(key));
		if (known?.digest === digest && [".html", ".json", ".csv"].every((ending) => existsSync(path + ending))) agencies.push(known);
		else agencies.push(await writeAgency({ name, key, digest, path }, await entriesOf(own, output), pipeline));
	}
	await removeOthers(join(site, "agency"), new Set(agencies.map(({ key }) => key)));
	await writeFolder(join(site, "search"), searchFiles(agencies));
	const initials = [...byInitial(agencies)];
	await writeFolder(
		join(site, "browse"),
		new Map(initials.map(([initial, group]) => [`${initialPath(initial).slice(7)}.html`, renderInitial(initial, group)])),
	);
	await writeFolder(
		join(site, "assets"),
		new Map([
			["site.css", SITE_STYLE],
			["icon.svg", SITE_ICON],
			["search.js", searchScript()],
		]),
	);
	await publishSetPages(output, pipeline.dataset);
	await writeChanged(join(site, "about.html"), renderAbout());
	await writeChanged(join(site, "index.html"), renderIndex(agencies));
	// Last: a run that is killed before makes again what it had made.
	await writeChanged(join(site, "data", "agencies.json"), listOf(agencies));
}

/** Files by agency, in order of name. Names that differ only in the width of their characters are one agency's. */
function agenciesOf(files: readonly PublishedFile[]) {
	const groups = [...Map.groupBy(files, ({ issuer }) => agencyKey(issuer))].map(([key, own]) => ({
		key,
		name: own.map(({ issuer }) => issuer).sort()[0] ?? "",
		own,
	}));
	return groups.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function digestOf(files: readonly PublishedFile[], { name }: NamedWording): string {
	const hash = createHash("sha256").update(`${SITE_VERSION} ${name}`);
	for (const { file, digest } of files.toSorted((a, b) => (a.file < b.file ? -1 : 1))) hash.update(` ${file} ${digest}`);
	return hash.digest("hex").slice(0, 16);
}

async function entriesOf(files: readonly PublishedFile[], output: string): Promise<SiteEntry[]> {
	const entries: SiteEntry[] = [];
	for (const { file } of files)
		entries.push({ file, report: JSON.parse(await readFile(join(output, "data", "reports", file), "utf8")) as SiteReport });
	return entries.sort((a, b) => (a.report.year ?? 0) - (b.report.year ?? 0) || (a.file < b.file ? -1 : 1));
}

async function writeAgency(
	{ name, key, digest, path }: { name: string; key: string; digest: string; path: string },
	entries: readonly SiteEntry[],
	{ charts, labelOf }: NamedWording,
): Promise<Agency> {
	await writeChanged(`${path}.json`, agencyJson(key, entries));
	await writeChanged(`${path}.csv`, agencyCsv(entries, labelOf));
	await writeChanged(`${path}.html`, renderAgency({ key, name }, entries, charts));
	return { key, name, digest, years: yearsOf(entries) };
}

/** One agency a line, so that the list is easy to compare. */
function listOf(agencies: readonly Agency[]): string {
	return `{"schema":"gouji/agencies@1","agencies":[\n${agencies.map((agency) => JSON.stringify(agency)).join(",\n")}\n]}\n`;
}

/** The agencies of the site as it stands; none where there is no site or one that cannot be read. */
async function listed(site: string): Promise<ReadonlyMap<string, Agency>> {
	try {
		const { agencies } = JSON.parse(await readFile(join(site, "data", "agencies.json"), "utf8")) as { agencies: Agency[] };
		return new Map(agencies.filter(({ key }) => /^[0-9a-f]{16}$/.test(key)).map((agency) => [agency.key, agency]));
	} catch {
		return new Map();
	}
}

/** Writes the files of a folder that differ, and takes away all others in it. */
async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
	for (const [name, text] of files) await writeChanged(join(folder, name), text);
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		if (!files.has(path.slice(folder.length + 1).replaceAll("\\", "/"))) await rm(path, { force: true });
	}
}

/** Takes away the pages of agencies that are gone, those too that a killed run wrote and never listed. */
async function removeOthers(folder: string, keys: ReadonlySet<string>): Promise<void> {
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
		if (entry.isFile() && !keys.has(entry.name.split(".")[0] ?? ""))
			await rm(join(entry.parentPath, entry.name), { force: true });
}

async function writeChanged(path: string, text: string): Promise<void> {
	const before = await readFile(path, "utf8").catch(() => undefined);
	if (before !== text) await writeWhole(path, text);
}

/** What killed runs left half-written anywhere in the site. */
async function clearAll(site: string): Promise<void> {
	const entries = await readdir(site, { recursive: true, withFileTypes: true }).catch(() => []);
	const folders = new Set(entries.filter((entry) => entry.name.endsWith(".part")).map(({ parentPath }) => parentPath));
	for (const folder of folders) await clearParts(folder);
}
