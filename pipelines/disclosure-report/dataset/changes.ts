/** Semantic version of the data set's shape: a column that goes or changes its meaning raises the first number. */
export const VERSION = "1.1.0";

/** CHANGELOG of the data set's shape. What changed in the data is told by the history beside the sets. */
export const changes = `# Changes of the data set

Columns are added, never renamed or removed, within a major version.

## 1.1.0

- Added: table \`reports_imputed\` with corrections and imputations in place, table \`corrections\`.
- Added to \`cells\`: \`value_corrected\`, \`is_corrected\`, \`value_imputed\`, \`value_reason\`. \`value\` stays what is printed.
- Added to \`reports\`: title, period, address of the page, time of retrieval, file, pages, counts of cells and rules, flags
  \`q_blank_as_zero\`, \`q_complete\`, \`q_text_agrees\`, \`q_plausible\`, \`q_series\`, \`q_on_time\`, counts \`n_…\`.
- Added to \`findings\`: \`expected\`, \`actual\`.
- Figures of \`reports\` are of type DOUBLE in Parquet: whatever a document prints fits.
- Added: \`reports.stata.csv\` with names of at most 32 characters, \`codebook.md\`, \`report.schema.json\`, \`LICENSE.md\`, this file.

## 1.0.0

- First: \`reports\`, \`cells\`, \`findings\`.
`;
