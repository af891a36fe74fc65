import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from "hyparquet";

/** Any node of JSON-LD. */
type Node = Readonly<Record<string, unknown>>;

const DATA_TYPES: Readonly<Record<string, readonly string[]>> = {
	"sc:Text": ["BYTE_ARRAY"],
	"sc:Integer": ["INT32", "INT64"],
	"sc:Float": ["DOUBLE", "FLOAT"],
	"sc:Date": ["INT32"],
	"sc:Boolean": ["BOOLEAN"],
};
const EXTRACTS = ["column", "fileProperty", "jsonPath"];

/**
 * What the Croissant format specification 1.0 asks beyond types, as its validator tells it, over the files themselves. Written
 * by hand from docs.mlcommons.org/croissant/docs/croissant-spec.html, since that validator is on no registry of npm. Gives what is against it.
 */
export async function croissantMistakes(description: Node, folder: string): Promise<string[]> {
	const files = nodes(description.distribution);
	const sets = nodes(description.recordSet);
	const fields = sets.flatMap((set) => nodes(set.field));
	const ids = [...files, ...sets, ...fields].map((node) => String(node["@id"]));
	const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
	const known = new Set(ids);
	const mistakes = [
		...twice.map((id) => `${id} is the id of several nodes`),
		...usedWords(description).flatMap((word) => (wordsOf(description).has(word) ? [] : [`${word} is no word of the context`])),
		...references(description).flatMap((id) => (known.has(id) ? [] : [`${id} is referred to, and is nowhere`])),
		...files.flatMap((file) => fileMistakes(file, files, folder)),
		...sets.flatMap(recordSetMistakes),
	];
	for (const set of sets) mistakes.push(...(await columnMistakes(set, files, folder)));
	return mistakes;
}

function nodes(value: unknown): Node[] {
	return Array.isArray(value) ? (value as Node[]) : value === undefined ? [] : [value as Node];
}

/** Words that the context defines, or that are schema.org's by `@vocab`. */
function wordsOf(description: Node): ReadonlySet<string> {
	const schemaOrg =
		"name alternateName description license url version datePublished creator keywords inLanguage distribution contentUrl contentSize encodingFormat sha256 containedIn";
	return new Set([...Object.keys(description["@context"] as Node), ...schemaOrg.split(" ")]);
}

function usedWords(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(usedWords);
	if (typeof node !== "object" || node === null) return [];
	return Object.entries(node).flatMap(([key, value]) => {
		if (key === "@context") return [];
		return key.startsWith("@") ? usedWords(value) : [key, ...usedWords(value)];
	});
}

/** Ids of nodes that are nothing but a reference. */
function references(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(references);
	if (typeof node !== "object" || node === null) return [];
	const entries = Object.entries(node).filter(([key]) => key !== "@context");
	const [only] = entries;
	if (entries.length === 1 && only?.[0] === "@id") return [String(only[1])];
	return entries.flatMap(([, value]) => references(value));
}

function fileMistakes(file: Node, files: readonly Node[], folder: string): string[] {
	const id = String(file["@id"]);
	if (typeof file.encodingFormat !== "string") return [`${id} has no encodingFormat`];
	if (file["@type"] === "cr:FileSet") {
		const found = globSync(String(file.includes), { cwd: folder }).sort();
		const contained = nodes(file.containedIn).map((one) => String(one["@id"]));
		const isRight = found.length > 0 && found.join() === [...contained].sort().join();
		return isRight ? [] : [`${id} includes ${found.length} files, and is contained in ${contained.length}`];
	}
	if (file["@type"] !== "cr:FileObject") return [`${id} is neither a file nor a set of files`];
	const path = join(folder, String(file.contentUrl));
	if (!existsSync(path)) return [`${id} leads to no file`];
	const bytes = readFileSync(path);
	const isSame = file.sha256 === createHash("sha256").update(bytes).digest("hex") && file.contentSize === `${bytes.length} B`;
	const isOnce = files.filter((other) => other.contentUrl === file.contentUrl).length === 1;
	return [...(isSame ? [] : [`${id} has another hash or size`]), ...(isOnce ? [] : [`${id} is there twice`])];
}

function recordSetMistakes(set: Node): string[] {
	const name = String(set["@id"]);
	const fields = nodes(set.field);
	const own = new Set(fields.map((field) => field["@id"]));
	const keys = nodes(set.key).map((key) => key["@id"]);
	return [
		...(set["@type"] === "cr:RecordSet" && fields.length > 0 ? [] : [`${name} has no fields`]),
		...keys.flatMap((key) => (own.has(key) ? [] : [`the key of ${name} has ${key}, which is not its field`])),
		...fields.flatMap((field) => fieldMistakes(name, field)),
	];
}

function fieldMistakes(name: string, field: Node): string[] {
	const id = String(field["@id"]);
	const source = (field.source ?? {}) as Node;
	const from = ["fileObject", "fileSet", "recordSet", "field"].filter((kind) => source[kind] !== undefined);
	const extract = Object.keys((source.extract ?? {}) as Node);
	return [
		...(field["@type"] === "cr:Field" && id === `${name}/${field.name}` ? [] : [`${id} is no field of ${name}`]),
		...(String(field.dataType) in DATA_TYPES ? [] : [`${id} has the type ${field.dataType}`]),
		...(from.length === 1 ? [] : [`${id} has ${from.length} sources`]),
		...(extract.length === 1 && EXTRACTS.includes(extract[0] ?? "") ? [] : [`${id} extracts ${extract.join()}`]),
	];
}

/** Columns that the Parquet files do not have, or have in another type. */
async function columnMistakes(set: Node, files: readonly Node[], folder: string): Promise<string[]> {
	const mistakes: string[] = [];
	const types = new Map<string, Map<string, string | undefined>>();
	for (const field of nodes(set.field)) {
		const source = field.source as { fileObject?: Node; fileSet?: Node; extract: { column: string } };
		const named = files.find((file) => file["@id"] === (source.fileObject ?? source.fileSet)?.["@id"]);
		const paths = named?.["@type"] === "cr:FileSet" ? nodes(named.containedIn).map((one) => one["@id"]) : [named?.contentUrl];
		for (const path of paths.map(String)) {
			if (!path.endsWith(".parquet")) continue;
			const columns = types.get(path) ?? (await parquetTypes(join(folder, path)));
			types.set(path, columns);
			const type = columns.get(source.extract.column) ?? "";
			if (!DATA_TYPES[String(field.dataType)]?.includes(type))
				mistakes.push(`${field["@id"]} is ${type || "no column"} in ${path}`);
		}
	}
	return mistakes;
}

async function parquetTypes(path: string): Promise<Map<string, string | undefined>> {
	const { children } = parquetSchema(await parquetMetadataAsync(await asyncBufferFromFile(path)));
	return new Map(children.map(({ element }) => [element.name, element.type]));
}
