import type { GrayImage } from "../../../../src/reading/ocr/gray.ts";
import { quarterTurn } from "../../../../src/reading/ocr/gray.ts";
import { picturesOf } from "../../scan.ts";
import type { Making, Random, ShownReport } from "../model.ts";
import { oneOf } from "../model.ts";
import type { Arrange } from "../writer/arrange.ts";
import type { Face } from "../writer/faces.ts";
import type { SetPage } from "../writer/layout.ts";
import type { Painter } from "../writer/painter.ts";
import { num, pdfFile } from "../writer/pdf-file.ts";
import type { Kind } from "./kind.ts";
import { PDF_PRODUCERS } from "./kind.ts";

const shade = (random: Random) => num(0.72 + random(20) / 100);

/** A text over a page at an angle, as often as it is told. */
function textAt(
	{ words, degrees, pt, places }: { words: string; degrees: number; pt: number; places: readonly (readonly [number, number])[] },
	{ painter, face }: { painter: Painter; face: Face },
): string {
	const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
	const show = ([x, y]: readonly [number, number]) =>
		`BT /${painter.fontName(face)} ${num(pt)} Tf ${num(cos)} ${num(sin)} ${num(-sin)} ${num(cos)} ${num(x)} ${num(y)} Tm ${face.encode(words)} Tj ET`;
	return `q ${shade(painter.random)} g ${places.map(show).join("\n")} Q`;
}

const middle = ({ width, height }: SetPage, share = 0.25) => [[width * share, height * 0.35]] as const;
const grid = ({ width, height }: SetPage, step: number) =>
	Array.from({ length: Math.ceil(height / step) * 4 }, (_, i): [number, number] => [
		(i % 4) * (width / 4) + 10,
		Math.floor(i / 4) * step + 20,
	]);
const wordsOf = ({ truth }: ShownReport, random: Random) =>
	oneOf(random, [truth.issuer, "内部资料", "政府信息公开", `${truth.year + 1}0117 0930`, "SAMPLE 2024"]);

function watermark(
	name: string,
	at: (page: SetPage, random: Random) => Parameters<typeof textAt>[0] & { readonly words: string },
): Kind {
	return {
		name: `watermark/${name}`,
		producers: ["writer"],
		write: (report, { random }) => {
			const words = wordsOf(report, random);
			const paint = (page: SetPage, painter: Painter, face: Face) => textAt({ ...at(page, random), words }, { painter, face });
			return random(2) === 0 ? { under: paint } : { over: paint };
		},
	};
}

const watermarks: readonly Kind[] = [
	watermark("one-turned", (page, random) => ({
		words: "",
		degrees: oneOf(random, [45, 30, 60, -45]),
		pt: 54,
		places: middle(page),
	})),
	watermark("repeated-turned", (page, random) => ({
		words: "",
		degrees: oneOf(random, [30, 20, 45, -30]),
		pt: 13,
		places: grid(page, 90),
	})),
	watermark("one-flat", (page) => ({ words: "", degrees: 0, pt: 62, places: middle(page, 0.12) })),
	watermark("repeated-flat", (page) => ({ words: "", degrees: 0, pt: 11, places: grid(page, 140) })),
	{
		name: "watermark/printed-turned",
		producers: ["chromium"],
		print: (report, { random }) => ({
			style: `.wm{position:fixed;top:40%;left:12%;font-size:52pt;color:rgba(120,120,120,.3);transform:rotate(-${oneOf(random, [30, 45, 20])}deg);white-space:nowrap;text-indent:0}`,
			body: `<div class="wm">${wordsOf(report, random)}</div>`,
		}),
	},
	{
		name: "watermark/picture-multiply",
		producers: ["writer"],
		write: () => ({
			over: ({ width, height }, painter) =>
				`q /GM gs ${num(width * 0.8)} 0 0 ${num(height * 0.25)} ${num(width * 0.1)} ${num(height * 0.4)} cm /${painter.pictureName("内部")} Do Q`,
		}),
	},
	{
		name: "watermark/picture-pale",
		producers: ["writer"],
		write: () => ({
			over: ({ width, height }, painter) => `q /GH gs ${num(width)} 0 0 ${num(height)} 0 0 cm /${painter.pictureName("存")} Do Q`,
		}),
	},
	{
		name: "watermark/seal",
		producers: ["writer"],
		write: (_, { random }) => {
			const [across, up, radius] = [0.3 + random(40) / 100, 0.25 + random(40) / 100, 45 + random(20)];
			return { over: ({ width, height }) => sealAt(width * across, height * up, radius) };
		},
	},
	{
		name: "watermark/paper-picture",
		producers: ["writer"],
		write: () => ({
			under: ({ width, height }, painter) => `q ${num(width)} 0 0 ${num(height)} 0 0 cm /${painter.pictureName(" ")} Do Q`,
		}),
	},
];

/** A round red seal with a star, drawn by lines. */
function sealAt(x: number, y: number, radius: number): string {
	const k = radius * 0.5523;
	const [l, r, b, t] = [x - radius, x + radius, y - radius, y + radius];
	const circle = [
		[r, y, "m"],
		[r, y + k, x + k, t, x, t, "c"],
		[x - k, t, l, y + k, l, y, "c"],
		[l, y - k, x - k, b, x, b, "c"],
		[x + k, b, r, y - k, r, y, "c"],
	].map((step) => step.map((at) => (typeof at === "number" ? num(at) : at)).join(" "));
	const corners = Array.from({ length: 5 }, (_, i) => {
		const angle = Math.PI / 2 + (i * 4 * Math.PI) / 5;
		return `${num(x + radius * 0.3 * Math.cos(angle))} ${num(y + radius * 0.3 * Math.sin(angle))} ${i === 0 ? "m" : "l"}`;
	});
	return `q 0.85 0.1 0.1 RG 0.85 0.1 0.1 rg 2.2 w ${circle.join(" ")} h S ${corners.join(" ")} h f Q`;
}

