/** Semantic version of the data set's shape: a column that goes or changes its meaning raises the first number. */
export const VERSION = "2.0.0";

/** CHANGELOG of the data set's shape. What changed in the data is told by the history beside the sets. */
export const changes = `# Changes of the data set

Columns are added, never renamed or removed, within a major version.

## 2.0.0

What to change in programs:

- \`reports.id\` and \`report_id\` are made of issuer, year and version, and no longer of the file's bytes; the former id is \`document_id\`.
  Names for Stata are as before.
- Filter by \`is_current\`: revised reports and copies are told apart (\`version\`, \`supersedes\`, \`copy_of\`).
- Figures whose reading is in doubt are null in \`reports\`, and stand in \`cells\` with \`is_doubtful\`.
- \`proactive_procurement_amount\` is in yuan (it was the printed number in whatever unit); amounts whose unit is printed nowhere are null.
- Flags \`q_…\` go by what the rules came to: null where nothing was assessed, \`q_complete\` false for errors only, \`q_on_time\` by the day of
  publication. Findings and flags are judged after corrections; one that was carried over and is not the reading breaks no rule.
- \`codebook.csv\` is a table: \`table_name\`, \`column_name\`, no byte-order mark. Addresses of an operator's own disk are no longer published.

New:

- Tables \`assessments\` (what each rule came to), \`series\` (variables over all forms), \`sections\` (text), \`issuers\`, \`issuer_names\`, \`coverage\`
  (owed reports), \`decisions\`, \`codebook\`, \`divisions\`, \`revisions\` (figures that a version gives otherwise than the one before),
  \`release_changes\` (figures that are not as in an earlier release); views \`reports_verified\`, \`decided_findings\`, \`changes\`,
  \`codebook_years\` (\`views.json\`).
- In \`reports\`: \`issuer_id\`, \`kind\`, \`version\`, \`is_current\`, \`supersedes\`, \`copy_of\`, \`scope\`, \`page_date\`, \`first_seen\`, \`document_id\`,
  \`rules_not_assessable\`, \`n_doubtful\`, and every amount of money in yuan (\`…_yuan\`).
- In \`cells\`: \`unit\`, \`unit_from\`, \`value_yuan\`, \`is_doubtful\`; in \`corrections\`: \`is_carried\`; in \`findings\`: \`figures\`.

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
