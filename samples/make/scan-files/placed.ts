import { deflateSync } from "node:zlib";
import type { GrayImage } from "../../../src/reading/ocr/gray.ts";
import { quarterTurn } from "../../../src/reading/ocr/gray.ts";
import { bilevelOf } from "./bilevel.ts";
import { deflated, pageFile } from "./page-file.ts";
import { CODINGS, partsOf } from "./pictures.ts";
import type { ScanFileKind } from "./whole.ts";
import { finer, sizeOf, whole } from "./whole.ts";

function inParts(
	image: GrayImage,
	dpi: number,
	{ width, height, coding = "gray" }: { width: number; height: number; coding?: string },
) {
	const size = sizeOf(image, dpi);
	const scale = 72 / dpi;
	const parts = partsOf(image, width, height);
	const content = parts.map(({ image: part, x, y }, i) => {
		const [w, h] = [part.width * scale, part.height * scale];
		return `q ${w.toFixed(4)} 0 0 ${h.toFixed(4)} ${(x * scale).toFixed(4)} ${(size.heightPt - y * scale - h).toFixed(4)} cm /I${i} Do Q`;
	});
	const objects = Object.fromEntries(
		parts.map(({ image: part }, i) => [`I${i}`, CODINGS[coding]?.(part).picture ?? { entries: "" }]),
	);
	return pageFile({ ...size, content: content.join("\n"), objects });
}

function inline(image: GrayImage, dpi: number): Uint8Array {
	const size = sizeOf(image, dpi);
	const content = partsOf(image, image.width, 32).map(({ image: part, y }) => {
		const hex = `${deflateSync(part.data).toString("hex")}>`;
		const [h, top] = [(part.height * 72) / dpi, (y * 72) / dpi];
		return `q ${size.widthPt} 0 0 ${h} 0 ${size.heightPt - top - h} cm BI /W ${part.width} /H ${part.height} /CS /G /BPC 8 /F [/AHx /Fl] ID ${hex}\nEI Q`;
	});
	return pageFile({ ...size, content: content.join("\n") });
}

/** A coarse background with the print on it as a stencil, as programs that make scans small write it. */
function layered(image: GrayImage, dpi: number): Uint8Array {
	const { content, objects, ...size } = whole(image, dpi, "stencil");
	const paper = { width: 40, height: 56, data: new Uint8Array(40 * 56).fill(255) };
	const ground = CODINGS.jpeg?.(paper).picture ?? { entries: "" };
	return pageFile({
		...size,
		content: `${content.replace("/I Do", "/P Do")} 0 g ${content}`,
		objects: { ...objects, P: ground },
	});
}

/** Ways to place a picture, or parts of it, on a page. */
export function placed(): ScanFileKind[] {
	return [
		{ name: "strips", make: (image, dpi) => inParts(image, dpi, { width: image.width, height: 64 }) },
		{
			name: "strips-of-bits",
			make: (image, dpi) => inParts(image, dpi, { width: image.width, height: 16, coding: "bits" }),
			shown: (image) => bilevelOf(image),
		},
		{ name: "tiles", make: (image, dpi) => inParts(image, dpi, { width: 256, height: 256, coding: "jpeg" }) },
		{ name: "inline", make: inline },
		{
			name: "600-dpi",
			make: (image, dpi) => pageFile(whole(finer(image, 3), dpi * 3, "ccitt")),
			shown: (image) => bilevelOf(image),
		},
		{ name: "layered", make: layered, shown: (image) => bilevelOf(image) },
		{
			name: "negative",
			make: (image, dpi) => pageFile(whole({ ...image, data: image.data.map((v) => 255 - v) }, dpi)),
			shown: (image) => ({ ...image, data: image.data.map((v) => 255 - v) }),
		},
		{ name: "turned", make: (image, dpi) => pageFile({ ...whole(quarterTurn(image, 3), dpi), entries: "/Rotate 90" }) },
		{
			name: "sideways",
			make: (image, dpi) => pageFile(whole(quarterTurn(image, 3), dpi)),
			shown: (image) => quarterTurn(image, 3),
		},
		{
			name: "turned-by-matrix",
			make: (image, dpi) => {
				const plan = whole(quarterTurn(image, 3), dpi);
				const [w, h] = [plan.heightPt, plan.widthPt];
				return pageFile({ ...plan, widthPt: w, heightPt: h, content: `q 0 ${-h} ${w} 0 0 ${h} cm /I Do Q` });
			},
		},
		{
			name: "user-unit",
			make: (image, dpi) => {
				const plan = whole(image, dpi * 2);
				return pageFile({ ...plan, entries: "/UserUnit 2" });
			},
		},
		{
			name: "cropped",
			make: (image, dpi) => {
				const { widthPt, heightPt, objects } = whole(image, dpi);
				return pageFile({
					widthPt: widthPt + 80,
					heightPt: heightPt + 90,
					objects,
					entries: `/CropBox [30 40 ${30 + widthPt} ${40 + heightPt}]`,
					content: `q ${widthPt} 0 0 ${heightPt} 30 40 cm /I Do Q`,
				});
			},
		},
		{
			name: "form",
			make: (image, dpi) => {
				const { content, objects, widthPt, heightPt } = whole(image, dpi);
				const form = deflated(
					`/Type /XObject /Subtype /Form /BBox [0 0 ${widthPt} ${heightPt}] /Resources << /XObject << /I @I >> >>`,
					content,
				);
				return pageFile({ widthPt, heightPt, objects: { ...objects, Fm: form }, content: "/Fm Do" });
			},
		},
		{
			name: "pattern",
			make: (image, dpi) => {
				const { content, objects, widthPt, heightPt } = whole(image, dpi);
				const pattern = deflated(
					`/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 ${widthPt} ${heightPt}] /XStep ${widthPt} /YStep ${heightPt} /Resources << /XObject << /I @I >> >>`,
					content,
				);
				return pageFile({
					widthPt,
					heightPt,
					objects: { ...objects, T: pattern },
					resources: "/Pattern << /T @T >>",
					content: `/Pattern cs /T scn 0 0 ${widthPt} ${heightPt} re f`,
				});
			},
		},
		{
			name: "stamp",
			make: (image, dpi) => {
				const { content, objects, widthPt, heightPt } = whole(image, dpi);
				const form = deflated(
					`/Type /XObject /Subtype /Form /BBox [0 0 ${widthPt} ${heightPt}] /Resources << /XObject << /I @I >> >>`,
					content,
				);
				return pageFile({
					widthPt,
					heightPt,
					objects: { ...objects, Look: form },
					entries: `/Annots [<< /Type /Annot /Subtype /Stamp /F 4 /Rect [0 0 ${widthPt} ${heightPt}] /AP << /N @Look >> >>]`,
					content: "",
				});
			},
		},
	];
}
