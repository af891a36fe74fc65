import type { GrayImage } from "../../../src/reading/ocr/gray.ts";
import { crop } from "../../../src/reading/ocr/gray.ts";
import { jpegOf } from "../picture-pdf.ts";
import { bitsOf, group4Of, inverted, jbig2Of } from "./bilevel.ts";
import type { Part } from "./page-file.ts";
import { deflated } from "./page-file.ts";

/** One way in which a picture is coded in a PDF; with the parts that it refers to as `@name`. */
export type Coding = (image: GrayImage) => { readonly picture: Part; readonly others?: Readonly<Record<string, Part>> };

const sizeOf = ({ width, height }: GrayImage) => `/Type /XObject /Subtype /Image /Width ${width} /Height ${height}`;

function samples(image: GrayImage, perPixel: number, sample: (shade: number, i: number) => number): Uint8Array {
	const data = new Uint8Array(image.data.length * perPixel);
	for (let i = 0; i < image.data.length; i++)
		for (let k = 0; k < perPixel; k++) data[i * perPixel + k] = sample(image.data[i] ?? 255, k);
	return data;
}

function plain(space: string, perPixel: number, sample: (shade: number, i: number) => number = (shade) => shade): Coding {
	return (image) => ({
		picture: deflated(`${sizeOf(image)} /ColorSpace ${space} /BitsPerComponent 8`, samples(image, perPixel, sample)),
	});
}

const bilevel =
	(filter: string, coded: (image: GrayImage) => Uint8Array): Coding =>
	(image) => ({
		picture: {
			entries: `${sizeOf(image)} /ColorSpace /DeviceGray /BitsPerComponent 1 ${filter}`,
			data: coded(image),
		},
	});

const TINT = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0 0 1] /N 1 >>";

/** Codings by name: those of grey and colour keep every shade, those of black and white do not. */
export const CODINGS: Readonly<Record<string, Coding>> = {
	gray: plain("/DeviceGray", 1),
	rgb: plain("/DeviceRGB", 3),
	jpeg: (image) => ({
		picture: {
			entries: `${sizeOf(image)} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
			data: jpegOf(image, 85),
		},
	}),
	cmyk: plain("/DeviceCMYK", 4, (shade, k) => (k === 3 ? 255 - shade : 0)),
	"cmyk-inverted": (image) => ({
		picture: deflated(
			`${sizeOf(image)} /ColorSpace /DeviceCMYK /BitsPerComponent 8 /Decode [1 0 1 0 1 0 1 0]`,
			samples(image, 4, (shade, k) => (k === 3 ? shade : 255)),
		),
	}),
	separation: plain(`[/Separation /Black /DeviceCMYK ${TINT}]`, 1, (shade) => 255 - shade),
	"device-n": (image) => ({
		picture: deflated(
			`${sizeOf(image)} /ColorSpace [/DeviceN [/Black /Spot] /DeviceCMYK @Tint] /BitsPerComponent 8`,
			samples(image, 2, (shade, k) => (k === 0 ? 255 - shade : 0)),
		),
		others: {
			Tint: { entries: "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]", data: "{ pop 0 exch 0 exch 0 exch }" },
		},
	}),
	"cal-rgb": plain("[/CalRGB << /WhitePoint [0.9505 1 1.089] /Gamma [2.2 2.2 2.2] >>]", 3),
	icc: (image) => ({
		picture: deflated(`${sizeOf(image)} /ColorSpace [/ICCBased @Profile] /BitsPerComponent 8`, image.data),
		others: { Profile: deflated("/N 1 /Alternate /DeviceGray", "no profile") },
	}),
	indexed: (image) => {
		const palette = Array.from({ length: 16 }, (_, i) => (255 - i * 17).toString(16).padStart(2, "0").repeat(3)).join("");
		const stride = (image.width + 1) >> 1;
		const data = new Uint8Array(stride * image.height);
		for (let i = 0; i < image.data.length; i++) {
			const at = Math.floor(i / image.width) * stride + ((i % image.width) >> 1);
			const entry = 15 - Math.round((image.data[i] ?? 255) / 17);
			data[at] = (data[at] ?? 0) | ((i % image.width) & 1 ? entry : entry << 4);
		}
		return {
			picture: deflated(`${sizeOf(image)} /ColorSpace [/Indexed /DeviceRGB 15 <${palette}>] /BitsPerComponent 4`, data),
		};
	},
	"sixteen-bit": (image) => ({
		picture: deflated(
			`${sizeOf(image)} /ColorSpace /DeviceGray /BitsPerComponent 16`,
			samples(image, 2, (shade) => shade),
		),
	}),
	"soft-mask": (image) => ({
		picture: deflated(
			`${sizeOf(image)} /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask @Mask`,
			new Uint8Array(image.data.length),
		),
		others: {
			Mask: deflated(
				`${sizeOf(image)} /ColorSpace /DeviceGray /BitsPerComponent 8`,
				samples(image, 1, (shade) => 255 - shade),
			),
		},
	}),
	bits: (image) => ({
		picture: deflated(`${sizeOf(image)} /ColorSpace /DeviceGray /BitsPerComponent 1`, inverted(bitsOf(image)).data),
	}),
	"bits-inverted": (image) => ({
		picture: deflated(`${sizeOf(image)} /ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]`, bitsOf(image).data),
	}),
	stencil: (image) => ({
		picture: deflated(`${sizeOf(image)} /ImageMask true /BitsPerComponent 1 /Decode [1 0]`, bitsOf(image).data),
	}),
	ccitt: (image) =>
		bilevel(`/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${image.width} /Rows ${image.height} >>`, (picture) =>
			group4Of(bitsOf(picture)),
		)(image),
	"ccitt-black-is-1": (image) =>
		bilevel(
			`/Decode [1 0] /Filter /CCITTFaxDecode /DecodeParms << /K -1 /BlackIs1 true /Columns ${image.width} /Rows ${image.height} >>`,
			(picture) => group4Of(bitsOf(picture)),
		)(image),
	jbig2: bilevel("/Filter /JBIG2Decode", (image) => jbig2Of(bitsOf(image))),
};

/** Codings that know black and white only. */
export const BILEVEL: ReadonlySet<string> = new Set(["bits", "bits-inverted", "stencil", "ccitt", "ccitt-black-is-1", "jbig2"]);

/** A picture cut into parts of a size, each with where it lies in pixels from the top left. */
export function partsOf(image: GrayImage, width: number, height: number) {
	const parts: { readonly image: GrayImage; readonly x: number; readonly y: number }[] = [];
	for (let y = 0; y < image.height; y += height)
		for (let x = 0; x < image.width; x += width)
			parts.push({ image: crop(image, [x, y, Math.min(image.width, x + width), Math.min(image.height, y + height)]), x, y });
	return parts;
}
