import { deflateSync } from "node:zlib";

/** How objects stand in a file. */
export interface FileOrder {
	/** Objects after this one stand before all others. */
	readonly last?: number | undefined;
	/** The root is named at the start too, as in files made for the web: readers open them where their end is missing. */
	readonly isForWeb?: boolean;
}

/** Objects of a PDF that is being written; numbers are handed out first where objects point at each other. */
export interface PdfFile {
	readonly reserve: () => number;
	/** A dictionary's entries without `<<` and `>>`, or any other value as it stands. */
	readonly put: (number: number, value: string, stream?: Uint8Array | string) => void;
	readonly add: (value: string, stream?: Uint8Array | string) => number;
	/** The whole file; `catalog` is the number of its root. */
	readonly bytes: (catalog: number, order?: FileOrder) => Uint8Array;
}

/** A new PDF 1.6; streams are deflated. */
export function pdfFile(): PdfFile {
	const bodies: Uint8Array[] = [new Uint8Array()];
	const put: PdfFile["put"] = (number, value, stream) => {
		const head = /^\s*\/[A-Z]/.test(value) ? `<< ${value} >>` : value;
		if (stream === undefined) {
			bodies[number] = Buffer.from(head, "latin1");
			return;
		}
		const data = deflateSync(typeof stream === "string" ? Buffer.from(stream, "latin1") : stream);
		const open = `<< ${value} /Filter /FlateDecode /Length ${data.length} >>\nstream\n`;
		bodies[number] = Buffer.concat([Buffer.from(open, "latin1"), data, Buffer.from("\nendstream")]);
	};
	const reserve = () => bodies.push(new Uint8Array()) - 1;
	const add: PdfFile["add"] = (value, stream) => {
		const number = reserve();
		put(number, value, stream);
		return number;
	};
	return { reserve, put, add, bytes: (catalog, order = {}) => fileOf(bodies, catalog, order) };
}

function fileOf(bodies: readonly Uint8Array[], catalog: number, order: FileOrder): Uint8Array {
	const { last = bodies.length, isForWeb = false } = order;
	const parts: Uint8Array[] = [Buffer.from("%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", "latin1")];
	let length = parts[0]?.length ?? 0;
	const add = (bytes: Uint8Array) => {
		parts.push(bytes);
		length += bytes.length;
	};
	if (isForWeb) add(Buffer.from(`trailer\n<< /Size ${bodies.length} /Root ${catalog} 0 R >>\n`));
	const offsets: number[] = [];
	const numbers = bodies.map((_, number) => number).slice(1);
	for (const number of [...numbers.slice(last), ...numbers.slice(0, last)]) {
		offsets[number - 1] = length;
		add(Buffer.from(`${number} 0 obj\n`));
		add(bodies[number] ?? new Uint8Array());
		add(Buffer.from("\nendobj\n"));
	}
	const table = length;
	const entries = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
	add(Buffer.from(`xref\n0 ${bodies.length}\n0000000000 65535 f \n${entries}`));
	add(Buffer.from(`trailer\n<< /Size ${bodies.length} /Root ${catalog} 0 R >>\nstartxref\n${table}\n%%EOF\n`));
	return new Uint8Array(Buffer.concat(parts));
}

/** A text as a PDF string in UTF-16, for fields and notes. */
export function pdfText(text: string): string {
	return `<FEFF${[...text].flatMap((one) => [...Buffer.from(one, "utf16le").swap16()].map((byte) => byte.toString(16).padStart(2, "0"))).join("")}>`;
}

/** A number as PDF writes it. */
export function num(value: number): string {
	return String(Math.round(value * 1000) / 1000);
}
