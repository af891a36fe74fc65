import type { Random } from "../model.ts";
import { num } from "./pdf-file.ts";

/** A page with its operators. */
export interface PaintedPage {
	readonly width: number;
	readonly height: number;
	readonly operators: string;
	readonly annotations: readonly number[];
}

/** How pages are put into the file. */
export type Arrange = "as-set" | "reversed" | "swapped" | "sideways" | "two-up" | "askew" | "tiny" | "huge";

/** Pages put into another order, size or attitude; without /Rotate. */
export function arranged(pages: readonly PaintedPage[], way: Arrange, random: Random): PaintedPage[] {
	if (way === "reversed") return pages.toReversed();
	if (way === "swapped")
		return pages.length < 3 ? pages.toReversed() : [...pages.slice(1, 3), ...pages.slice(0, 1), ...pages.slice(3)];
	if (way === "two-up") return twoUp(pages);
	const angle = ((random(2) === 0 ? 1 : -1) * (60 + random(160)) * Math.PI) / 18_000;
	return pages.map((page) => {
		if (way === "sideways") return moved(page, { matrix: [0, 1, -1, 0, page.height, 0], width: page.height, height: page.width });
		if (way === "askew") return askew(page, angle);
		if (way === "tiny" || way === "huge") {
			const scale = way === "tiny" ? 0.12 : 7;
			const matrix = [scale, 0, 0, scale, 0, 0];
			return moved(page, { matrix, width: page.width * scale, height: page.height * scale });
		}
		return page;
	});
}

function moved(
	page: PaintedPage,
	{ matrix, width, height }: { matrix: readonly number[]; width: number; height: number },
): PaintedPage {
	return { ...page, width, height, operators: `q ${matrix.map(num6).join(" ")} cm ${page.operators} Q` };
}

function askew(page: PaintedPage, angle: number): PaintedPage {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const [x, y] = [page.width / 2, page.height / 2];
	const matrix = [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
	return moved(page, { matrix, width: page.width, height: page.height });
}

function num6(value: number): string {
	return value.toFixed(6);
}

/** Two pages side by side on a sheet as large as one of them lying. */
function twoUp(pages: readonly PaintedPage[]): PaintedPage[] {
	const [width, height] = [Math.max(...pages.map((page) => page.height)), Math.max(...pages.map((page) => page.width))];
	const sheets = Array.from({ length: Math.ceil(pages.length / 2) }, (_, i) => pages.slice(i * 2, i * 2 + 2));
	return sheets.map((sheet) => {
		const parts = sheet.map((page, i) => {
			const scale = Math.min(width / 2 / page.width, height / page.height);
			return `q ${num(scale)} 0 0 ${num(scale)} ${num((i * width) / 2)} ${num(height - page.height * scale)} cm ${page.operators} Q`;
		});
		return { width, height, operators: parts.join("\n"), annotations: [] };
	});
}
