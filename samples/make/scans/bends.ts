import type { At } from "./condition.ts";
import { grained } from "./light.ts";
import type { Picture } from "./picture.ts";
import { mapped, softened, warped } from "./picture.ts";

/** A page of a bound volume on a scanner: near the spine rows bend and crowd together, and it is dark. */
export function curled(picture: Picture, { random, strength, page }: At): Picture {
	const { width, height } = picture;
	const isLeft = (page + random(2)) % 2 === 0;
	const bend = (0.004 + random(11) / 1000) * strength * (random(2) === 0 ? 1 : -1);
	const reach = 0.22 + random(20) / 100;
	const crowd = (0.03 + random(4) / 100) * strength;
	const fromSpine = (x: number) => (isLeft ? x / width : 1 - x / width);
	const near = (x: number) => Math.exp(-((fromSpine(x) / reach) ** 2));
	const bent = warped(picture, picture, {
		from: (x, y) => {
			const rise = bend * height * near(x) * (1 - 0.5 * (y / height));
			return [x + (isLeft ? -1 : 1) * crowd * width * near(x) * 0.6, y + rise];
		},
		ground: [205, 205, 205],
	});
	const lit = mapped(bent, (value, x) => value * (1 - 0.34 * Math.exp(-fromSpine(x) / 0.07)));
	return grained(softened(lit, 0.4), random, 4);
}

/** A page on a desk, taken with a telephone by hand: from the side, bent, under one lamp and a shadow. */
export function photographed(picture: Picture, at: At): Picture {
	const { random, strength } = at;
	const size = { width: 2448, height: 3264 };
	const deg = (random(500) - 250) / 100;
	const [tilt, lean] = [((random(200) - 100) / 1000) * strength, ((random(160) - 80) / 1000) * strength];
	const [bend, wave] = [((random(160) - 80) / 10_000) * strength, 1 + random(100) / 100];
	const fill = 0.9 + random(5) / 100;
	const [cos, sin] = [Math.cos((deg * Math.PI) / 180), Math.sin((deg * Math.PI) / 180)];
	const seen = warped(picture, size, {
		from: (x, y) => {
			const [px, py] = [(x / size.width - 0.5) * 0.75, y / size.height - 0.5];
			const [rx, ry] = [(px * cos + py * sin) / 0.75, -px * sin + py * cos];
			const depth = fill * (1 + tilt * ry + lean * rx);
			const [u, v] = [rx / depth, ry / depth];
			const rise = bend * Math.cos(Math.PI * wave * u) * (0.7 + 0.6 * v);
			return [(u + 0.5) * picture.width, (v + rise + 0.5) * picture.height];
		},
		ground: [146, 112, 84],
	});
	return grained(softened(inLamplight(seen, at), 0.7), random, 7);
}

/** Warm light from one side, and the shadow of a hand. */
function inLamplight(picture: Picture, { random, strength }: At): Picture {
	const { width, height } = picture;
	const [lx, ly] = [random(100) / 100, random(100) / 100];
	const [sx, sy, reach] = [random(100) / 100, random(100) / 100, 0.15 + random(25) / 100];
	const shadow = (0.16 + random(16) / 100) * strength;
	const factors = new Float32Array(width);
	const rgba = new Uint8ClampedArray(picture.rgba);
	const warmth = [1, 0.975 - random(4) / 100, 0.93 - random(6) / 100];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const away = Math.hypot(x / width - lx, y / height - ly);
			const dark = Math.exp(-(((x / width - sx) / reach) ** 2) - ((y / height - sy) / (2 * reach)) ** 2);
			factors[x] = (1 - 0.3 * strength * away) * (1 - shadow * dark);
		}
		for (let x = 0, i = y * width * 4; x < width; x++, i += 4)
			for (let c = 0; c < 3; c++) rgba[i + c] = (rgba[i + c] ?? 0) * (factors[x] ?? 1) * (warmth[c] ?? 1) * 0.97;
	}
	return { ...picture, rgba };
}
