import type { CorrectedBeside, Correction, SetKnowledge } from "../../model/dataset.ts";
import { append } from "../../model/many.ts";
import { besideAmong } from "./beside.ts";
import type { Inapplicable, PlacedCorrection, Standing } from "./carry-over.ts";
import { reportsMeant, standingOf } from "./carry-over.ts";
import type { CorrectionEntry } from "./human-work.ts";
import type { IssuerBook } from "./issuer-book.ts";
import type { ReportSource } from "./report-source.ts";
import type { IndexedReport, SetIndex } from "./set-index.ts";

/** What became of one correction that was handed over. */
export interface CorrectionOutcome {
	readonly entry: CorrectionEntry;
	/** `replaced`: a later one of the same figure counts; `withdrawn`: it was taken back. */
	readonly result: "applied" | "carried" | "replaced" | "withdrawn" | "refused" | "unmatched";
	/** In English; empty for what counts. */
	readonly reason: string;
}

/** The corrections of a set, each of which is accounted for. */
export interface AccountedCorrections {
	/** Those in force of one report, by its file. */
	readonly of: (name: string) => readonly Correction[];
	/** Whether a figure of the issuer's report for the year before stands otherwise than it was read. */
	readonly isAfterCorrected: (issuerId: string, year: number) => boolean;
	/** Whether figures of reports beside it do: of organs below its own in the roster, or of the same issuer and year. */
	readonly besideOf: (report: Pick<CorrectableReport, "name" | "issuer_id" | "year">) => readonly CorrectedBeside[];
	/** What became of each, in the order in which they were handed over. */
	readonly outcomes: readonly CorrectionOutcome[];
}

/** A report that corrections may be on. */
export type CorrectableReport = Pick<
	IndexedReport,
	"name" | "id" | "report_id" | "document" | "issuer_id" | "year" | "is_current"
>;

/** What corrections are accounted for with. */
export interface AccountTools {
	/** Has every report that one of the corrections may be on, a set's or those of a run. */
	readonly index: Pick<SetIndex, "known"> & { readonly reports: () => Iterable<CorrectableReport> };
	readonly book: Pick<IssuerBook, "idOf" | "roster">;
	readonly knowledge: Pick<SetKnowledge, "mistakeIn" | "figuresOf">;
	readonly source: Pick<ReportSource, "read">;
}

/**
 * Places every correction: by report, by document (also one that stood there before), or by organ and year. What no report
 * of the set answers to is unmatched, what cannot be is refused. Reads the reports that have any.
 */
export async function accountFor(corrections: readonly CorrectionEntry[], tools: AccountTools): Promise<AccountedCorrections> {
	const outcomes = new Map<CorrectionEntry, Pick<CorrectionOutcome, "result" | "reason">>();
	const note = (entry: CorrectionEntry, result: CorrectionOutcome["result"], reason = "") =>
		outcomes.set(entry, { result, reason });
	const placed: (PlacedCorrection<CorrectionEntry> & { readonly name: string })[] = [];
	const find = finder(corrections, tools);
	for (const entry of corrections) {
		const at = timeOf(entry.at);
		const mistake = at === undefined ? `${entry.at} is no time` : tools.knowledge.mistakeIn(entry.path, entry.value);
		if (at === undefined || mistake !== undefined) {
			note(entry, "refused", mistake);
			continue;
		}
		const found = find(entry);
		if (found.length === 0) note(entry, "unmatched", "no report of the set is meant by it");
		append(
			placed,
			found.map((target) => ({ ...target, entry, at, needsSame: target.isCarried || hasIssuer(entry) })),
		);
	}
	const forced = new Map<string, readonly Correction[]>();
	const changed = new Set<string>();
	for (const [name, meant] of Map.groupBy(placed, (one) => one.name)) {
		const figures = tools.knowledge.figuresOf(JSON.parse(await tools.source.read(name)));
		const standing = standingOf(meant, figures);
		for (const { entry, result, reason } of standing) note(entry, result, reason && inWords(entry, reason));
		const own = standing.flatMap(inForce);
		forced.set(name, own);
		if (own.some(({ path, value }) => figures.get(path)?.value !== value)) changed.add(name);
	}
	const years = yearsOf(changed, tools.index);
	return {
		of: (name) => forced.get(name) ?? [],
		besideOf: besides(changed, tools),
		isAfterCorrected: (issuerId, year) => years.has(`${issuerId} ${year - 1}`),
		outcomes: corrections.map((entry) => ({ entry, ...(outcomes.get(entry) ?? { result: "unmatched", reason: "" }) })),
	};
}