/** Clean reports in looks that ask more of a reader; everything on them is as their text says. */
const looked = (name: string, look: Partial<Making["look"]>): Kind => ({
	name: `clean/${name}`,
	producers: ["writer", "chromium"],
	look,
});
const looks: readonly Kind[] = [
	...["none", "horizontal", "three-line", "columns", "dashed", "double", "no-figures"].map((ruling) =>
		looked(ruling, { ruling }),
	),
	looked("tiny-type", { tablePt: 5.5, padPt: 0.5 }),
	looked("large-type", { tablePt: 11, padPt: 4 }),
	looked("zebra", { shading: "zebra" }),
	looked("loose", { padPt: 7, figureAlign: "right" }),
	looked("wide-page", { turn: "wide" }),
];

const arrangement = (arrange: Arrange): Kind => ({ name: `pages/${arrange}`, producers: ["writer"], write: () => ({ arrange }) });
const arrangements: readonly Kind[] = [
	...(["reversed", "swapped", "sideways", "two-up", "askew", "tiny", "huge"] as const).map(arrangement),
	{ name: "pages/outlines", producers: ["writer"], write: () => ({ isOutlined: true }) },
];

/** A part of the file is missing, or there is something before it. */
const cut = (name: string, change: (pdf: Uint8Array, random: Random) => Uint8Array): Kind => ({
	name: `file/${name}`,
	producers: PDF_PRODUCERS,
	write: () => ({ isForWeb: true }),
	finish: async (pdf, { random }) => change(pdf, random),
});
/** The file up to a share of what stands from its first page on: fonts before the pages may be most of it. */
const cutAt = (pdf: Uint8Array, share: number) => {
	const start = Math.max(0, Buffer.from(pdf).indexOf("/Type /Page "));
	return pdf.slice(0, Math.floor(start + (pdf.length - start) * share));
};
const files: readonly Kind[] = [
	cut("cut-late", (pdf, random) => cutAt(pdf, 0.6 + random(38) / 100)),
	cut("cut-early", (pdf, random) => cutAt(pdf, 0.15 + random(40) / 100)),
	cut("without-end", (pdf) => pdf.slice(0, -120)),
	cut("junk-after", (pdf) => Uint8Array.from([...pdf, ...Buffer.from("<html><body>0</body></html>".repeat(60))])),
	cut("junk-before", (pdf) => Uint8Array.from([...Buffer.from(`HTTP/1.1 200 OK\r\n${" ".repeat(600)}\r\n`), ...pdf])),
];

/** Pictures of the pages, each in pieces. */
const scan = (name: string, { columns = 1, rows = 1, treat = (image: GrayImage) => image, decode = "" }): Kind => ({
	name: `scan/${name}`,
	producers: PDF_PRODUCERS,
	finish: async (pdf) => {
		const dpi = 150;
		return pdfOfPieces(await picturesOf(pdf, dpi, treat), { dpi, columns, rows, decode });
	},
});
const inverted = (image: GrayImage) => ({ ...image, data: image.data.map((value) => 255 - value) });
const scans: readonly Kind[] = [
	scan("whole", {}),
	scan("strips", { rows: 32 }),
	scan("tiles", { rows: 5, columns: 3 }),
	scan("inverted", { treat: inverted }),
	scan("decode-inverted", { treat: inverted, decode: "/Decode [1 0]" }),
	scan("sideways", { treat: (image) => quarterTurn(image, 1) }),
];

function pdfOfPieces(
	pictures: readonly GrayImage[],
	{ dpi, columns, rows, decode }: { dpi: number; columns: number; rows: number; decode: string },
): Uint8Array {
	const file = pdfFile();
	const tree = file.reserve();
	const kids = pictures.map((picture) => {
		const scale = 72 / dpi;
		const pieces = Array.from({ length: columns * rows }, (_, i) => {
			const [left, right] = [i % columns, (i % columns) + 1].map((at) => Math.round((at * picture.width) / columns));
			const [top, bottom] = [Math.floor(i / columns), Math.floor(i / columns) + 1].map((at) =>
				Math.round((at * picture.height) / rows),
			);
			return pieceOf(picture, [left ?? 0, top ?? 0, right ?? 0, bottom ?? 0]);
		});
		const objects = pieces.map(({ width, height, data }) =>
			file.add(
				`/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 ${decode}`,
				data,
			),
		);
		const paint = pieces.map(({ left, bottom, width, height }, i) => {
			const place = [width * scale, 0, 0, height * scale, left * scale, (picture.height - bottom) * scale];
			return `q ${place.map(num).join(" ")} cm /I${i} Do Q`;
		});
		const content = file.add("", paint.join("\n"));
		return file.add(
			`/Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${num(picture.width * scale)} ${num(picture.height * scale)}] /Contents ${content} 0 R /Resources << /XObject << ${objects.map((number, i) => `/I${i} ${number} 0 R`).join(" ")} >> >>`,
		);
	});
	file.put(tree, `/Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}]`);
	return file.bytes(file.add(`/Type /Catalog /Pages ${tree} 0 R`));
}

function pieceOf(picture: GrayImage, [left, top, right, bottom]: readonly [number, number, number, number]) {
	const [width, height] = [right - left, bottom - top];
	const data = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) {
		const start = (top + y) * picture.width + left;
		data.set(picture.data.slice(start, start + width), y * width);
	}
	return { left, bottom, width, height, data };
}

/** Kinds of pages and files. */
export const pageKinds: readonly Kind[] = [...looks, ...watermarks, ...arrangements, ...files, ...scans];
