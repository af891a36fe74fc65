import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { RosterFacts } from "../check/check-context.ts";
import type { FindingRecord } from "../check/run-rules.ts";
import { clearParts, writeWhole } from "../io/files.ts";
import type { Entry } from "./nightly-entries.ts";
import { errorOf } from "./nightly-read.ts";
import { readingOf } from "./nightly-readings.ts";
import { heldOf, publicationOf, surroundingsOf } from "./nightly-surroundings.ts";
import type { NightlyTools } from "./nightly-tools.ts";
import type { DocumentOutcome, ShownReport } from "./outcomes.ts";
import { publishRun } from "./publish-run.ts";
import type { PublishedFile } from "./publish-site.ts";
import type { PublishedReport } from "./report-family.ts";
import type { Surroundings } from "./surroundings.ts";

/** The page of all reports tells the findings of so many of them; memory does not grow with the others'. */
const MAX_TOLD = 1000;

/** Writes what changed of reports and pages, and takes away what is no longer current. Gives every outcome. */
export async function publish(entries: readonly Entry[], output: string, tools: NightlyTools): Promise<DocumentOutcome[]> {
	const { ledger } = tools;
	for (const folder of ["data/reports", "data", "site", "runs"]) await clearParts(join(output, folder));
	const before = await ledger.published();
	const surroundings = await surroundingsOf(entries, tools);
	const names = new Set<string>();
	const outcomes: DocumentOutcome[] = [];
	const files: PublishedFile[] = [];
	let told = 0;
	for (const entry of entries) {
		const { outcome, sameAs, reference } = entry;
		if (sameAs !== undefined) continue;
		if (!outcome?.report) {
			const failure = failureOf(entry);
			if (failure) outcomes.push({ path: reference.url, error: errorOf(failure.code, failure.detail) });
			continue;
		}
		const report = await published(entry, surroundings, tools);
		const name = freeName(report.id, names);
		names.add(name);
		const json = `${JSON.stringify(report, null, "\t")}\n`;
		const digest = createHash("sha256").update(json).digest("hex");
		const path = join(output, "data", "reports", name);
		// A folder that was emptied or set anew gets every report again.
		if (before.get(name) !== digest || !existsSync(path)) {
			await writeWhole(path, json);
			await ledger.savePublished(name, digest);
		}
		files.push({ issuer: report.issuer.name, file: name, digest });
		const isBrief = report.findings.length > 0 && ++told > MAX_TOLD;
		outcomes.push({ path: reference.url, report: shownOf(report, isBrief), isBrief });
	}
	for (const name of before.keys()) {
		if (names.has(name)) continue;
		await rm(join(output, "data", "reports", name), { force: true });
		await ledger.savePublished(name, undefined);
	}
	await publishRun(outcomes, files, { output, pipeline: tools.pipeline });
	return outcomes;
}

/** Why an entry has no report; undefined where it was just not fetched yet. */
export function failureOf({ resource, outcome }: Entry): { readonly code: string; readonly detail: string } | undefined {
	if (outcome?.code) return { code: outcome.code, detail: outcome.detail ?? "" };
	if (!resource || resource.state === "ok") return undefined;
	return { code: "unreachable", detail: `${resource.state}: ${resource.detail ?? ""}` };
}

/** The reading with where it came from and what is known of its issuer, checked with all that the archive knows. */
async function published(entry: Entry, surroundings: Surroundings, tools: NightlyTools): Promise<PublishedReport> {
	const { outcome } = entry;
	const { ledger, config } = tools;
	const { url } = entry.reference;
	const reference = await ledger.reference(url);
	if (!reference) throw new Error(`The ledger has lost its reference to ${url}`);
	const versions = await ledger.versions(url);
	const parsed = await readingOf(outcome?.report ?? "", tools);
	const last = versions.at(-1);
	const before = versions.at(-2);
	const earlier = before ? (await ledger.lastOutcome(before.sha256))?.report : undefined;
	const around = await surroundings.around(heldOf(entry, tools));
	const publication = await publicationOf({ ...entry, reference }, surroundings, tools);
	const { report: checked } = parsed.check({
		...around,
		issuer: rosterFacts(parsed.report.issuer.name, tools),
		publication,
		settings: config.rules,
		...(earlier ? { earlier: await readingOf(earlier, tools) } : {}),
	});
	const source = {
		url,
		...(reference.page_url === null ? {} : { page_url: reference.page_url }),
		...(last ? { retrieved_at: last.first_seen } : {}),
		...(publication.pageDate === undefined ? {} : { page_date: publication.pageDate }),
		first_seen: reference.first_seen,
		...checked.source,
		file: fileName(url, reference.kind),
	};
	return { ...checked, source };
}

function rosterFacts(name: string, { config }: NightlyTools): RosterFacts {
	const issuer = config.roster.find((known) => known.name === name || known.aliases.includes(name));
	return { ...(issuer?.level ? { level: issuer.level } : {}), ...(issuer?.code ? { division_code: issuer.code } : {}) };
}

/** What pages show of a report; figures stay on disk, and with `isBrief` what findings say does too. */
function shownOf({ id, title, year, issuer, findings, quality }: PublishedReport, isBrief: boolean): ShownReport {
	const { status, reasons, cells_read, cells_expected, rules } = quality;
	return {
		id,
		title: isBrief ? "" : title,
		year,
		issuer: { name: issuer.name },
		findings: isBrief ? findings.map(briefOf) : findings,
		quality: { status, reasons, cells_read, cells_expected, rules },
	};
}

const briefs = new Map<string, FindingRecord>();

/** One for all findings of a severity and verdict. */
function briefOf({ severity, verdict }: FindingRecord): FindingRecord {
	const key = `${severity} ${verdict}`;
	const brief = briefs.get(key) ?? { ...nothingSaid, severity, verdict };
	briefs.set(key, brief);
	return brief;
}

const nothingSaid: Omit<FindingRecord, "severity" | "verdict"> = {
	rule: "",
	message: "",
	cells: [],
	cause: "unclear",
	basis: "",
	fingerprint: "",
};

function fileName(url: string, kind: string): string {
	const { pathname, searchParams } = new URL(url);
	const name = searchParams.get("filename") ?? basename(pathname);
	return name === "" ? `index.${kind}` : name.slice(0, 200);
}

/** A name that no document can lead out of its folder with; a second one of the same id gets a number. */
export function freeName(id: string, used: ReadonlySet<string>): string {
	const safe = [...id.replaceAll(/[^\p{L}\p{N}-]+/gu, "-")].slice(-70).join("").replace(/^-+/, "") || "report";
	let name = `${safe}.json`;
	for (let n = 2; used.has(name); n++) name = `${safe}-${n}.json`;
	return name;
}
