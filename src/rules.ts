// The door "gouji/rules": what rules, forms and narratives are written with. Imports check, model and text only.
export type { CheckContext, ChildReports, PeerMatch, ReportCopy, RosterFacts, Worded } from "./check/check-context.ts";
export { mapContext } from "./check/check-context.ts";
export type { Equation, Judged, Judgement } from "./check/equation.ts";
export { judge, showSum } from "./check/equation.ts";
export type { Cause, Limits, Outcome, Quote, Rule, RuleNeed, RuleSetting, RuleSettings, Severity } from "./check/outcome.ts";
export { settingOf } from "./check/outcome.ts";
export type { RuleEntry } from "./check/rule-entry.ts";
export type { CheckResult, FindingRecord, RuleContext, RuleCounts } from "./check/run-rules.ts";
export { correctedFigure, figuresDigest, fingerprintOf, PERSON, runRules } from "./check/run-rules.ts";
export { candidatePairs, minHash, ShingleCounts } from "./check/similar.ts";
export type {
	Column,
	Correction,
	Dataset,
	DatasetTable,
	DatasetView,
	ReadFigure,
	ReportPlace,
	RowContext,
	SetKnowledge,
	Value,
} from "./model/dataset.ts";
export type { Decision, LinearEquation } from "./model/decision.ts";
export type { PageReading, ReportDocument } from "./model/document.ts";
export { GoujiError } from "./model/errors.ts";
export type { Evidence, FigureState, StatedUnit } from "./model/evidence.ts";
export type { Box } from "./model/geometry.ts";
export type { IssueFacts } from "./model/issue.ts";
export { asksForReview, doubtedTable, FailureKind, FigureDoubt, Issue, isPartLost, isSightLost, issueOf } from "./model/issue.ts";
export type { Mapped } from "./model/mapped.ts";
export type { FigureChart, PrintedCell, PrintedTable } from "./model/printed.ts";
export type { KnownPublication } from "./model/publication.ts";
export type { Block, Cell, Paragraph, Table, TextLine } from "./model/table.ts";
export type { Arbitration, WitnessRecord } from "./model/witness.ts";
export type { PrintedDate } from "./text/dates.ts";
export { findDates, isoDate, parseSmall, parseYear, YEAR_PATTERN } from "./text/dates.ts";
export { isEnumerated, withoutEnumerator } from "./text/enumerators.ts";
export { narrow, parseFigure, yuanOf } from "./text/figures.ts";
export { labelScore, plainLabel, similarity } from "./text/labels.ts";
export { parseNumeral } from "./text/numerals.ts";
export { jaccard, matchingPassages, shinglesOf } from "./text/shingles.ts";
export { wellFormed } from "./text/well-formed.ts";
