// The door "gouji/family": what a family of reports is put together with, besides its rules.

export type { DocumentOrigin, PublishedReport } from "./check/published-report.ts";
export type { FindPeers, ParsedReport } from "./check/report-checker.ts";
export type { Family, FamilyDefinition, MappedContent } from "./mapping/define-family.ts";
export { defineFamily } from "./mapping/define-family.ts";
export type { BlockForm } from "./mapping/form/blocks.ts";
export { mapBlocks } from "./mapping/form/blocks.ts";
export type { FieldLabels } from "./mapping/form/cells.ts";
export { absent } from "./mapping/form/cells.ts";
export type { ListedPair, ListForm, MappedList } from "./mapping/form/listing.ts";
export { mapListing } from "./mapping/form/listing.ts";
export type { MappedFigures, MatrixForm } from "./mapping/form/matrix.ts";
export { mapMatrix } from "./mapping/form/matrix.ts";
export { withReaders } from "./mapping/form/readers.ts";
export type { SheetForm } from "./mapping/form/sheet.ts";
export { mapSheet } from "./mapping/form/sheet.ts";
export { parseReport } from "./mapping/parse-report.ts";
export type { ReportFamily } from "./mapping/report-family.ts";
export type { DueDay, OrganFacts, SourceKnowledge } from "./model/source-knowledge.ts";
export type { NoticeWording } from "./output/documents/notice.ts";
export { unitInCaption } from "./text/figures.ts";
export { holdsUnread } from "./text/unread.ts";
export { wellFormedName } from "./text/well-formed.ts";
