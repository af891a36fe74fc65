import type { DescribedSet } from "./release.ts";
import { dayOf, descriptionOf, KEYWORDS, LICENCE_URL, tableFiles, versionOf } from "./release.ts";

/** The set as search engines read it (schema.org/Dataset, JSON-LD). `base` leads from the page to the set's folder, and ends with `/`. */
export function datasetJsonLd(set: DescribedSet, base: string): string {
	const { dataset, release } = set;
	const day = dayOf(release);
	const distribution = [...tableFiles(set, "parquet"), ...tableFiles(set, "csv")].flatMap(({ files }) =>
		files.map(({ name, bytes }) => ({
			"@type": "DataDownload",
			name,
			contentUrl: base + name,
			contentSize: `${bytes} B`,
			encodingFormat: name.endsWith(".csv") ? "text/csv" : "application/vnd.apache.parquet",
		})),
	);
	const described = {
		"@context": "https://schema.org/",
		"@type": "Dataset",
		name: dataset.title.zh,
		alternateName: dataset.title.en,
		description: descriptionOf(set),
		identifier: release.content,
		version: versionOf(dataset.version, release),
		license: LICENCE_URL,
		isAccessibleForFree: true,
		inLanguage: ["zh", "en"],
		keywords: KEYWORDS,
		spatialCoverage: "China",
		creator: { "@type": "Organization", name: release.publisher.name },
		...(day === undefined ? {} : { dateModified: day }),
		...(release.years === undefined ? {} : { temporalCoverage: release.years.join("/") }),
		...(release.publisher.homepage === undefined ? {} : { url: release.publisher.homepage }),
		distribution,
	};
	// Nothing of it ends the element that it stands in, or begins another.
	return JSON.stringify(described).replaceAll("<", "\\u003c");
}
