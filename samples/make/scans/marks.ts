import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Random } from "../shown/model.ts";
import type { At } from "./condition.ts";
import { grained } from "./light.ts";
import type { Picture } from "./picture.ts";
import { painted, shadeAt } from "./picture.ts";

const FONT = '"Noto Serif CJK SC"';

/** An office's round red seal over the page's figures. */
export function sealed(picture: Picture, { random, dpi, strength }: At): Picture {
	const { width, height } = picture;
	const seals = 1 + (random(3) === 0 ? 1 : 0);
	const shown = painted(picture, (context) => {
		context.globalCompositeOperation = "multiply";
		for (let n = 0; n < seals; n++) {
			const center = [width * (0.38 + random(48) / 100), height * (0.2 + random(55) / 100)] as const;
			seal(context, { center, radius: 0.83 * dpi, random, alpha: Math.min(1, (0.62 + random(28) / 100) * strength) });
		}
	});
	return grained(shown, random, 5);
}

function seal(
	context: SKRSContext2D,
	{
		center,
		radius,
		random,
		alpha,
	}: { readonly center: readonly [number, number]; readonly radius: number; readonly random: Random; readonly alpha: number },
): void {
	context.save();
	context.translate(...center);
	context.rotate((random(50) - 25) / 100);
	context.strokeStyle = context.fillStyle = `rgba(${205 + random(30)},${20 + random(30)},${30 + random(25)},${alpha})`;
	context.lineWidth = radius * 0.055;
	context.beginPath();
	context.arc(0, 0, radius * 0.97, 0, 2 * Math.PI);
	context.stroke();
	context.beginPath();
	for (let i = 0; i < 10; i++) {
		const r = radius * (i % 2 === 0 ? 0.3 : 0.115);
		const angle = (i * Math.PI) / 5 - Math.PI / 2;
		context.lineTo(r * Math.cos(angle), r * Math.sin(angle));
	}
	context.fill();
	const words = [...(["临川市政务服务管理局", "石泉县自然资源局", "蓝岭区人民政府办公室"][random(3)] ?? "")];
	context.font = `${radius * 0.26}px ${FONT}`;
	context.textAlign = "center";
	context.textBaseline = "middle";
	words.forEach((word, i) => {
		context.save();
		context.rotate(((i + 0.5) / words.length - 0.5) * 1.5 * Math.PI);
		context.fillText(word, 0, -radius * 0.76);
		context.restore();
	});
	context.restore();
}

/** Ticks, underlines and words by a red or blue pen, at places where something is printed. */
export function ticked(picture: Picture, { random, dpi, strength }: At): Picture {
	const places = printedPlaces(picture, random, Math.round((18 + random(22)) * strength));
	const color = ["214,32,38", "214,32,38", "36,60,170"][random(3)] ?? "214,32,38";
	const shown = painted(picture, (context) => {
		context.globalCompositeOperation = "multiply";
		context.lineCap = "round";
		for (const [x, y] of places) {
			context.strokeStyle = `rgba(${color},${0.72 + random(25) / 100})`;
			context.lineWidth = dpi * (0.011 + random(8) / 1000);
			const s = dpi * (0.05 + random(50) / 1000);
			context.beginPath();
			context.moveTo(x - s, y - s * 0.3);
			context.quadraticCurveTo(x - s * 0.5, y, x - s * 0.3, y + s * 0.6);
			context.quadraticCurveTo(x + s * 0.4, y - s * 0.6, x + s * 1.5, y - s * 1.3);
			context.stroke();
		}
		handwriting(context, { random, dpi, width: picture.width, color });
	});
	return grained(shown, random, 4);
}

/** Scribbled words in the margin. */
function handwriting(
	context: SKRSContext2D,
	{
		random,
		dpi,
		width,
		color,
	}: { readonly random: Random; readonly dpi: number; readonly width: number; readonly color: string },
): void {
	for (let n = 0; n < 2 + random(3); n++) {
		let [x, y] = [width * (0.05 + random(80) / 100), dpi * (0.3 + random(90) / 100)];
		context.strokeStyle = `rgba(${color},0.85)`;
		context.lineWidth = dpi * 0.012;
		context.beginPath();
		context.moveTo(x, y);
		for (let i = 0; i < 14; i++) {
			const [dx, dy] = [dpi * (0.02 + random(40) / 1000), (dpi * (random(120) - 60)) / 1000];
			context.quadraticCurveTo(x + dx / 2, y - dy, x + dx, y + dy);
			[x, y] = [x + dx, y + dy * 0.3];
		}
		context.stroke();
	}
}

/** Places in the right part of a page where ink is near. */
function printedPlaces(picture: Picture, random: Random, count: number): (readonly [number, number])[] {
	const { width, height } = picture;
	const found: (readonly [number, number])[] = [];
	for (let n = 0; n < count * 30 && found.length < count; n++) {
		const [x, y] = [Math.round(width * (0.42 + random(48) / 100)), Math.round(height * (0.08 + random(80) / 100))];
		let darkest = 255;
		for (let dx = -12; dx <= 12; dx += 2) darkest = Math.min(darkest, shadeAt(picture, (y * width + x + dx) * 4));
		if (darkest < 120) found.push([x + random(13) - 2, y + random(9) - 4]);
	}
	return found;
}

/** Grey words across the whole page. */
export function watermarked(picture: Picture, { random, dpi, strength }: At): Picture {
	const words = ["政务公开专用", "内部资料 注意保存", "仅供政府信息公开使用", "SAMPLE 2024"][random(4)] ?? "";
	const { width, height } = picture;
	const shade = Math.round(255 - (48 + random(38)) * strength);
	const [size, angle] = [dpi * (0.28 + random(20) / 100), -(20 + random(30)) / 60];
	const shown = painted(picture, (context) => {
		context.globalCompositeOperation = "multiply";
		context.fillStyle = `rgb(${shade},${shade},${shade})`;
		context.font = `${size}px ${random(2) === 0 ? FONT : '"Noto Sans CJK SC"'}`;
		const [stepX, stepY] = [size * (words.length + 2), size * (4 + random(3))];
		for (let y = 0; y < height + stepY; y += stepY)
			for (let x = -stepX / 2; x < width; x += stepX) {
				context.save();
				context.translate(x + ((y / stepY) % 2) * (stepX / 2), y);
				context.rotate(angle);
				context.fillText(words, 0, 0);
				context.restore();
			}
	});
	return grained(shown, random, 3);
}
