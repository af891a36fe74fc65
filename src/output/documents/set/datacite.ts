import type { DescribedSet } from "./release.ts";
import { dayOf, descriptionOf, KEYWORDS, LICENCE_URL, versionOf } from "./release.ts";

/** A resource has a year of publication; the last year reported on is before it. */
function publicationYear({ release }: DescribedSet): number {
	const day = dayOf(release);
	return day === undefined ? (release.years?.[1] ?? 0) + 1 : Number(day.slice(0, 4));
}

/** The set as DataCite describes resources (Metadata Schema 4, JSON), without a DOI: whoever deposits it is given one. */
export function renderDatacite(set: DescribedSet): string {
	const { dataset, release, files } = set;
	const day = dayOf(release);
	const formats = [...new Set(files.map(({ name }) => name.split(".").at(-1) ?? ""))].sort();
	const record = {
		schemaVersion: "http://datacite.org/schema/kernel-4",
		types: { resourceTypeGeneral: "Dataset", resourceType: "Tables" },
		identifiers: [{ identifierType: "content key", identifier: release.content }],
		creators: [{ name: release.publisher.name, nameType: "Organizational" }],
		titles: [
			{ title: dataset.title.en, lang: "en" },
			{ title: dataset.title.zh, lang: "zh", titleType: "TranslatedTitle" },
		],
		publisher: { name: release.publisher.name },
		publicationYear: String(publicationYear(set)),
		subjects: KEYWORDS.map((subject) => ({ subject })),
		dates: [
			...(day === undefined ? [] : [{ date: day, dateType: "Collected" }]),
			...(release.years === undefined ? [] : [{ date: release.years.join("/"), dateType: "Coverage" }]),
		],
		language: "zh",
		version: versionOf(dataset.version, release),
		sizes: [`${release.reports} reports`, `${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`, `${files.length} files`],
		formats,
		rightsList: [
			{
				rights: "Creative Commons Attribution 4.0 International",
				rightsUri: LICENCE_URL,
				rightsIdentifier: "CC-BY-4.0",
				rightsIdentifierScheme: "SPDX",
			},
		],
		descriptions: [{ description: descriptionOf(set), descriptionType: "Abstract", lang: "en" }],
		geoLocations: [{ geoLocationPlace: "China" }],
		...(release.publisher.homepage === undefined ? {} : { url: release.publisher.homepage }),
	};
	return `${JSON.stringify(record, null, "\t")}\n`;
}
