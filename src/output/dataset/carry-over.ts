import type { ReadFigure } from "../../model/dataset.ts";

/** A correction, or its being taken back, as far as its standing depends on it. */
export interface Correcting {
	readonly path: string;
	readonly value: number | null;
	/** The reading that it replaced; undefined where it does not say. */
	readonly before?: number | null | undefined;
	/** Whether that reading was of a text layer; undefined where that is not known. */
	readonly wasText?: boolean | undefined;
	readonly is_withdrawn?: boolean | 0 | 1 | undefined;
}

/** A correction on one report. */
export interface PlacedCorrection<T extends Correcting> {
	readonly entry: T;
	/** Milliseconds; later ones count. */
	readonly at: number;
	/** Made on other bytes of the report. */
	readonly isCarried: boolean;
	/** It holds only for the reading that it names: it was not made on these bytes. */
	readonly needsSame: boolean;
}

/** Why a correction is not for a report's figure as it is read now; `read` is that figure. */
export type Inapplicable =
	| { readonly why: "no-figure" | "no-before" }
	| { readonly why: "other-figure" | "printed-text"; readonly read: number | null };

/** What became of one correction on one report. */
export interface Standing<T extends Correcting> {
	readonly entry: T;
	/** `replaced`: a later one of the same figure counts; `withdrawn`: it was taken back, or takes another back. */
	readonly result: "applied" | "carried" | "replaced" | "withdrawn" | "refused";
	/** Where it is refused. */
	readonly reason?: Inapplicable;
}

/** What is asked to tell which reports are meant by a correction of a document. */
export interface Published {
	/** Reports of the document, by name, as they are published now. */
	readonly ofDocument: (sha256: string) => readonly string[];
	/** Whose the document is or was; undefined where nobody knows. */
	readonly known: (sha256: string) => { readonly issuer_id: string; readonly year: number } | undefined;
	/** Reports of an issuer's year of which it is not known that another one is in force. */
	readonly ofYear: (issuerId: string, year: number) => readonly string[];
}

/**
 * The reports that a correction of a document is on: those of the document; where it is published no more, what is in force of its
 * issuer's year now. Data set, desk and API ask this, and `standingOf`.
 */
export function reportsMeant(sha256: string, { ofDocument, known, ofYear }: Published): { name: string; isCarried: boolean }[] {
	const direct = ofDocument(sha256);
	if (direct.length > 0) return direct.map((name) => ({ name, isCarried: false }));
	const was = known(sha256);
	return was ? ofYear(was.issuer_id, was.year).map((name) => ({ name, isCarried: true })) : [];
}

/**
 * What stands of the corrections on one report, in the order of their times; of the same time the one that was handed over later
 * counts. One made on other bytes stands only where the figure is read as it was then, and is no text where a picture was read.
 */
export function standingOf<T extends Correcting>(
	own: readonly PlacedCorrection<T>[],
	figures: ReadonlyMap<string, ReadFigure>,
): Standing<T>[] {
	const last = new Map<string, PlacedCorrection<T>>();
	const told: Standing<T>[] = [];
	for (const placed of own.toSorted((a, b) => a.at - b.at)) {
		const { entry } = placed;
		const reason = reasonAgainst(placed, figures);
		if (reason !== undefined) {
			told.push({ entry, result: "refused", reason });
			continue;
		}
		const before = last.get(entry.path);
		if (before) told.push({ entry: before.entry, result: entry.is_withdrawn ? "withdrawn" : "replaced" });
		last.set(entry.path, placed);
	}
	for (const { entry, isCarried } of last.values())
		told.push({ entry, result: entry.is_withdrawn ? "withdrawn" : isCarried ? "carried" : "applied" });
	return told;
}

function reasonAgainst<T extends Correcting>(
	{ entry, isCarried, needsSame }: PlacedCorrection<T>,
	figures: ReadonlyMap<string, ReadFigure>,
): Inapplicable | undefined {
	const read = figures.get(entry.path);
	if (read === undefined) return { why: "no-figure" };
	if (entry.is_withdrawn || !needsSame) return undefined;
	if (entry.before === undefined) return isCarried ? { why: "no-before" } : undefined;
	if (read.value !== entry.before) return { why: "other-figure", read: read.value };
	// What was misread in a picture as 3 and is printed as 3 in the new file's text was mended, and not misread again.
	const isMended = isCarried && read.isText && entry.wasText === false && entry.value !== read.value;
	return isMended ? { why: "printed-text", read: read.value } : undefined;
}
