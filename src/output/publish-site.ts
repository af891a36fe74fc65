import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "../model/dataset.ts";
import { clearParts, writeWhole } from "../storage/files.ts";
import { placeVersions } from "./dataset/versions.ts";
import type { NamedWording } from "./documents/report-wording.ts";
import type { Agency, PlacedEntry, SiteEntry, SiteReport } from "./documents/site/agency.ts";
import { agencyCsv, agencyJson, agencyKey, agencyPath, yearsOf } from "./documents/site/agency.ts";
import { renderAgency } from "./documents/site/agency-page.ts";
import { SITE_ICON, SITE_STYLE } from "./documents/site/frame.ts";
import { byInitial, initialPath, renderAbout, renderIndex, renderInitial } from "./documents/site/index-page.ts";
import { searchFiles } from "./documents/site/search-index.ts";
import { searchScript } from "./documents/site/search-script.ts";
import { publishSetPages } from "./publish-set-pages.ts";

/** Counts up when the same reports give other pages: every page is made anew then. */
const SITE_VERSION = 4;

/** A published report as the site needs to know it before it reads it. */
export interface PublishedFile {
	/** `issuer_id` of the data set. */
	readonly issuer: string;
	/** What it is called: no two issuers of one site alike, as far as their places are known. */
	readonly name: string;
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
	for (const { key, issuer, name, own } of agenciesOf(files)) {
		const digest = digestOf(own, pipeline);
		const known = before.get(key);
		const path = join(site, agencyPath(key));
		if (known?.digest === digest && [".html", ".json", ".csv"].every((ending) => existsSync(path + ending))) agencies.push(known);
		else agencies.push(await writeAgency({ issuer, name, key, digest, path }, await entriesOf(own, output), pipeline));
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

/** Files by agency, in order of name: agencies are the issuers of the data set. */
function agenciesOf(files: readonly PublishedFile[]) {
	const groups = [...Map.groupBy(files, ({ issuer }) => issuer)].map(([issuer, own]) => ({
		...{ key: agencyKey(issuer), issuer, own },
		name: own.map(({ name }) => name).sort()[0] ?? "",
	}));
	return groups.sort((a, b) => (a.name === b.name ? (a.key < b.key ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/** With their places among the agency's reports, by year and version: the one in force is the last of its year. */
function placedEntries(issuer: string, entries: readonly SiteEntry[], { identify }: Dataset): (SiteEntry & PlacedEntry)[] {
	const byYear = Map.groupBy(entries, ({ report }) => report.year ?? 0);
	const placed = [...byYear].flatMap(([year, own]) => {
		const places = placeVersions(
			issuer,
			year,
			own.map(({ file, report }) => ({ name: file, facts: identify(report).facts })),
		);
		return own.flatMap((entry) => {
			const place = places.get(entry.file);
			return place ? [{ ...entry, place }] : [];
		});
	});
	const rank = ({ place, report }: SiteEntry & PlacedEntry) => [report.year ?? 0, place.copyOf ? 0 : 1, place.version] as const;
	return placed.sort((a, b) => {
		const [x, y] = [rank(a), rank(b)];
		return x[0] - y[0] || x[1] - y[1] || x[2] - y[2] || (a.file < b.file ? -1 : 1);
	});
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
	return entries;
}

async function writeAgency(
	{ issuer, name, key, digest, path }: { issuer: string; name: string; key: string; digest: string; path: string },
	unplaced: readonly SiteEntry[],
	{ charts, labelOf, dataset }: NamedWording,
): Promise<Agency> {
	const entries = placedEntries(issuer, unplaced, dataset);
	await writeChanged(`${path}.json`, agencyJson({ key, issuer }, entries));
	await writeChanged(`${path}.csv`, agencyCsv(entries, labelOf));
	await writeChanged(`${path}.html`, renderAgency({ key, name }, entries, charts));
	return { key, issuer_id: issuer, name, digest, years: yearsOf(entries) };
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
