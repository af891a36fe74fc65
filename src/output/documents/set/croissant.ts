import type { Column } from "../../../model/dataset.ts";
import type { DescribedSet, TableFiles } from "./release.ts";
import { dayOf, descriptionOf, KEYWORDS, LICENCE_URL, tableFiles, versionOf } from "./release.ts";

/** Words of Croissant as its specification lists them (docs.mlcommons.org/croissant, 1.0): `cr:` before each, but for those below. */
const WORDS =
	"citeAs column extract field fileProperty fileObject fileSet format includes isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace separator source subField transform";

const CONTEXT = {
	"@language": "en",
	"@vocab": "https://schema.org/",
	...Object.fromEntries(WORDS.split(" ").map((word) => [word, `cr:${word}`])),
	conformsTo: "dct:conformsTo",
	cr: "http://mlcommons.org/croissant/",
	data: { "@id": "cr:data", "@type": "@json" },
	dataType: { "@id": "cr:dataType", "@type": "@vocab" },
	dct: "http://purl.org/dc/terms/",
	examples: { "@id": "cr:examples", "@type": "@json" },
	sc: "https://schema.org/",
};

const TYPES: Readonly<Record<Column["type"], string>> = {
	VARCHAR: "sc:Text",
	INTEGER: "sc:Integer",
	BIGINT: "sc:Integer",
	DOUBLE: "sc:Float",
	DATE: "sc:Date",
	BOOLEAN: "sc:Boolean",
};

/** The set's tables as Croissant describes them, over its Parquet files, or its CSV where there are none. */
export function renderCroissant(set: DescribedSet): string {
	const { dataset, release } = set;
	const parquet = tableFiles(set, "parquet");
	const tables = parquet.length > 0 ? parquet : tableFiles(set, "csv");
	const day = dayOf(release);
	const description = {
		"@context": CONTEXT,
		"@type": "sc:Dataset",
		name: "gouji-disclosure-reports",
		alternateName: [dataset.title.zh, dataset.title.en],
		description: descriptionOf(set),
		conformsTo: "http://mlcommons.org/croissant/1.0",
		license: LICENCE_URL,
		url: release.publisher.homepage ?? `urn:gouji:set:${release.content}`,
		version: versionOf(dataset.version, release),
		...(day === undefined ? {} : { datePublished: day }),
		creator: { "@type": "sc:Organization", name: release.publisher.name },
		citeAs: `${release.publisher.name}. ${dataset.title.en}. Version ${versionOf(dataset.version, release)}.`,
		keywords: KEYWORDS,
		inLanguage: "zh",
		isLiveDataset: true,
		distribution: tables.flatMap((table) => distribution(table)),
		recordSet: tables.map((table) => recordSet(table, new Set(tables.map(({ table: { name } }) => name)))),
	};
	return `${JSON.stringify(description, null, "\t")}\n`;
}

const mediaOf = (path: string) => (path.endsWith(".csv") ? "text/csv" : "application/vnd.apache.parquet");

/** Every file, and over the years of a table the set of them. */
function distribution({ table, files, path }: TableFiles): object[] {
	const objects = files.map(({ name, bytes, sha256 }) => ({
		"@type": "cr:FileObject",
		"@id": name,
		name,
		contentUrl: name,
		contentSize: `${bytes} B`,
		encodingFormat: mediaOf(name),
		sha256,
	}));
	if (!path.includes("*")) return objects;
	const containedIn = files.map(({ name }) => ({ "@id": name }));
	const all = { "@type": "cr:FileSet", "@id": path, name: `${table.name}, all years`, includes: path };
	return [...objects, { ...all, encodingFormat: mediaOf(path), containedIn }];
}

function recordSet({ table, path }: TableFiles, names: ReadonlySet<string>): object {
	const source = path.includes("*") ? { fileSet: { "@id": path } } : { fileObject: { "@id": path } };
	return {
		"@type": "cr:RecordSet",
		"@id": table.name,
		name: table.name,
		description: `${table.en} / ${table.zh}`,
		key: table.key.map((name) => ({ "@id": `${table.name}/${name}` })),
		field: table.columns.map(({ name, en, zh, unit, type }) => ({
			"@type": "cr:Field",
			"@id": `${table.name}/${name}`,
			name,
			description: `${en}${unit === undefined ? "" : ` (${unit})`} / ${zh}`,
			dataType: TYPES[type],
			...referred(`${table.name}/${name}`, REFERRED[name], names),
			source: { ...source, extract: { column: name } },
		})),
	};
}

/** Columns that name a row of another table, by its key. */
const REFERRED: Readonly<Record<string, readonly [table: string, column: string]>> = {
	report_id: ["reports", "id"],
	issuer_id: ["issuers", "issuer_id"],
	parent_id: ["issuers", "issuer_id"],
};

function referred(id: string, to: readonly [string, string] | undefined, names: ReadonlySet<string>): object {
	const field = to?.join("/");
	return to === undefined || !names.has(to[0]) || field === id ? {} : { references: { field: { "@id": field } } };
}
