import type { Value } from "../../model/dataset.ts";
import type { OrganTools, PlacedReport } from "./placed-reports.ts";
import type { Surroundings } from "./surroundings.ts";

/** A row with what it is ordered by. */
interface Line {
	readonly key: string;
	readonly row: Value[];
}

/** One row an organ and year that it owes or published, and a document whose organ or year is not known. */
export function coverageRows(tools: OrganTools, surroundings: Surroundings): Value[][] {
	const lines = [...readLines(tools), ...owedLines(tools, surroundings), ...strayLines(tools, surroundings)];
	return lines.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row);
}

function lineOf(issuerId: string | null, year: number | null, rest: readonly Value[]): Line {
	return { key: `${issuerId ?? ""}\u0000${year ?? ""}\u0000${rest.at(-1) ?? ""}`, row: [issuerId, year, ...rest] };
}

/** Of several versions the one in force stands for all; the last one where nothing tells which that is. */
function* readLines({ book, reports }: OrganTools): Iterable<Line> {
	let own: PlacedReport[] = [];
	for (const report of reports()) {
		const [first] = own;
		if (first && (first.issuerId !== report.issuerId || first.year !== report.year)) {
			yield readLine(own, isOwed(first, book));
			own = [];
		}
		own.push(report);
	}
	if (own[0]) yield readLine(own, isOwed(own[0], book));
}

function isOwed({ facts }: PlacedReport, book: OrganTools["book"]): boolean | null {
	return book.issuerOf(facts).organ === undefined ? null : true;
}

function readLine(own: readonly PlacedReport[], owed: boolean | null): Line {
	const versions = own.filter(({ isCopy }) => !isCopy).toSorted((a, b) => a.version - b.version);
	const shown = versions.find(({ isCurrent }) => isCurrent) ?? versions.at(-1) ?? own[0];
	const { issuerId = null, year = null, reportId = null, facts } = shown ?? {};
	return lineOf(issuerId, year, [owed, "read", null, reportId, facts?.status ?? null, versions.length, null, null]);
}

function* owedLines({ book, reports }: OrganTools, { owed }: Surroundings): Iterable<Line> {
	if (owed.length === 0) return;
	const read = new Set<string>();
	for (const { issuerId, year } of reports()) read.add(`${issuerId} ${year}`);
	for (const { issuer, year, deadline, state, seenWhole, document } of owed) {
		const id = book.idOf(issuer) ?? book.issuerOf({ issuer, address: "" }).id;
		if (read.has(`${id} ${year}`)) continue;
		yield lineOf(id, year, [
			true,
			toldOf(state, seenWhole),
			document?.reason ?? null,
			null,
			null,
			0,
			deadline,
			published(document?.url),
		]);
	}
}

/** What nobody looked for whole is not missing. */
function toldOf(state: Surroundings["owed"][number]["state"], seenWhole: boolean | undefined): string {
	if (state === "not-found") return seenWhole === true ? "not_found" : "not_seen";
	return state === "not-due" ? "not_due" : "unread";
}

/** Documents that are no owed report's: whose, or of which year, nothing tells, or that another one was read for. */
function* strayLines({ book }: OrganTools, { owed, unread }: Surroundings): Iterable<Line> {
	const told = new Set(owed.flatMap(({ document }) => document?.url ?? []));
	for (const { url, issuer, year, reason } of unread) {
		if (told.has(url)) continue;
		const id = issuer === "" ? null : (book.idOf(issuer) ?? null);
		yield lineOf(id, year === 0 ? null : year, [null, "unread", reason, null, null, 0, null, published(url)]);
	}
}

function published(url: string | undefined): string | null {
	return url !== undefined && /^https?:/i.test(url) ? url : null;
}
