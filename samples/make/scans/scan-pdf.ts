import { deflateSync } from "node:zlib";
import { faxEncoded } from "./fax-code.ts";
import type { Picture } from "./picture.ts";
import { canvasOf, shadeAt } from "./picture.ts";

/** How a page's picture stands in the file. */
export interface Encoding {
	readonly kind: "jpeg" | "gray" | "rgb" | "bilevel" | "g4" | "cmyk";
	/** Quality of a JPEG, 0 to 100. */
	readonly quality?: number;
	/** The page is cut into this many columns and rows of pictures. */
	readonly tiles?: readonly [columns: number, rows: number];
	/** Pixels per inch down the page, where they are not those across it. */
	readonly dpiDown?: number;
}

/** A page of a scan. */
export interface ScanPage {
	readonly picture: Picture;
	readonly under?: string;
	readonly over?: string;
}

/** Chinese text by code point, in a font that is not in the file. */
const LAYER_FONT =
	"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>] >>";

/** A PDF (1.4) of scanned pages; `/Clear` is a graphics state in which nothing is seen. */
export function scanPdf(pages: readonly ScanPage[], dpi: number, encoding: Encoding): Uint8Array {
	const objects: Uint8Array[] = [];
	const add = (...pieces: readonly (string | Uint8Array)[]): number => {
		objects.push(Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece))));
		return objects.length;
	};
	add("<< /Type /Catalog /Pages 2 0 R >>");
	add("");
	const kids = pages.map(({ picture, under = "", over = "" }) => {
		const [width, height] = [(picture.width * 72) / dpi, (picture.height * 72) / (encoding.dpiDown ?? dpi)];
		const tiles = tilesOf(picture, encoding.tiles ?? [1, 1]);
		const images = tiles.map(({ tile }) => add(...imageObject(tile, encoding)));
		const paint = tiles.map(({ share: [x, y, w, h] }, i) => {
			const matrix = [w * width, 0, 0, h * height, x * width, (1 - y - h) * height].map((value) => value.toFixed(4)).join(" ");
			return `q ${matrix} cm /I${i} Do Q`;
		});
		const content = `${under}${paint.join("\n")}\n${over}`;
		const stream = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
		const names = images.map((number, i) => `/I${i} ${number} 0 R`).join(" ");
		return add(
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${stream} 0 R /Resources << /XObject << ${names} >> /Font << /F ${LAYER_FONT} >> /ExtGState << /Clear << /ca 0 /CA 0 >> >> >> >>`,
		);
	});
	objects[1] = Buffer.from(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] >>`);
	return fileOf(objects);
}

function fileOf(objects: readonly Uint8Array[]): Uint8Array {
	const parts: Uint8Array[] = [Buffer.from("%PDF-1.4\n")];
	const offsets: number[] = [];
	let length = parts[0]?.length ?? 0;
	objects.forEach((object, i) => {
		offsets.push(length);
		for (const part of [Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]) {
			parts.push(part);
			length += part.length;
		}
	});
	const lines = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
	const count = objects.length + 1;
	parts.push(
		Buffer.from(
			`xref\n0 ${count}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
		),
	);
	return new Uint8Array(Buffer.concat(parts));
}

/** The picture in tiles, each with the share of the page that it takes: x, y, width, height from the top left. */
function tilesOf(picture: Picture, [columns, rows]: readonly [number, number]) {
	if (columns === 1 && rows === 1) return [{ tile: picture, share: [0, 0, 1, 1] as const }];
	const cut = (length: number, count: number) => Array.from({ length: count + 1 }, (_, i) => Math.round((length * i) / count));
	const [xs, ys] = [cut(picture.width, columns), cut(picture.height, rows)];
	return Array.from({ length: columns * rows }, (_, i) => {
		const [column, row] = [i % columns, Math.floor(i / columns)];
		const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [xs[column], xs[column + 1], ys[row], ys[row + 1]];
		const share = [x0 / picture.width, y0 / picture.height, (x1 - x0) / picture.width, (y1 - y0) / picture.height] as const;
		return { tile: cropped(picture, [x0, y0, x1, y1]), share };
	});
}

function cropped({ width, rgba }: Picture, [x0, y0, x1, y1]: readonly [number, number, number, number]): Picture {
	const part = new Uint8ClampedArray((x1 - x0) * (y1 - y0) * 4);
	for (let y = y0; y < y1; y++) part.set(rgba.subarray((y * width + x0) * 4, (y * width + x1) * 4), (y - y0) * (x1 - x0) * 4);
	return { width: x1 - x0, height: y1 - y0, rgba: part };
}

function imageObject(picture: Picture, { kind, quality = 75 }: Encoding): readonly (string | Uint8Array)[] {
	const { width, height } = picture;
	const object = (filter: string, space: string, data: Uint8Array, bits = 8) => [
		`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${space} /BitsPerComponent ${bits} /Filter ${filter} /Length ${data.length} >>\nstream\n`,
		data,
		"\nendstream",
	];
	if (kind === "jpeg")
		return object("/DCTDecode", "DeviceRGB", new Uint8Array(canvasOf(picture).toBuffer("image/jpeg", quality)));
	if (kind === "gray") return object("/FlateDecode", "DeviceGray", deflateSync(channels(picture, 1)));
	if (kind === "rgb") return object("/FlateDecode", "DeviceRGB", deflateSync(channels(picture, 3)));
	if (kind === "cmyk") return object("/FlateDecode", "DeviceCMYK", deflateSync(channels(picture, 4)));
	if (kind === "bilevel") return object("/FlateDecode", "DeviceGray", deflateSync(bitsOf(picture)), 1);
	const parms = `/CCITTFaxDecode /DecodeParms << /K -1 /Columns ${width} /Rows ${height} >>`;
	return object(parms, "DeviceGray", faxEncoded(bitsOf(picture), width, height), 1);
}

/** One value a pixel (grey), three (red, green, blue) or four (inks). */
function channels(picture: Picture, count: 1 | 3 | 4): Uint8Array {
	const { rgba } = picture;
	const out = new Uint8Array((rgba.length / 4) * count);
	for (let i = 0, o = 0; i < rgba.length; i += 4, o += count) {
		const [r, g, b] = [rgba[i] ?? 255, rgba[i + 1] ?? 255, rgba[i + 2] ?? 255];
		if (count === 1) out[o] = shadeAt(picture, i);
		else if (count === 3) {
			out[o] = r;
			out[o + 1] = g;
			out[o + 2] = b;
		} else {
			const key = 255 - Math.max(r, g, b);
			out[o] = 255 - r - key;
			out[o + 1] = 255 - g - key;
			out[o + 2] = 255 - b - key;
			out[o + 3] = key;
		}
	}
	return out;
}

/** One bit a pixel, rows filled up to bytes; 1 is white. */
function bitsOf(picture: Picture): Uint8Array {
	const { width, height } = picture;
	const stride = Math.ceil(width / 8);
	const bits = new Uint8Array(stride * height);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const at = y * stride + (x >> 3);
			if (shadeAt(picture, (y * width + x) * 4) >= 128) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
		}
	return bits;
}
