import type { Random } from "../shown/model.ts";
import type { At } from "./condition.ts";
import type { Picture } from "./picture.ts";
import { canvasOf, mapped, painted, paintedNew, softened } from "./picture.ts";

/** Grain of a sensor: every value up or down by at most `most`. */
export function grained(picture: Picture, random: Random, most: number): Picture {
	// A table drawn once: a fresh draw for each of ten million values takes seconds.
	const grain = Int8Array.from({ length: 65_521 }, () => random(2 * most + 1) - most);
	const { width } = picture;
	const start = random(60_000);
	return mapped(picture, (value, x, y) => value + (grain[(y * width + x + start + ((y * 7919) ^ (x * 31))) % 65_521] ?? 0));
}

/** Light that falls from one side, and a lamp's bright middle. */
export function shaded(picture: Picture, { random, strength }: At): Picture {
	const { width, height } = picture;
	const [side, down] = [random(2) === 0 ? 1 : -1, random(2) === 0 ? 1 : -1];
	const [across, along] = [(0.16 + random(12) / 100) * strength, (0.06 + random(8) / 100) * strength];
	const light = (x: number, y: number) =>
		1 - across * (0.5 + side * (x / width - 0.5)) - along * (0.5 + down * (y / height - 0.5));
	return mapped(picture, (value, x, y) => value * light(x, y));
}

/** Print that has paled, on paper that has greyed. */
export function faded(picture: Picture, { random, strength }: At): Picture {
	const paper = 238 - random(14);
	const ink = (0.34 + random(12) / 100) / strength;
	const pale = mapped(softened(picture, 0.5), (value) => paper - (255 - value) * ink);
	return grained(pale, random, 5);
}

/** The back of the sheet shines through, in mirror writing. */
export function bledThrough(picture: Picture, { random, pages, page, strength, dpi }: At): Picture {
	const back = pages[(page + 1) % pages.length] ?? picture;
	const ghost = softened(back, dpi / 120);
	const shown = painted(picture, (context) => {
		context.globalCompositeOperation = "multiply";
		context.globalAlpha = Math.min(0.5, (0.14 + random(10) / 100) * strength);
		context.translate(picture.width + random(20) - 10, random(30) - 15);
		context.scale(-1, 1);
		context.drawImage(canvasOf(ghost), 0, 0);
	});
	return grained(shown, random, 4);
}

/** Lines down the whole page, as dirt on a scanner's glass leaves them. */
export function streaked(picture: Picture, { random, dpi, strength }: At): Picture {
	return painted(picture, (context) => {
		for (let n = 0; n < Math.round((3 + random(4)) * strength); n++) {
			const x = picture.width * (0.04 + random(920) / 1000);
			const shade = 30 + random(130);
			context.strokeStyle = `rgba(${shade},${shade},${shade},${0.55 + random(45) / 100})`;
			context.lineWidth = 1 + random(Math.max(2, Math.round(dpi / 80)));
			context.beginPath();
			context.moveTo(x, 0);
			context.lineTo(x, picture.height);
			context.stroke();
		}
	});
}

/** Punched holes, a staple, and a corner that lay off the glass. */
export function punched(picture: Picture, { random, dpi }: At): Picture {
	const { width, height } = picture;
	return painted(picture, (context) => {
		context.fillStyle = "#1a1a1a";
		for (const y of [0.36, 0.64]) {
			context.beginPath();
			context.arc(0.45 * dpi, height * y, 0.12 * dpi, 0, 2 * Math.PI);
			context.fill();
		}
		context.strokeStyle = "#6a6a6a";
		context.lineWidth = dpi / 60;
		context.beginPath();
		context.moveTo(0.4 * dpi, 0.6 * dpi);
		context.lineTo(0.75 * dpi, 0.35 * dpi);
		context.stroke();
		const [across, along] = [(0.06 + random(8) / 100) * width, (0.05 + random(7) / 100) * height];
		const [x, y] = [random(2) * width, random(2) * height];
		context.fillStyle = "#202020";
		context.beginPath();
		context.moveTo(x, y);
		context.lineTo(x + (x > 0 ? -across : across), y);
		context.lineTo(x, y + (y > 0 ? -along : along));
		context.fill();
	});
}

/** A grey screen that beats with the sensor's. */
export function moired(picture: Picture, { random, strength }: At): Picture {
	const [fx, fy] = [2.75 + random(40) / 100, 2.6 + random(40) / 100];
	const beat = (x: number, y: number) => Math.sin(x * fx) * Math.sin(y * fy) + 0.6 * Math.sin((x + y) * (fx - 2.9));
	return mapped(softened(picture, 0.5), (value, x, y) => value - 6 * strength + 9 * strength * beat(x, y));
}

/** Marker pens over rows, or coloured paper. */
export function tinted(picture: Picture, { random, strength }: At): Picture {
	const colors = ["255,214,120", "190,225,255", "205,240,190", "255,200,205"];
	const color = colors[random(colors.length)] ?? "255,214,120";
	return painted(picture, (context) => {
		context.globalCompositeOperation = "multiply";
		context.fillStyle = `rgba(${color},${Math.min(1, 0.75 * strength)})`;
		const step = picture.height / (28 + random(16));
		if (random(4) === 0) context.fillRect(0, 0, picture.width, picture.height);
		else for (let y = 0; y < picture.height; y += 2 * step) context.fillRect(picture.width * 0.08, y, picture.width * 0.86, step);
	});
}

/** Dark edges that the paper does not cover. */
export function edged(picture: Picture, { random, dpi }: At): Picture {
	const edge = dpi * (0.03 + random(10) / 100);
	return paintedNew({ ...picture, paper: "#2a2a2a" }, (context) => {
		context.drawImage(canvasOf(picture), edge, edge / 2);
	});
}
