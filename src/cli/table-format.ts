/** The forms in which tables are printed or written. */
export const TABLE_FORMATS = ["text", "json", "csv", "html", "markdown", "xlsx"] as const;
/** One of them. */
export type TableFormat = (typeof TABLE_FORMATS)[number];
