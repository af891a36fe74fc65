import type { Random } from "../shown/model.ts";
import type { At } from "./condition.ts";
import { grained, shaded } from "./light.ts";
import type { Picture } from "./picture.ts";
import { grayMapped, painted, scaled, shadeAt, softened, turned } from "./picture.ts";

/** Black or white by one threshold. */
export function bilevel(picture: Picture, threshold: number): Picture {
	return grayMapped(picture, (shade) => (shade < threshold ? 0 : 255));
}

/** Dots of ink or of paper, alone or in clusters. */
export function specked(picture: Picture, random: Random, { share, clusters }: { share: number; clusters: number }): Picture {
	const { width, height } = picture;
	return painted(picture, (context) => {
		const dot = (x: number, y: number) => {
			const size = 1 + (random(3) === 0 ? 1 : 0);
			context.fillStyle = "#000000";
			context.fillRect(Math.round(x), Math.round(y), size, size);
		};
		for (let n = 0; n < share * width * height; n++) dot(random(width), random(height));
		for (let c = 0; c < clusters; c++) {
			const [x, y, reach] = [random(width), random(height), width * (0.02 + random(8) / 100)];
			for (let n = 0; n < 500; n++) {
				const [away, angle] = [reach * (random(1000) / 1000) ** 1.5, random(6283) / 1000];
				dot(x + away * Math.cos(angle), y + away * Math.sin(angle) * 2);
			}
		}
	});
}

/** A telephone's scanning program: what is darker than its surroundings is black, with grit at the edges. */
export function camScanned(picture: Picture, at: At): Picture {
	const { random, dpi, strength } = at;
	const taken = grained(softened(shaded(turned(picture, (random(200) - 100) / 100), at), 0.7), random, 14);
	const around = softened(scaled(taken, taken.width / 8, taken.height / 8), dpi / 80);
	const [w, h] = [around.width, around.height];
	const black = grayMapped(taken, (shade, x, y) => {
		const local = shadeAt(around, (Math.min(h - 1, y >> 3) * w + Math.min(w - 1, x >> 3)) * 4);
		return shade < local * 0.85 ? 0 : 255;
	});
	return gritty(specked(black, random, { share: 0.0006 * strength, clusters: 0 }), random, strength);
}

/** Grit along the sheet's edges. */
function gritty(picture: Picture, random: Random, strength: number): Picture {
	const { width, height } = picture;
	return painted(picture, (context) => {
		context.fillStyle = "#000000";
		for (let n = 0; n < 0.0012 * strength * width * height; n++) {
			const inward = 0.05 * (random(1000) / 1000) ** 2;
			const along = random(1000) / 1000;
			const isAlong = random(2) === 0;
			const across = random(2) === 0 ? inward : 1 - inward;
			const [u, v] = isAlong ? [along, across] : [across, along];
			context.fillRect(Math.round(u * width), Math.round(v * height), 1 + random(2), 1 + random(2));
		}
	});
}

/** A copy of a copy: each time softer, heavier, dirtier and a little askew. */
export function copiedTwice(picture: Picture, { random, dpi, strength }: At): Picture {
	let copy = picture;
	for (let n = 0; n < 2; n++) {
		copy = turned(copy, (random(80) - 40) / 100);
		copy = grained(softened(copy, (dpi / 260) * strength), random, 20);
		copy = bilevel(copy, 178 + random(14));
		copy = specked(copy, random, { share: 0.0004 * strength, clusters: Math.round((3 + random(4)) * strength) });
	}
	return copy;
}

/** What a fax of 204 pixels across an inch and 98 down it sends. */
export function faxed(picture: Picture, { random, dpi }: At): Picture {
	const sent = scaled(picture, (picture.width * 204) / dpi, (picture.height * 98) / dpi);
	return bilevel(grained(sent, random, 10), 176);
}

/** Dots of a printer's screen at 45 degrees, larger where it is darker. */
export function halftoned(picture: Picture, { strength }: At): Picture {
	const step = (Math.PI * 2) / (4 * Math.SQRT2 * Math.max(0.6, strength));
	return grayMapped(softened(picture, 0.4), (shade, x, y) => {
		const screen = 0.5 + 0.25 * (Math.cos((x + y) * step) + Math.cos((x - y) * step));
		return 12 + shade * 0.93 > screen * 255 ? 255 : 0;
	});
}

/** Shades as scattered dots (Floyd and Steinberg), on paper that is not white. */
export function dithered(picture: Picture, { random, strength }: At): Picture {
	const { width, height } = picture;
	const paper = 1 - (0.03 + random(5) / 100) * strength;
	const shades = Float32Array.from({ length: width * height }, (_, i) => shadeAt(picture, i * 4) * paper);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const i = y * width + x;
			const shade = shades[i] ?? 255;
			const dot = shade < 128 ? 0 : 255;
			const rest = shade - dot;
			shades[i] = dot;
			if (x + 1 < width) shades[i + 1] = (shades[i + 1] ?? 0) + (rest * 7) / 16;
			if (y + 1 === height) continue;
			if (x > 0) shades[i + width - 1] = (shades[i + width - 1] ?? 0) + (rest * 3) / 16;
			shades[i + width] = (shades[i + width] ?? 0) + (rest * 5) / 16;
			if (x + 1 < width) shades[i + width + 1] = (shades[i + width + 1] ?? 0) + rest / 16;
		}
	}
	return grayMapped(picture, (_, x, y) => shades[y * width + x] ?? 255);
}
