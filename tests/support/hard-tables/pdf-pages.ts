/** A PDF of pages by their content: F1 is Helvetica, F2 a Song type in UTF-16 that the reader of the file must have. */
export function assembled(
	contents: readonly string[],
	{ width, height, isTurned }: { readonly width: number; readonly height: number; readonly isTurned: boolean },
): Uint8Array {
	const first = 6;
	// A turned page is upright as stored and shown on its side.
	const box = isTurned ? `[0 0 ${height} ${width}]` : `[0 0 ${width} ${height}]`;
	const placed = (content: string) => (isTurned ? `0 1 -1 0 ${height} 0 cm\n${content}` : content);
	const objects = [
		"<< /Type /Catalog /Pages 2 0 R >>",
		`<< /Type /Pages /Count ${contents.length} /Kids [${contents.map((_, i) => `${first + 2 * i} 0 R`).join(" ")}] >>`,
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
		`<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>
/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>`,
		...contents.flatMap((content, i) => {
			const stream = placed(content);
			return [
				`<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${first + 2 * i + 1} 0 R >>`,
				`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
			];
		}),
	];
	let text = "%PDF-1.4\n";
	const places: number[] = [];
	for (const [i, object] of objects.entries()) {
		places.push(text.length);
		text += `${i + 1} 0 obj\n${object}\nendobj\n`;
	}
	const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
	text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
	return Uint8Array.from(text, (c) => c.charCodeAt(0));
}
