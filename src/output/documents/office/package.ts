import { strToU8, Zip, ZipDeflate, zipSync } from "fflate";
import { element, xmlFile, xmlText } from "./xml.ts";

/** ZIP keeps times from 1980 on; one fixed time, so that the same parts give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);
const SCHEMAS = "http://schemas.openxmlformats.org";

/** Namespace of relationship attributes, such as `r:id`. */
export const RELATIONS = `${SCHEMAS}/officeDocument/2006/relationships`;

/** Where one part leads: to another part by relative path, or out of the file. */
export interface Relation {
	readonly id: string;
	/** Last part of the relationship's type, such as `hyperlink`. */
	readonly type: string;
	readonly target: string;
	readonly isExternal?: boolean;
}

/** One file in an Office document. */
export interface OfficePart {
	/** Path without leading slash, such as `xl/workbook.xml`. */
	readonly name: string;
	/** Its content type after `application/vnd.openxmlformats-officedocument.`. */
	readonly type: string;
	readonly xml: string;
	readonly relations?: readonly Relation[];
}

/**
 * An Office file (ECMA-376 part 2, Open Packaging Conventions); the first part is its main document. It holds
 * no time of making: the same parts give the same bytes.
 */
export function officeFile(parts: readonly [OfficePart, ...OfficePart[]], { title = "" } = {}): Uint8Array {
	const bytes = Object.fromEntries([...filesOf(parts, title)].map(([name, text]) => [name, strToU8(text)]));
	return zipSync(bytes, { mtime: NO_TIME, level: 6 });
}

/** The files of a document, without those parts whose text comes piece by piece. */
function filesOf(parts: readonly [OfficePart, ...OfficePart[]], title: string): Map<string, string> {
	const files = new Map<string, string>([
		["[Content_Types].xml", contentTypes(parts)],
		["_rels/.rels", rootRelations(parts[0])],
		["docProps/core.xml", coreProperties(title)],
	]);
	for (const { name, xml, relations = [] } of parts) {
		if (xml !== "") files.set(name, xml);
		if (relations.length > 0) files.set(name.replace(/([^/]+)$/, "_rels/$1.rels"), relationsFile(relations.map(relation)));
	}
	return files;
}

/**
 * As `officeFile`, piece by piece: memory holds no part that `texts` gives in pieces, by name; such a part has no `xml`.
 */
export async function* officePieces(
	parts: readonly [OfficePart, ...OfficePart[]],
	texts: ReadonlyMap<string, () => AsyncIterable<string>>,
): AsyncGenerator<Uint8Array> {
	const made: Uint8Array[] = [];
	const zip = new Zip((error, bytes) => {
		if (error) throw error;
		made.push(bytes);
	});
	const whole = [...filesOf(parts, "")].map(([name, text]) => [name, () => [text]] as const);
	for (const [name, pieces] of [...whole, ...texts]) {
		const file = new ZipDeflate(name, { level: 6 });
		file.mtime = NO_TIME;
		zip.add(file);
		for await (const piece of pieces()) {
			file.push(strToU8(piece));
			yield* made.splice(0);
		}
		file.push(new Uint8Array(), true);
		yield* made.splice(0);
	}
	zip.end();
	yield* made.splice(0);
}

function contentTypes(parts: readonly OfficePart[]): string {
	const defaults = [
		["rels", "application/vnd.openxmlformats-package.relationships+xml"],
		["xml", "application/xml"],
		["vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"],
	].map(([Extension, ContentType]) => element("Default", { Extension, ContentType }));
	const core = element("Override", {
		PartName: "/docProps/core.xml",
		ContentType: "application/vnd.openxmlformats-package.core-properties+xml",
	});
	const overrides = parts
		.filter(({ name }) => !name.endsWith(".vml"))
		.map(({ name, type }) =>
			element("Override", { PartName: `/${name}`, ContentType: `application/vnd.openxmlformats-officedocument.${type}` }),
		);
	return xmlFile(element("Types", { xmlns: `${SCHEMAS}/package/2006/content-types` }, ...defaults, core, ...overrides));
}

function rootRelations(main: OfficePart): string {
	const core = element("Relationship", {
		Id: "rId2",
		Type: `${SCHEMAS}/package/2006/relationships/metadata/core-properties`,
		Target: "docProps/core.xml",
	});
	return relationsFile([relation({ id: "rId1", type: "officeDocument", target: main.name }), core]);
}

function relation({ id, type, target, isExternal }: Relation): string {
	const TargetMode = isExternal ? "External" : undefined;
	return element("Relationship", { Id: id, Type: `${RELATIONS}/${type}`, Target: target, TargetMode });
}

function relationsFile(relations: readonly string[]): string {
	return xmlFile(element("Relationships", { xmlns: `${SCHEMAS}/package/2006/relationships` }, ...relations));
}

function coreProperties(title: string): string {
	return xmlFile(
		element(
			"cp:coreProperties",
			{
				"xmlns:cp": `${SCHEMAS}/package/2006/metadata/core-properties`,
				"xmlns:dc": "http://purl.org/dc/elements/1.1/",
			},
			element("dc:title", {}, xmlText(title)),
			element("dc:creator", {}, "gouji"),
		),
	);
}
