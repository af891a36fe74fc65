import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomFrom } from "../../samples/make/figures.ts";
import { readPdf } from "../../src/reading/read-pdf.ts";
import { findTables } from "../../src/reading/tables/find-tables.ts";
import { drawnPdf } from "../support/drawn-pdf.ts";
import { adjacencyF1, gridOf } from "./grids.ts";
import type { Exactness } from "./measured.ts";
import type { Peer } from "./peers.ts";

/** How generated tables look. */
export const LOOKS = [
	"ruled",
	"thin fills",
	"white shading",
	"across only",
	"unruled",
	"merged",
	"ragged",
	"unruled ragged",
	"wrapped",
	"unruled wrapped",
] as const;
type Look = (typeof LOOKS)[number];
const WORDS = ["Revenue", "Costs", "Staff", "Grants", "Schools", "Roads", "Water", "Health", "Parks", "Taxes", "Fees", "Rent"];

interface GeneralTable {
	readonly look: Look;
	readonly truth: readonly (readonly string[])[];
	readonly pdf: Uint8Array;
}

/** What every reader makes of the generated tables. */
export interface SuiteResult {
	readonly count: number;
	readonly looks: readonly string[];
	readonly scores: readonly { readonly name: string; readonly byLook: readonly number[]; readonly all: number }[];
}

/** Generates tables of every look, with text around them, and scores gouji and the peers that know tables. */
export async function tableSuite(peers: readonly Peer[], perLook = 6): Promise<SuiteResult> {
	const folder = mkdtempSync(join(tmpdir(), "gouji-tables-"));
	try {
		const made = LOOKS.flatMap((look, l) => Array.from({ length: perLook }, (_, i) => generalTable(look, 100 * l + i + 1)));
		const files = made.map(({ pdf }, i) => {
			const file = join(folder, `table-${i}.pdf`);
			writeFileSync(file, pdf);
			return file;
		});
		const ours = await Promise.all(made.map(async ({ pdf }) => findTables((await readPdf(pdf)).pages).map(gridOf)));
		const others = peers.flatMap(({ name, read }) => {
			const readings = read(files);
			return readings?.some(({ tables }) => tables) ? [{ name, tables: readings.map((reading) => reading.tables ?? []) }] : [];
		});
		const scores = [{ name: "gouji", tables: ours }, ...others].map(({ name, tables }) => {
			const f1 = made.map(({ truth }, i) => adjacencyF1(tables[i] ?? [], truth));
			const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
			return { name, byLook: LOOKS.map((look) => mean(f1.filter((_, i) => made[i]?.look === look))), all: mean(f1) };
		});
		return { count: made.length, looks: LOOKS, scores };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** One page with a table in this look between two paragraphs; the seed decides sizes, words and figures. */
export function generalTable(look: Look, seed: number): GeneralTable {
	const below = randomFrom(seed);
	const [rows, columns] = [4 + below(6), 3 + below(3)];
	const [left, top, pitch] = [60, 640, look.endsWith("wrapped") ? 32 : 18];
	const isUnruled = look.startsWith("unruled");
	const widths = Array.from({ length: columns }, (_, j) => (j === 0 ? 110 : 70 + below(20)));
	const xs = [left];
	for (const width of widths) xs.push((xs.at(-1) ?? left) + width);
	const truth = Array.from({ length: rows }, (_, i) =>
		Array.from({ length: columns }, (_, j) => {
			if (i === 0) return j === 0 ? "Item" : `Y${2015 + j}`;
			const word = `${WORDS[below(WORDS.length)]} ${i}`;
			if (j === 0) return look.endsWith("wrapped") && below(2) === 0 ? `${word} and|other purposes` : word;
			if (look.endsWith("ragged") && below(3) === 0) return "";
			return String(below(9000) + 100 * i + j);
		}),
	);
	const spans = look === "merged" && columns > 2;
	if (spans && truth[0]) truth[0] = ["Item", "Amounts", ...Array.from({ length: columns - 2 }, () => "")];
	const right = xs.at(-1) ?? left;
	const y = (row: number) => top - row * pitch;
	const paint: string[] = [];
	const thin = look === "thin fills";
	const across = (row: number, from = left, to = right) =>
		paint.push(thin ? `${from} ${y(row) - 0.25} ${to - from} 0.5 re f` : `${from} ${y(row)} m ${to} ${y(row)} l S`);
	const down = (x: number, from = 0) =>
		paint.push(thin ? `${x - 0.25} ${y(rows)} 0.5 ${y(from) - y(rows)} re f` : `${x} ${y(from)} m ${x} ${y(rows)} l S`);
	paint.push("0.5 w");
	if (look === "white shading")
		paint.push(
			"1 1 1 rg",
			`50 ${top + 20} 480 60 re f`,
			...truth.map((_, i) => `${left} ${y(i + 1)} ${right - left} ${pitch} re f`),
			"0 g",
		);
	if (!isUnruled) for (let i = 0; i <= rows; i++) across(i);
	if (!isUnruled && look !== "across only") xs.forEach((x, j) => void down(x, spans && j > 1 && j < columns ? 1 : 0));
	const say = (text: string, x: number, at: number) => paint.push(`BT /F1 10 Tf 1 0 0 1 ${x} ${at} Tm (${text}) Tj ET`);
	say("The amounts below are those of the year and of the years before it, as they were", left, top + 40);
	say("reported to the assembly in spring. Figures are in thousands and are not audited.", left, top + 26);
	for (const [i, row] of truth.entries())
		for (const [j, text] of row.entries()) {
			const wide = text.length * 5.3;
			const [first = "", second] = text.split("|");
			if (second !== undefined) {
				say(first, (xs[j] ?? 0) + 4, y(i + 1) + 18);
				say(second, (xs[j] ?? 0) + 4, y(i + 1) + 6);
			} else if (text !== "")
				say(text, j === 0 || i === 0 ? (xs[j] ?? 0) + 4 : (xs[j + 1] ?? 0) - 6 - wide, y(i + 1) + pitch / 2 - 4);
		}
	say("Nothing else changed in the course of the year, and no further payment is expected.", left, y(rows) - 40);
	const printed = truth.map((row) => row.map((text) => text.replace("|", "")));
	return { look, truth: printed, pdf: drawnPdf(paint.join("\n"), { mediaBox: "[0 0 595 842]" }) };
}

/** Bars: time beside exactness of readers of reports, as SVG that needs no script. */
export function plotOf(lines: readonly (readonly [string, number, Exactness | undefined])[]): string {
	const most = Math.max(...lines.map(([, ms]) => ms));
	const bars = lines.map(([name, ms, exactness], i) => {
		const at = 30 + i * 34;
		const share = exactness?.ruled;
		const width = Math.max(1, (360 * ms) / most);
		const said = `${ms.toFixed(0)} ms${share === undefined ? "" : `, ${(100 * share).toFixed(1)} % of ruled rows`}`;
		return `<text x="330" y="${at + 15}" text-anchor="end">${name}</text><rect x="340" y="${at}" width="${width.toFixed(1)}" height="20" fill="${share !== undefined && share >= 0.99 ? "#2a7" : "#999"}"/><text x="${(346 + width).toFixed(1)}" y="${at + 15}">${said}</text>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${50 + lines.length * 34}" font-family="sans-serif" font-size="13"><text x="340" y="18">Time for one report; green: at least 99 % of the rows of ruled reports right</text>${bars.join("")}</svg>\n`;
}
