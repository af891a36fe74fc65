import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "../model/dataset.ts";
import { clearParts, writeWhole } from "../storage/files.ts";
import type { CorrectionsByFile, KnownCorrections } from "./dataset/corrected-reports.ts";
import { NO_CORRECTIONS } from "./dataset/corrected-reports.ts";
import { placeVersions } from "./dataset/versions.ts";
import { correctedFigures, withheld } from "./documents/corrected-figures.ts";
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
	/** undefined where nothing tells it. */
	readonly year?: number | undefined;
}

/**
 * Makes the public site of the published reports in `output/site`, as they are after corrections. Reports are read again only for
 * agencies with something new, one agency at a time; files that would not change are not written.
 */
export async function publishSite(
	files: readonly PublishedFile[],
	output: string,
	pipeline: NamedWording,
	corrections: KnownCorrections = NO_CORRECTIONS,
): Promise<void> {
	const site = join(output, "site");
	await clearAll(site);
	const before = await listed(site);
	const agencies: Agency[] = [];
	for (const { key, issuer, name, own } of agenciesOf(files)) {
		const digests = digestsOf(own, pipeline, corrections);
		const known = before.get(key);
		const path = join(site, agencyPath(key));
		if (
			known &&
			isAsBefore(known, digests, corrections) &&
			[".html", ".json", ".csv"].every((ending) => existsSync(path + ending))
		)
			agencies.push(known);
		else
			agencies.push(
				await writeAgency({ issuer, name, key, ...digests, path }, await entriesOf(own, output), { pipeline, corrections }),
			);
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

type Digests = Pick<Agency, "digest" | "as_read">;

/** Of what an agency's page shows, and of its reports as they were read where that is something else. */
function digestsOf(files: readonly PublishedFile[], { name }: NamedWording, { byFile, areKnown }: KnownCorrections): Digests {
	const asRead = createHash("sha256").update(`${SITE_VERSION} ${name}`);
	const sorted = files.toSorted((a, b) => (a.file < b.file ? -1 : 1));
	for (const { file, digest } of sorted) asRead.update(` ${file} ${digest}`);
	const shown = asRead.copy().update(areKnown ? "" : " corrections unknown");
	for (const { file } of sorted) shown.update(changesOf(file, byFile));
	const digests = { digest: shown.digest("hex").slice(0, 16), as_read: asRead.digest("hex").slice(0, 16) };
	return digests.digest === digests.as_read ? { digest: digests.digest } : digests;
}

/** What people changed about a report's page; when and why they did changes nothing. */
function changesOf(file: string, byFile: CorrectionsByFile): string {
	const context = byFile.get(file);
	if (context === undefined) return "";
	const changes = context.corrections.map(({ path, value, isCarried = false }) => JSON.stringify([path, value, isCarried]));
	const beside = context.correctedBeside?.map((one) => ` ${one}`).join("") ?? "";
	return ` ${file} ${context.isAfterCorrected === true}${beside} ${changes.sort().join(" ")}`;
}

/**
 * Whether an agency's page still shows what is to be shown. While corrections cannot be read, one that showed them goes on as it is
 * as long as its reports are the same.
 */
function isAsBefore(known: Agency, { digest, as_read: asRead = digest }: Digests, { areKnown }: KnownCorrections): boolean {
	return areKnown ? known.digest === digest : (known.as_read ?? known.digest) === asRead;
}

/** Whether the site as it stands shows figures that people corrected, or was made while it was not known which. */
export async function showsCorrections(output: string): Promise<boolean> {
	return [...(await listed(join(output, "site"))).values()].some((agency) => agency.as_read !== undefined);
}

async function entriesOf(files: readonly PublishedFile[], output: string): Promise<SiteEntry[]> {
	const entries: SiteEntry[] = [];
	for (const { file } of files)
		entries.push({ file, report: JSON.parse(await readFile(join(output, "data", "reports", file), "utf8")) as SiteReport });
	return entries;
}

async function writeAgency(
	{ issuer, name, key, path, ...digests }: Digests & Readonly<Record<"issuer" | "name" | "key" | "path", string>>,
	unplaced: readonly SiteEntry[],
	{ pipeline, corrections }: { readonly pipeline: NamedWording; readonly corrections: KnownCorrections },
): Promise<Agency> {
	const { labelOf, dataset } = pipeline;
	const { byFile, areKnown: areCorrectionsKnown } = corrections;
	// Places are told from reports as they were read, as in the data set.
	const placed = placedEntries(issuer, unplaced, dataset).map((entry) => afterCorrections(entry, byFile, dataset));
	const entries = areCorrectionsKnown ? placed : placed.map((entry) => ({ ...entry, report: withheld(entry.report) }));
	await writeChanged(`${path}.json`, agencyJson({ key, issuer, areCorrectionsKnown }, entries));
	await writeChanged(`${path}.csv`, agencyCsv(entries, labelOf));
	await writeChanged(`${path}.html`, renderAgency({ key, name, areCorrectionsKnown }, entries, pipeline));
	return { key, issuer_id: issuer, name, ...digests, years: yearsOf(entries) };
}

function afterCorrections<Entry extends SiteEntry>(entry: Entry, byFile: CorrectionsByFile, dataset: Dataset): Entry {
	const context = byFile.get(entry.file);
	if (context === undefined) return entry;
	const corrected = correctedFigures(entry.report.cells, context.corrections);
	const report = dataset.afterCorrections(entry.report, context) as SiteReport;
	return { ...entry, report, ...(corrected.length > 0 && { corrected }) };
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
