import { createCanvas } from "@napi-rs/canvas";
import type { Random, Way } from "../model.ts";
import { oneOf } from "../model.ts";
import type { Face } from "./faces.ts";
import { embeddedFace, type3Face } from "./faces.ts";
import type { Box } from "./layout.ts";
import type { PdfFile } from "./pdf-file.ts";
import { num, pdfText } from "./pdf-file.ts";

/** What is painted with, in one document. */
export interface Painter {
	readonly file: PdfFile;
	readonly random: Random;
	readonly figures: Face;
	/** The font of figures that lie in one of the ways; one of each a document. */
	readonly lying: (way: Way) => Face;
	/** The name of a font in the pages' resources. */
	readonly fontName: (face: Face) => string;
	/** The name of a picture of a text, dark on white. */
	readonly pictureName: (text: string) => string;
	/** An annotation of the page being painted that shows a text in a box; fields have names. */
	readonly annotate: (kind: "note" | "field", text: string, at: { box: Box; pt: number; ground?: string }) => void;
	/** Annotations of the page being painted; emptied by whoever ends the page. */
	readonly annotations: number[];
	readonly fields: number[];
	readonly resources: number;
	/** The layer that is switched off. */
	readonly layer: number;
	/** Writes fonts and resources; nothing is painted after it. */
	readonly close: () => void;
}

/** Opens what one document is painted with. */
export function openPainter(
	file: PdfFile,
	{ figures, lieFont, random }: { figures: Face; lieFont: string; random: Random },
): Painter {
	const fonts = new Map<Face, string>();
	const pictures = new Map<string, { readonly name: string; readonly number: number }>();
	const lies = new Map<Way, Face>();
	const [resources, layer] = [file.reserve(), file.add("/Type /OCG /Name (1)")];
	const [annotations, fields]: [number[], number[]] = [[], []];
	const fontName = (face: Face) => {
		const name = fonts.get(face) ?? `F${fonts.size + 1}`;
		fonts.set(face, name);
		return name;
	};
	const lying = (way: Way) => {
		const face = lies.get(way) ?? lyingFace(way, lieFont, random);
		lies.set(way, face);
		return face;
	};
	const pictureName = (text: string) => {
		const known = pictures.get(text);
		if (known) return known.name;
		const made = { name: `I${pictures.size + 1}`, number: pictureOf(file, text) };
		pictures.set(text, made);
		return made.name;
	};
	const annotate: Painter["annotate"] = (kind, text, { box, pt, ground }) => {
		const [width, height] = [box[2] - box[0], box[3] - box[1]];
		const fill = ground === undefined ? "" : `${ground} rg 0 0 ${num(width)} ${num(height)} re f`;
		const x = (width - figures.widthOf(text, pt)) / 2;
		const words = `q ${fill} BT 0 g /${fontName(figures)} ${num(pt)} Tf ${num(x)} ${num((height - pt * 0.72) / 2)} Td ${figures.encode(text)} Tj ET Q`;
		const appearance = file.add(
			`/Type /XObject /Subtype /Form /BBox [0 0 ${num(width)} ${num(height)}] /Resources ${resources} 0 R`,
			kind === "field" ? `/Tx BMC ${words} EMC` : words,
		);
		const rect = `/Rect [${box.map(num).join(" ")}] /F 4 /AP << /N ${appearance} 0 R >>`;
		const kindOf =
			kind === "field"
				? `/Subtype /Widget /FT /Tx /T (f${fields.length + 1}) /V ${pdfText(text)} /DA (/${fontName(figures)} ${num(pt)} Tf 0 g)`
				: `/Subtype /FreeText /Contents ${pdfText(text)} /DA (/Helv ${num(pt)} Tf 0 g)`;
		const number = file.add(`/Type /Annot ${kindOf} ${rect}`);
		annotations.push(number);
		if (kind === "field") fields.push(number);
	};
	const close = () => {
		const fontList = [...fonts].map(([face, name]) => `/${name} ${face.embed(file)} 0 R`).join(" ");
		const images = [...pictures.values()].map(({ name, number }) => `/${name} ${number} 0 R`).join(" ");
		file.put(
			resources,
			`/Font << ${fontList} >> /XObject << ${images} >> /ExtGState << /GA << /ca 0 /CA 0 >> /GH << /ca 0.3 >> /GM << /BM /Multiply >> >> /Properties << /OFF ${layer} 0 R >>`,
		);
	};
	return { file, random, figures, lying, fontName, pictureName, annotate, annotations, fields, resources, layer, close };
}

const PAIRS = ["69", "38", "25", "17", "08", "46"] as const;

/** A font whose characters say something else than they show. */
function lyingFace(way: Way, font: string, random: Random): Face {
	const [a = "", b = ""] = oneOf(random, PAIRS);
	const digit = (character: string, change: (value: number) => number) =>
		/\d/.test(character) ? String(change(Number(character)) % 10) : character;
	const shift = 1 + random(8);
	const mark = oneOf(random, ["\u00ad", "\u200e", "\u200f", "\u2060"]);
	if (way === "lie-swap") return embeddedFace(font, (one) => ({ [a]: b, [b]: a })[one] ?? one);
	if (way === "lie-one") return embeddedFace(font, (one) => (one === a ? b : one));
	if (way === "lie-shift") return embeddedFace(font, (one) => digit(one, (value) => value + shift));
	if (way === "lie-missing") return embeddedFace(font, null);
	if (way === "lie-private") return embeddedFace(font, (one) => String.fromCharCode(0xe000 + one.charCodeAt(0)));
	if (way === "lie-soft") return embeddedFace(font, (one) => one + mark);
	return type3Face(font, (one) => digit(one, (value) => value + shift));
}

/** A grey picture of a text, four pixels a point at 10 points. */
function pictureOf(file: PdfFile, text: string): number {
	const [height, font] = [48, '40px "DejaVu Sans", "Noto Sans CJK SC"'];
	const probe = createCanvas(1, 1).getContext("2d");
	probe.font = font;
	const width = Math.max(4, Math.ceil(probe.measureText(text).width));
	const context = createCanvas(width, height).getContext("2d");
	context.fillStyle = "#fff";
	context.fillRect(0, 0, width, height);
	context.fillStyle = "#111";
	context.font = font;
	context.fillText(text, 0, 40);
	const { data } = context.getImageData(0, 0, width, height);
	const gray = Uint8Array.from({ length: width * height }, (_, i) => data[i * 4] ?? 255);
	return file.add(
		`/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`,
		gray,
	);
}
