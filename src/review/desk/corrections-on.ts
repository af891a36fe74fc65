import type { Dataset } from "../../model/dataset.ts";
import type { Inapplicable } from "../../output/dataset/carry-over.ts";
import { reportsMeant, standingOf } from "../../output/dataset/carry-over.ts";
import type { Corrections, KeptCorrection, ReviewCorrection } from "../store/corrections.ts";
import type { SyncSql } from "../store/sql.ts";
import type { DeskReport } from "./report.ts";

/** A correction that stands on a report. */
export type DeskCorrection = ReviewCorrection & {
	/** Made on the document that stood in this one's place, where the figure was read the same. */
	readonly isCarried: boolean;
};

/** What stands of the corrections on one report. */
export interface CorrectionsOn {
	readonly inForce: ReadonlyMap<string, DeskCorrection>;
	/** Figures that stand otherwise than they were read; not those that a person found right. */
	readonly changed: ReadonlySet<string>;
	/** Those that are not for the figure as it is read now, and why; none that somebody looked at since. */
	readonly refused: readonly { readonly correction: ReviewCorrection; readonly reason: Inapplicable }[];
}

/** What tells which corrections a report has. */
export interface CorrectionTools {
	readonly index: SyncSql;
	readonly corrections: Pick<Corrections, "historyOf" | "ownerOf" | "documentsOf">;
	readonly knowledge: Pick<Dataset["knowledge"], "figuresOf">;
}

/** Documents that stood in the place of a report and are published no more, whose corrections are carried over to it. */
export function carriedFrom(
	{ name, issuer_id, year }: { readonly name: string; readonly issuer_id: string; readonly year: number },
	{ index, corrections }: Pick<CorrectionTools, "index" | "corrections">,
): readonly string[] {
	const names = (text: string, values: (string | number)[]) => index.all<{ name: string }>(text, values).map((row) => row.name);
	const published = {
		ofDocument: (sha256: string) => names("select name from report where sha256 = ?", [sha256]),
		known: corrections.ownerOf,
		ofYear: (issuer: string, of: number) =>
			names("select name from report where issuer_id = ? and year = ? and is_current is not 0", [issuer, of]),
	};
	return corrections
		.documentsOf({ issuer_id, year })
		.filter((sha256) => reportsMeant(sha256, published).some((meant) => meant.isCarried && meant.name === name));
}

/** The documents that `carriedFrom` told of a report, as the index keeps them. */
export function documentsIn({ carried_from }: { readonly carried_from: string }): readonly string[] {
	return carried_from.split(" ").filter((document) => document !== "");
}

/** What stands of the corrections of a report's document, and of the documents that it stands in place of. */
export function correctionsOn(
	asRead: DeskReport,
	carried: readonly string[],
	{ corrections, knowledge }: Pick<CorrectionTools, "corrections" | "knowledge">,
): CorrectionsOn {
	const { sha256 } = asRead.source;
	const all = [sha256, ...carried].flatMap((document) => corrections.historyOf(document)).toSorted((a, b) => a.id - b.id);
	if (all.length === 0) return { inForce: new Map(), changed: new Set(), refused: [] };
	const isCarried = (entry: KeptCorrection) => entry.sha256 !== sha256;
	const placed = all.map((entry) => ({
		...{ entry, at: Date.parse(entry.at) || 0, isCarried: isCarried(entry), needsSame: isCarried(entry) },
	}));
	const figures = knowledge.figuresOf(asRead);
	const standing = standingOf(placed, figures);
	const inForce = new Map(
		standing.flatMap(({ entry: { wasText: _, ...entry }, result }) =>
			result === "applied" || result === "carried" ? [[entry.path, { ...entry, isCarried: result === "carried" }] as const] : [],
		),
	);
	// Of each figure the last word counts: one that was taken back, or looked at again, is nobody's concern.
	const last = new Map(all.map((entry) => [entry.path, entry]));
	const refused = standing.flatMap(({ entry, reason }) =>
		reason !== undefined && last.get(entry.path) === entry && entry.is_withdrawn === 0 ? [{ correction: entry, reason }] : [],
	);
	const changed = new Set([...inForce].flatMap(([path, { value }]) => (figures.get(path)?.value === value ? [] : [path])));
	return { inForce, changed, refused };
}
