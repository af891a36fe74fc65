// The door "gouji/family": what a family of reports is put together with, besides its rules.

export type { DocumentOrigin, PublishedReport } from "./check/published-report.ts";
export type { FindPeers, ParsedReport } from "./check/report-checker.ts";
export type { BlockForm } from "./form/blocks.ts";
export { mapBlocks } from "./form/blocks.ts";
export type { FieldLabels } from "./form/cells.ts";
export { absent } from "./form/cells.ts";
export type { ListedPair, ListForm, MappedList } from "./form/listing.ts";
export { mapListing } from "./form/listing.ts";
export type { MappedFigures, MatrixForm } from "./form/matrix.ts";
export { mapMatrix } from "./form/matrix.ts";
export { withReaders } from "./form/readers.ts";
export type { SheetForm } from "./form/sheet.ts";
export { mapSheet } from "./form/sheet.ts";
export type { NoticeWording } from "./publish/notice.ts";
export type { Family, FamilyDefinition, MappedContent } from "./run/define-family.ts";
export { defineFamily } from "./run/define-family.ts";
export { parseReport } from "./run/parse-report.ts";
export type { ReportFamily } from "./run/report-family.ts";
export type { SourceKnowledge } from "./sources/knowledge.ts";
