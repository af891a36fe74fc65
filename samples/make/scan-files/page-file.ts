import { deflateSync } from "node:zlib";
import { UNDER_FONT } from "../picture-pdf.ts";

/** A part of a PDF: a dictionary's entries, and what its stream holds. */
export interface Part {
	/** Without `<<` and `>>`; of a stream, without its length. */
	readonly entries: string;
	readonly data?: Uint8Array | string;
}

/** What one page is made of; its space is in points from the bottom left. */
export interface PagePlan {
	readonly widthPt: number;
	readonly heightPt: number;
	/** What the page paints; pictures and forms by their names among `objects`, fonts as `/F` (Chinese) and `/H` (Helvetica). */
	readonly content: string;
	/** Pictures, forms and other parts, by name; each can be named as `@name` in entries, as a reference. */
	readonly objects?: Readonly<Record<string, Part>>;
	/** More entries of the page, and of its resources. */
	readonly entries?: string;
	readonly resources?: string;
	/** More entries of the catalogue. */
	readonly catalog?: string;
}

/** A PDF of one page, of a picture in whatever form. */
export function pageFile(plan: PagePlan): Uint8Array {
	const { widthPt, heightPt, content, objects = {}, entries = "", resources = "", catalog = "" } = plan;
	const names = Object.keys(objects);
	const numberOf = (name: string) => 5 + names.indexOf(name);
	const referred = (text: string) => text.replaceAll(/@(\w+)/g, (_, name: string) => `${numberOf(name)} 0 R`);
	const painted = names.filter((name) => /\/Subtype \/(?:Image|Form)/.test(objects[name]?.entries ?? ""));
	const named = painted.map((name) => `/${name} ${numberOf(name)} 0 R`).join(" ");
	const all = `/XObject << ${named} >> /Font << /F ${UNDER_FONT} /H << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> ${referred(resources)}`;
	const page = `/Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] ${referred(entries)} /Resources << ${all} >>`;
	const parts: Part[] = [
		{ entries: `/Type /Catalog /Pages 2 0 R ${referred(catalog)}` },
		{ entries: "/Type /Pages /Count 1 /Kids [3 0 R]" },
		{ entries: page },
		{ entries: "", data: content },
		...names.map((name) => withoutNames(objects[name], referred)),
	];
	return fileOf(parts);
}

function withoutNames(part: Part | undefined, referred: (text: string) => string): Part {
	return { ...part, entries: referred(part?.entries ?? "") };
}

/** The bytes of a stream, deflated, and what to say of them. */
export function deflated(entries: string, data: Uint8Array | string): Part {
	return { entries: `${entries} /Filter /FlateDecode`, data: deflateSync(data) };
}

function fileOf(parts: readonly Part[]): Uint8Array {
	const pieces: Buffer[] = [];
	let length = 0;
	const add = (piece: string | Uint8Array) => {
		const bytes = typeof piece === "string" ? Buffer.from(piece, "latin1") : Buffer.from(piece);
		pieces.push(bytes);
		length += bytes.length;
	};
	add("%PDF-1.7\n");
	const offsets = parts.map(({ entries, data }, i) => {
		const at = length;
		const bytes = typeof data === "string" ? Buffer.from(data, "latin1") : data;
		add(`${i + 1} 0 obj\n<< ${entries}${bytes ? ` /Length ${bytes.length}` : ""} >>\n`);
		if (bytes) {
			add("stream\n");
			add(bytes);
			add("\nendstream\n");
		}
		add("endobj\n");
		return at;
	});
	const table = length;
	add(`xref\n0 ${parts.length + 1}\n0000000000 65535 f \n`);
	for (const at of offsets) add(`${String(at).padStart(10, "0")} 00000 n \n`);
	add(`trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
	return new Uint8Array(Buffer.concat(pieces));
}
