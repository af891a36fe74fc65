export type { Equation, Judged, Judgement } from "./check/equation.ts";
export { judge, showSum } from "./check/equation.ts";
export type { Cause, Limits, Outcome, Quote, Rule, RuleNeed, RuleSettings, Severity } from "./check/outcome.ts";
export { settingOf } from "./check/outcome.ts";
export type { CheckResult, RuleCounts } from "./check/run-rules.ts";
export { fingerprintOf, runRules } from "./check/run-rules.ts";
export { candidatePairs, minHash, ShingleCounts } from "./check/similar.ts";
export type { BlockForm } from "./form/blocks.ts";
export { mapBlocks } from "./form/blocks.ts";
export { absent } from "./form/cells.ts";
export type { ListedPair, ListForm, MappedList } from "./form/listing.ts";
export { mapListing } from "./form/listing.ts";
export type { MappedFigures, MatrixForm } from "./form/matrix.ts";
export { mapMatrix } from "./form/matrix.ts";
export { withReaders } from "./form/readers.ts";
export type { SheetForm } from "./form/sheet.ts";
export { mapSheet } from "./form/sheet.ts";
export type { Column, Correction, Dataset, DatasetTable, Value } from "./model/dataset.ts";
export type { Decision, LinearEquation } from "./model/decision.ts";
export type { PageReading, ReportDocument } from "./model/document.ts";
export { GoujiError } from "./model/errors.ts";
export type { Evidence, FigureState } from "./model/evidence.ts";
export type { Box } from "./model/geometry.ts";
export type { IssueFacts } from "./model/issue.ts";
export { asksForReview, doubtedTable, FailureKind, Issue, isSightLost, issueOf } from "./model/issue.ts";
export type { Mapped } from "./model/mapped.ts";
export type { FigureChart, PrintedCell, PrintedTable } from "./model/printed.ts";
export type { KnownPublication } from "./model/publication.ts";
export type { Block, Paragraph, Table } from "./model/table.ts";
export type { Arbitration, WitnessRecord } from "./model/witness.ts";
export type { NoticeWording } from "./publish/notice.ts";
export type {
	CheckAround,
	ChildReports,
	DocumentOrigin,
	MappedReport,
	PeerMatch,
	Pipeline,
	RuleEntry,
	Worded,
} from "./run/pipeline.ts";
export type { SourceKnowledge } from "./sources/knowledge.ts";
export type { PrintedDate } from "./text/dates.ts";
export { findDates, isoDate, parseSmall, parseYear, YEAR_PATTERN } from "./text/dates.ts";
export { isEnumerated, withoutEnumerator } from "./text/enumerators.ts";
export { narrow, parseFigure } from "./text/figures.ts";
export { labelScore, plainLabel, similarity } from "./text/labels.ts";
export { parseNumeral } from "./text/numerals.ts";
export { jaccard, matchingPassages, shinglesOf } from "./text/shingles.ts";