/** Issuers and years of reports, those left out that are not in force. */
function yearsOf(names: ReadonlySet<string>, index: AccountTools["index"]): ReadonlySet<string> {
	const years = new Set<string>();
	if (names.size === 0) return years;
	for (const { name, issuer_id, year, is_current } of index.reports())
		if (names.has(name) && is_current !== 0) years.add(`${issuer_id} ${year}`);
	return years;
}

/** Tells it by the reports of a set and the organs of its roster. */
function besides(
	names: ReadonlySet<string>,
	{ index, book }: Pick<AccountTools, "index" | "book">,
): AccountedCorrections["besideOf"] {
	if (names.size === 0) return () => [];
	const parents = new Map(
		book.roster.map(({ name, parent }) => [book.idOf(name), parent === undefined ? undefined : book.idOf(parent)]),
	);
	const changed: CorrectableReport[] = [];
	for (const report of index.reports()) if (names.has(report.name)) changed.push(report);
	return besideAmong(changed, (issuer) => parents.get(issuer));
}

function hasIssuer({ issuer }: CorrectionEntry): boolean {
	return issuer !== undefined;
}

/** An ISO 8601 day or time; the time zone may be left out, and is UTC then. */
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function timeOf(text: string): number | undefined {
	if (!TIME.test(text)) return undefined;
	const iso = text.replace(" ", "T");
	const hasZone = iso.length === 10 || /(?:Z|[+-]\d\d:?\d\d)$/.test(iso);
	const at = Date.parse(hasZone ? iso : `${iso}Z`);
	return Number.isNaN(at) ? undefined : at;
}

/** Tells the reports that an entry is about; of a document that went, what is of its organ and year now. */
function finder(corrections: readonly CorrectionEntry[], { index, book }: AccountTools) {
	const byKey = new Map<string, string[]>();
	const add = (key: string, name: string) => byKey.set(key, [...(byKey.get(key) ?? []), name]);
	const get = (key: string) => byKey.get(key) ?? [];
	if (corrections.length > 0)
		for (const { name, id, report_id, document, issuer_id, year, is_current } of index.reports()) {
			for (const key of new Set([id, report_id])) add(`id ${key}`, name);
			add(`document ${document}`, name);
			// Of several versions the one in force is meant; which one that is may not be known.
			if (is_current !== 0) add(`year ${issuer_id} ${year}`, name);
		}
	const ofYear = (issuer: string, year: number) => get(`year ${issuer} ${year}`);
	const direct = (names: readonly string[]) => names.map((name) => ({ name, isCarried: false }));
	return ({ report_id, sha256 = "", issuer, year = 0, known_as }: CorrectionEntry) => {
		if (report_id !== undefined) return direct(get(`id ${report_id}`));
		if (issuer !== undefined) return direct(ofYear(book.idOf(issuer) ?? issuer, year));
		const known = (document: string) => index.known(document) ?? known_as;
		return reportsMeant(sha256, { ofDocument: (document) => get(`document ${document}`), known, ofYear });
	};
}

/** As the set's tables take it; nothing where it counts no more. */
function inForce({ entry, result }: Standing<CorrectionEntry>): Correction[] {
	const { path, value, at, reason } = entry;
	if (result === "applied") return [{ path, value, at, reason }];
	return result === "carried" ? [{ path, value, at, reason, isCarried: true }] : [];
}

function inWords({ path, before }: CorrectionEntry, reason: Inapplicable): string {
	switch (reason.why) {
		case "no-figure":
			return `the report has no figure ${path}`;
		case "no-before":
			return "it was made on another file, and does not say which reading it replaced";
		case "other-figure":
			return `it replaces the reading ${before}, and ${reason.read} is printed now`;
		case "printed-text":
			return `it replaces the reading ${before} of a picture, and ${reason.read} is printed as text now`;
	}
}
