/** What a drawn page has besides its painting; every part is PDF source. */
export interface PageParts {
	readonly mediaBox?: string;
	/** Further entries of the page, such as `/Rotate 90`. */
	readonly page?: string;
	/** Entries of the resources, such as `/XObject << /X 5 0 R >>`; font F1 is Helvetica. */
	readonly resources?: string;
	/** Further entries of the catalogue. */
	readonly catalog?: string;
	/** Objects from number 6 on: dictionaries, or a dictionary's entries and a stream. */
	readonly objects?: readonly (string | readonly [string, string])[];
}

/** A PDF of one page that paints what its content says, in the operators of PDF 32000-1. */
export function drawnPdf(content: string, parts: PageParts = {}): Uint8Array {
	const { mediaBox = "[0 0 400 300]", page = "", resources = "", catalog = "", objects = [] } = parts;
	const all: (string | readonly [string, string])[] = [
		`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		`<< /Type /Page /Parent 2 0 R /MediaBox ${mediaBox} /Contents 4 0 R ${page} /Resources << /Font << /F1 5 0 R ${
			resources.includes("/F2") ? "/F2 6 0 R" : ""
		} >> ${resources.replace("/F2", "")} >> >>`,
		["", content],
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		...objects,
	];
	let text = "%PDF-1.7\n";
	const offsets: number[] = [];
	all.forEach((body, i) => {
		offsets.push(text.length);
		const source = typeof body === "string" ? body : `<< ${body[0]} /Length ${body[1].length} >>\nstream\n${body[1]}\nendstream`;
		text += `${i + 1} 0 obj\n${source}\nendobj\n`;
	});
	const xref = text.length;
	text += `xref\n0 ${all.length + 1}\n0000000000 65535 f \n`;
	for (const offset of offsets) text += `${String(offset).padStart(10, "0")} 00000 n \n`;
	text += `trailer\n<< /Size ${all.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
	return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** Shows text in Helvetica of size 10 with its baseline at (x, y). */
export function shown(text: string, x: number, y: number): string {
	return `BT /F1 10 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET\n`;
}
