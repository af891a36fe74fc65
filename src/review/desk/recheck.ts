import type { ReportRow } from "../search-index/lists.ts";
import { reportsOf } from "../search-index/lists.ts";
import type { Letter, LetterFigure, LetterItem, Letters } from "../store/letters.ts";
import type { SyncSql } from "../store/sql.ts";
import type { CorrectionsOn } from "./corrections-on.ts";
import { itemState } from "./letter-state.ts";
import { proofOf } from "./proof.ts";
import type { DeskReport } from "./report.ts";
import { cellsByPath } from "./report.ts";
import { isUnproven } from "./unproven.ts";

/** Who re-checks. */
export const RECHECKER = "程序复核";

/** What a re-check came to. `unclear`: published again, but not read surely enough to tell. */
export type RecheckResult = "mended" | "not-mended" | "unclear";

/** What re-checking needs of the desk. */
export interface RecheckTools {
	readonly index: SyncSql;
	readonly letters: Letters;
	readonly reportOf: (
		name: string,
	) => Promise<{ readonly report: DeskReport; readonly corrections: Pick<CorrectionsOn, "inForce"> } | undefined>;
	/** ISO 8601. */
	readonly now: () => string;
}

/** Re-checks letters where `taken`, the number of reports taken in, is another one than at the last call. */
export function recheckerOf(tools: RecheckTools): (taken: number) => Promise<void> {
	let last: number | undefined;
	return async (taken) => {
		if (taken === last) return;
		await recheckLetters(tools);
		last = taken;
	};
}

/**
 * Re-checks what letters asked for against documents that were published since. A finding that is gone from the same
 * document is no correction: our reading changed, not the report.
 */
async function recheckLetters(tools: RecheckTools): Promise<void> {
	for (const letter of tools.letters.list()) {
		if (letter.events.some(({ kind }) => kind === "withdrawn")) continue;
		for (const item of letter.items) {
			const state = itemState(letter, item);
			if (state === "open" || state === "not-mended") await recheckItem(letter, item, tools);
		}
	}
}

/** Adds what the newly published reports of an item's organ and year tell, each once. */
async function recheckItem(letter: Letter, item: LetterItem, { index, letters, reportOf, now }: RecheckTools): Promise<void> {
	for (const { name, sha256 } of newlyPublished(index, letter, item)) {
		const found = await reportOf(name);
		const report = found?.report;
		// What a person read in the old document proves nothing of the new one.
		const isCarried = item.figures.some(({ path }) => found?.corrections.inForce.get(path)?.isCarried);
		const result = report === undefined || isCarried ? "unclear" : recheck(letter, item, report);
		// What stands beside the faulty document and does not replace it mends nothing.
		if (report === undefined || result === "unclear" || (result === "mended" && isStillThere(index, letter, item))) continue;
		const figures = figuresIn(
			report,
			item.figures.map(({ path }) => path),
		);
		letters.add({ letter: letter.id, item: item.item, at: now(), who: RECHECKER, kind: result, text: name, sha256, figures });
	}
}

/** Reports of an item's organ and year that were not known when the letter was made, and are not told yet. */
export function newlyPublished(index: SyncSql, letter: Letter, item: LetterItem): ReportRow[] {
	return reportsOf(index, letter.organ).filter(
		({ year, sha256 }) => year === item.year && !item.known.includes(sha256) && !isTold(letter, item, sha256),
	);
}

/** Whether the document that a letter is about is still published. */
export function isStillThere(index: SyncSql, { organ }: Letter, item: LetterItem): boolean {
	return reportsOf(index, organ).some(({ year, sha256 }) => year === item.year && sha256 === item.sha256);
}

function isTold({ events }: Letter, { item }: LetterItem, sha256: string): boolean {
	return events.some((event) => event.item === item && event.sha256 === sha256);
}

/** Whether a newly published report still has what a letter asked to mend. */
export function recheck({ kind }: Pick<Letter, "kind">, item: LetterItem, report: DeskReport): RecheckResult {
	if (kind === "urge") return "mended";
	const cells = cellsByPath(report);
	// Under another printed name of the organ the same finding has another fingerprint.
	const same = report.findings.find(
		({ fingerprint, rule, cells: paths }) =>
			fingerprint === item.fingerprint || (rule === item.rule && paths.toSorted().join() === item.cells.toSorted().join()),
	);
	if (same) return proofOf(same, cells).why === undefined ? "not-mended" : "unclear";
	const own = item.figures.map(({ path }) => cells.get(path));
	if (own.some((cell) => cell === undefined || cell.state === "absent" || isUnproven(cell))) return "unclear";
	const assessed = report.assessments?.[item.rule];
	const isTold = assessed === "holds" || assessed === "broken";
	return isTold && report.quality.status === "verified" ? "mended" : "unclear";
}

/** Figures of a report by path; null for what is blank or not there. */
export function figuresIn(report: DeskReport, paths: readonly string[]): LetterFigure[] {
	const cells = cellsByPath(report);
	return paths.map((path) => ({ path, value: cells.get(path)?.value ?? null }));
}
