import type { PublishedReport } from "../../check/published-report.ts";
import type { Dataset, RowContext } from "../../model/dataset.ts";
import type { CorrectableReport } from "./correction-book.ts";
import { accountFor } from "./correction-book.ts";
import type { CorrectionEntry } from "./human-work.ts";
import type { IssuerBook, KnownIssuer } from "./issuer-book.ts";
import type { ReportSource } from "./report-source.ts";
import { placeVersions } from "./versions.ts";

/** What people changed about the reports that a run published, by file: those that it is about, and no others. */
export type CorrectionsByFile = ReadonlyMap<string, Pick<RowContext, "corrections" | "isAfterCorrected" | "correctedBeside">>;

/** What a run knows of corrections on its reports. */
export interface KnownCorrections {
	readonly byFile: CorrectionsByFile;
	/** False where there are or may be some that could not be read: nothing is told as broken then that was not before. */
	readonly areKnown: boolean;
}

export const NO_CORRECTIONS: KnownCorrections = { byFile: new Map(), areKnown: true };

/** A published report by its file, and whose it is. */
export interface OwnedFile {
	readonly file: string;
	/** `issuer_id` of the data set. */
	readonly issuer: string;
	/** undefined where nothing tells it. */
	readonly year?: number | undefined;
}

/** What tells which corrections are in force on a run's reports. */
export interface CorrectedTools {
	readonly book: Pick<IssuerBook, "idOf" | "roster">;
	readonly dataset: Pick<Dataset, "identify" | "knowledge">;
	readonly source: Pick<ReportSource, "read">;
}

/** Tells which of the reports that a run publishes have corrections: it is shown each of them once, and keeps of most nothing. */
export interface CorrectedReports {
	readonly see: (report: PublishedReport, file: string, issuer: Pick<KnownIssuer, "id">) => void;
	/**
	 * What is in force on the reports seen, as the data set tells it. Reads the reports that have corrections, and those of the
	 * issuers to whose reports corrections of a document that is gone may be carried over.
	 */
	readonly inForce: (files: readonly OwnedFile[], tools: CorrectedTools) => Promise<CorrectionsByFile>;
}

/** Opens it for corrections of documents, as the desk has them. */
export function correctedReports(entries: readonly CorrectionEntry[]): CorrectedReports {
	const corrected = new Set(entries.flatMap(({ sha256 }) => sha256 ?? []));
	const direct: CorrectableReport[] = [];
	const earlier = new Map<string, { readonly issuer_id: string; readonly year: number; readonly file: string }>();
	return {
		see: ({ id, year, source }, file, { id: issuer_id }) => {
			const { sha256: document = "", earlier: before = [] } = source;
			const place = { issuer_id, year: year ?? 0 };
			if (corrected.has(document)) direct.push({ ...place, name: file, id, report_id: id, document, is_current: null });
			for (const one of before) {
				if (!corrected.has(one)) continue;
				const known = earlier.get(one);
				if (known === undefined || file < known.file) earlier.set(one, { ...place, file });
			}
		},
		inForce: async (files, { book, dataset, source }) => {
			const known = (document: string) => earlier.get(document);
			const there = new Set(direct.map(({ document }) => document));
			const heirs = new Set(
				entries.flatMap(({ sha256 = "", known_as }) => (there.has(sha256) ? [] : ((known(sha256) ?? known_as)?.issuer_id ?? []))),
			);
			const placed = heirs.size === 0 ? [] : await placedOf(files, heirs, { dataset, source });
			const names = new Set(placed.map(({ name }) => name));
			const reports = [...direct.filter(({ name }) => !names.has(name)), ...placed];
			const index = { known, reports: () => reports };
			const { of, isAfterCorrected, besideOf } = await accountFor(entries, { index, book, knowledge: dataset.knowledge, source });
			return new Map(
				files.flatMap(({ file, issuer, year = 0 }) => {
					const correctedBeside = besideOf({ name: file, issuer_id: issuer, year });
					const own = { corrections: of(file), isAfterCorrected: isAfterCorrected(issuer, year), correctedBeside };
					return own.corrections.length + correctedBeside.length > 0 || own.isAfterCorrected ? [[file, own] as const] : [];
				}),
			);
		},
	};
}

/** All reports of some issuers with their places, one read at a time. */
async function placedOf(
	files: readonly OwnedFile[],
	issuers: ReadonlySet<string>,
	{ dataset, source }: Pick<CorrectedTools, "dataset" | "source">,
): Promise<CorrectableReport[]> {
	const found = [];
	for (const { file, issuer } of files)
		if (issuers.has(issuer)) found.push({ file, issuer, ...dataset.identify(JSON.parse(await source.read(file))) });
	const groups = Map.groupBy(found, ({ issuer, year }) => `${year} ${issuer}`);
	return [...groups.values()].flatMap((own) => {
		const [{ issuer = "", year = 0 } = {}] = own;
		const places = placeVersions(
			issuer,
			year,
			own.map(({ file, facts }) => ({ name: file, facts })),
		);
		return own.flatMap(({ file, id, document }) => {
			const place = places.get(file);
			if (place === undefined) return [];
			const isCurrent = place.isCurrent === undefined ? null : Number(place.isCurrent);
			return [{ name: file, id, report_id: place.id, document, issuer_id: issuer, year, is_current: isCurrent }];
		});
	});
}
