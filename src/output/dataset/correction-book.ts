import type { Correction, SetKnowledge } from "../../model/dataset.ts";
import type { CorrectionEntry } from "./human-work.ts";
import type { IssuerBook } from "./issuer-book.ts";
import type { ReportSource } from "./report-source.ts";
import type { SetIndex } from "./set-index.ts";

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
	/** What became of each, in the order in which they were handed over. */
	readonly outcomes: readonly CorrectionOutcome[];
}

/** What corrections are accounted for with. */
export interface AccountTools {
	readonly index: SetIndex;
	readonly book: IssuerBook;
	readonly knowledge: SetKnowledge;
	readonly source: ReportSource;
}

/** A correction on one report. */
interface Placed {
	readonly entry: CorrectionEntry;
	/** Milliseconds; later ones count. */
	readonly at: number;
	/** Made on other bytes of the report. */
	readonly isCarried: boolean;
}

type Note = (entry: CorrectionEntry, result: CorrectionOutcome["result"], reason?: string) => unknown;
type Figures = ReadonlyMap<string, number | null>;

/**
 * Places every correction: by report, by document (also one that stood there before), or by organ and year. What no report
 * of the set answers to is unmatched, what cannot be is refused. Reads the reports that have any.
 */
export async function accountFor(corrections: readonly CorrectionEntry[], tools: AccountTools): Promise<AccountedCorrections> {
	const outcomes = new Map<CorrectionEntry, Pick<CorrectionOutcome, "result" | "reason">>();
	const note: Note = (entry, result, reason = "") => outcomes.set(entry, { result, reason });
	const byReport = new Map<string, Placed[]>();
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
		for (const { name, isCarried } of found) byReport.set(name, [...(byReport.get(name) ?? []), { entry, at, isCarried }]);
	}
	const forced = new Map<string, readonly Correction[]>();
	for (const [name, placed] of byReport) {
		const figures = tools.knowledge.figuresOf(JSON.parse(await tools.source.read(name)));
		forced.set(name, inForce(placed, figures, note));
	}
	return {
		of: (name) => forced.get(name) ?? [],
		outcomes: corrections.map((entry) => ({ entry, ...(outcomes.get(entry) ?? { result: "unmatched", reason: "" }) })),
	};
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

interface Target {
	readonly name: string;
	readonly isCarried: boolean;
}

/** Tells the reports that an entry is about; of a document that went, what is of its organ and year now. */
function finder(corrections: readonly CorrectionEntry[], { index, book }: AccountTools) {
	const byKey = new Map<string, Target[]>();
	const add = (key: string, target: Target) => byKey.set(key, [...(byKey.get(key) ?? []), target]);
	const get = (key: string) => byKey.get(key) ?? [];
	if (corrections.length > 0)
		for (const { name, id, report_id, document, issuer_id, year, is_current } of index.reports()) {
			for (const key of new Set([id, report_id])) add(`id ${key}`, { name, isCarried: false });
			add(`document ${document}`, { name, isCarried: false });
			// Of several versions the one in force is meant; which one that is may not be known.
			if (is_current !== 0) add(`year ${issuer_id} ${year}`, { name, isCarried: true });
		}
	return ({ report_id, sha256 = "", issuer, year }: CorrectionEntry): readonly Target[] => {
		if (report_id !== undefined) return get(`id ${report_id}`);
		if (issuer !== undefined)
			return get(`year ${book.idOf(issuer) ?? issuer} ${year}`).map(({ name }) => ({ name, isCarried: false }));
		const direct = get(`document ${sha256}`);
		const known = direct.length > 0 ? undefined : index.known(sha256);
		return known ? get(`year ${known.issuer_id} ${known.year}`) : direct;
	};
}

/** The later one of each figure counts, by its time; of the same time the one that was handed over later. */
function inForce(own: readonly Placed[], figures: Figures, note: Note): Correction[] {
	const last = new Map<string, Placed>();
	for (const placed of own.toSorted((a, b) => a.at - b.at)) {
		const mistake = mistakeOn(placed, figures);
		if (mistake !== undefined) {
			note(placed.entry, "refused", mistake);
			continue;
		}
		const before = last.get(placed.entry.path);
		if (before) note(before.entry, placed.entry.is_withdrawn ? "withdrawn" : "replaced");
		last.set(placed.entry.path, placed);
	}
	return [...last.values()].flatMap(({ entry, isCarried }): Correction[] => {
		note(entry, entry.is_withdrawn ? "withdrawn" : isCarried ? "carried" : "applied");
		if (entry.is_withdrawn) return [];
		const { path, value, at, reason } = entry;
		return [{ path, value, at, reason, ...(isCarried ? { isCarried: true as const } : {}) }];
	});
}

function mistakeOn({ entry, isCarried }: Placed, figures: Figures): string | undefined {
	const read = figures.get(entry.path);
	if (read === undefined) return `the report has no figure ${entry.path}`;
	if (entry.is_withdrawn || !(isCarried || entry.issuer !== undefined)) return undefined;
	if (entry.before === undefined)
		return isCarried ? "it was made on another file, and does not say which reading it replaced" : undefined;
	return read === entry.before ? undefined : `it replaces the reading ${entry.before}, and ${read} is printed now`;
}
