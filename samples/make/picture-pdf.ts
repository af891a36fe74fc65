import { deflateSync } from "node:zlib";
import { createCanvas } from "@napi-rs/canvas";
import type { GrayImage } from "../../src/reading/ocr/gray.ts";

/** Chinese text by code point, in a font that is not in the file. */
export const UNDER_FONT =
	"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>] >>";

/** A minimal PDF (1.4) of one picture a page: JPEG at a quality, or deflated shades; with what is painted under each picture. */
export function pdfOfPictures(
	pictures: readonly GrayImage[],
	dpi: number,
	{ jpegQuality, under }: { readonly jpegQuality?: number | undefined; readonly under?: readonly string[] | undefined } = {},
): Uint8Array {
	const parts: Uint8Array[] = [];
	const offsets: number[] = [];
	let length = 0;
	const add = (piece: string | Uint8Array) => {
		const bytes = typeof piece === "string" ? Buffer.from(piece, "latin1") : piece;
		parts.push(bytes);
		length += bytes.length;
	};
	const object = (number: number, write: () => void) => {
		offsets[number] = length;
		add(`${number} 0 obj\n`);
		write();
		add("\nendobj\n");
	};
	add("%PDF-1.4\n");
	object(1, () => add("<< /Type /Catalog /Pages 2 0 R >>"));
	object(2, () =>
		add(`<< /Type /Pages /Count ${pictures.length} /Kids [${pictures.map((_, i) => `${3 + i * 3} 0 R`).join(" ")}] >>`),
	);
	pictures.forEach((picture, i) => {
		const [width, height] = [(picture.width * 72) / dpi, (picture.height * 72) / dpi];
		const [page, content, image] = [3 + i * 3, 4 + i * 3, 5 + i * 3];
		const paint = `${under?.[i] ?? ""}q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
		const data = jpegQuality === undefined ? deflateSync(picture.data) : jpegOf(picture, jpegQuality);
		object(page, () =>
			add(
				`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${content} 0 R /Resources << /XObject << /I ${image} 0 R >> /Font << /F ${UNDER_FONT} >> >> >>`,
			),
		);
		object(content, () => add(`<< /Length ${paint.length} >>\nstream\n${paint}\nendstream`));
		object(image, () => {
			add(
				`<< /Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /${jpegQuality === undefined ? "DeviceGray" : "DeviceRGB"} /BitsPerComponent 8 /Filter /${jpegQuality === undefined ? "FlateDecode" : "DCTDecode"} /Length ${data.length} >>\nstream\n`,
			);
			add(data);
			add("\nendstream");
		});
	});
	const table = length;
	const count = 3 + pictures.length * 3;
	add(`xref\n0 ${count}\n0000000000 65535 f \n`);
	for (let number = 1; number < count; number++) add(`${String(offsets[number] ?? 0).padStart(10, "0")} 00000 n \n`);
	add(`trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
	return new Uint8Array(Buffer.concat(parts));
}

/** A picture as JPEG, in colour. */
export function jpegOf({ width, height, data }: GrayImage, quality: number): Uint8Array {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext("2d");
	const pixels = context.createImageData(width, height);
	for (let i = 0; i < data.length; i++) pixels.data.set([data[i] ?? 255, data[i] ?? 255, data[i] ?? 255, 255], i * 4);
	context.putImageData(pixels, 0, 0);
	// A canvas encodes colour; the picture is read as colour and drawn the same.
	return new Uint8Array(canvas.toBuffer("image/jpeg", quality));
}
