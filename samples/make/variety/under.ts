import type { GrayImage } from "../../../src/reading/ocr/gray.ts";

const WORDS = "政府信息公开工作年度报告总体情况收到和处理申请数量结转下年度继续办理行政复议诉讼维持纠正其他";

/** Text painted under a scan as recognition programs leave it: in rows, and not what the picture shows. */
export function wrongTextUnder({ width, height }: GrayImage, dpi: number, random: (below: number) => number): string {
	const [widthPt, heightPt] = [(width * 72) / dpi, (height * 72) / dpi];
	const lines: string[] = [];
	const mode = random(2) === 0 ? "0 Tr" : "3 Tr";
	for (let y = heightPt - 70; y > 60; y -= 18) {
		const words = Array.from({ length: 24 }, () => WORDS[random(WORDS.length)] ?? "").join("");
		const text = random(3) === 0 ? `${random(400)} ${random(90)} ${random(90)} ${random(9)}` : words;
		const hex = [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, "0")).join("");
		lines.push(`BT ${mode} /F ${Math.min(12, widthPt / 40).toFixed(1)} Tf 60 ${y.toFixed(1)} Td <${hex}> Tj ET`);
	}
	return `${lines.join("\n")}\n`;
}
