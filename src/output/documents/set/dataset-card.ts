import type { DescribedSet } from "./release.ts";
import { dayOf, descriptionOf, tableFiles, versionOf } from "./release.ts";

/** How many rows a set of reports has, as Hugging Face parts sizes. */
const SIZES: readonly (readonly [least: number, size: string])[] = [
	[1_000_000, "1M<n<10M"],
	[100_000, "100K<n<1M"],
	[10_000, "10K<n<100K"],
	[1_000, "1K<n<10K"],
	[0, "n<1K"],
];

/** A card that says what the set is and what it is not, with the head that Hugging Face reads. */
export function renderDatasetCard(set: DescribedSet): string {
	const { dataset, tables, release } = set;
	const version = versionOf(dataset.version, release);
	const size = SIZES.find(([least]) => release.reports >= least)?.[1] ?? "n<1K";
	const parquet = tableFiles(set, "parquet");
	const readable = parquet.length > 0 ? parquet : tableFiles(set, "csv");
	const configs = readable.map(
		({ table, path }, i) => `  - config_name: ${table.name}\n    data_files: "${path}"${i === 0 ? "\n    default: true" : ""}\n`,
	);
	const rows = tables.map(
		({ name, en, zh, key }) => `| \`${name}\` | ${en}<br>${zh} | ${key.map((one) => `\`${one}\``).join(", ")} |`,
	);
	return `---
license: cc-by-4.0
language:
  - zh
  - en
pretty_name: ${JSON.stringify(dataset.title.en)}
size_categories:
  - ${size}
tags:
  - government
  - open-government
  - china
  - tabular
${configs.length > 0 ? `configs:\n${configs.join("")}` : ""}---

# ${dataset.title.en}

${dataset.title.zh}

${descriptionOf(set)}

- Version: \`${version}\` (before the \`+\` the shape of the tables, after it the content)
- As of: ${dayOf(release) ?? "not known: no report tells when it was retrieved"}
- Publisher: ${release.publisher.name}${release.publisher.homepage === undefined ? "" : `, <${release.publisher.homepage}>`}
- Licence: CC BY 4.0, see \`LICENSE.md\`; how to cite: \`CITATION.cff\`

## Tables

| table | one row is | told apart by |
| --- | --- | --- |
${rows.join("\n")}

Every column is in \`codebook.csv\` and \`codebook.md\`, in Chinese and English, with unit and meaning in law.

## What to know before use

- Values were read by a program from documents made for people, some of them scans. \`cells\` has place, method and confidence of every one;
  \`reports.status\` says what the reading thinks of itself. A report that was not read is not in \`reports\`.
- A finding says that figures or words of a report do not agree. It says nothing of the reason, and is no judgement of the organ.
- Null is not 0: where nothing is printed nothing is given.
- Reports are those that were found. That one is not here does not say that it was not published.
- The documents are public and name organs, not persons; contacts of organs are left as printed. Who corrected a figure is not published.
`;
}
