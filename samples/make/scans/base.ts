import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Figures } from "../figures.ts";
import { randomFrom } from "../figures.ts";
import { typeset } from "../make.ts";
import type { Random, ShownPiece, ShownReport } from "../shown/model.ts";
import { shownReport } from "../shown/report.ts";
import { fodtOf } from "../variety/fodt.ts";
import { htmlOf } from "../variety/html.ts";
import type { MadeReport, Piece } from "../variety/report.ts";
import type { Fault } from "./faults.ts";
import { faultOf } from "./faults.ts";
import type { Style } from "./styles.ts";

/** Forms of the report that scans are made of. */
export const FORMS = ["2021", "2019", "pre2019"] as const;

/** What is printed in a made scan, in the shape of the corpus. */
export interface ScanTruth {
	readonly id: string;
	readonly issuer: string;
	readonly year: number;
	readonly form: string;
	readonly published_on: string;
	readonly cells: Figures;
	readonly faults: readonly Fault[];
	/** Codes of rules that the printed figures break. */
	readonly must_find: readonly string[];
	readonly style: string;
	readonly scan: boolean;
}

/** Which report is set: the same ones give the same pages. */
export interface BaseChoice {
	readonly seed: number;
	readonly style: Style;
	readonly form: (typeof FORMS)[number];
}

/** A report as the word processor or browser made it. */
export interface Base {
	readonly pdf: Uint8Array;
	readonly truth: ScanTruth;
}

/** Of this many reports, how many have a sum that is broken on purpose. */
const FAULTY = [2, 5] as const;

/** The report of a choice; set once and kept in a folder for other conditions. */
export async function baseOf(choice: BaseChoice, folder: string): Promise<Base> {
	const { seed, style, form } = choice;
	const name = `${seed}-${style.name}-${form}`;
	const [pdf, json] = [join(folder, `${name}.pdf`), join(folder, `${name}.json`)];
	if (!existsSync(json) || !existsSync(pdf)) {
		const { report, truth, look } = reportOf(choice, name);
		await mkdir(folder, { recursive: true });
		if (look.engine === "chromium") await typeset(htmlOf(report, look), pdf);
		else await typesetByOffice(fodtOf(report, look), pdf);
		await writeFile(json, `${JSON.stringify(truth, null, " ")}\n`);
	}
	return { pdf: new Uint8Array(await readFile(pdf)), truth: JSON.parse(await readFile(json, "utf8")) as ScanTruth };
}

function reportOf({ seed, style, form }: BaseChoice, id: string) {
	const random = randomFrom([...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, seed));
	for (let i = 0; i < 8; i++) random(10);
	const clean = shownReport(random(1_000_000), random, { form, isOfficial: true });
	const { shown, fault, mustFind } = faulty(clean, random);
	const { issuer, year, published_on, cells } = shown.truth;
	const truth: ScanTruth = {
		id,
		...{ issuer, year, form: shown.truth.form, published_on, cells },
		faults: fault ? [fault] : [],
		must_find: mustFind,
		style: style.name,
		scan: true,
	};
	const report: MadeReport = {
		name: id,
		pieces: shown.pieces.map((piece) => pieceOf(piece, style)),
		truth: { issuer, year, published_on, form, sections: [], figures: cells },
	};
	return { report, truth, look: style.look(random) };
}

function faulty(report: ShownReport, random: Random) {
	const isFaulty = random(FAULTY[1]) < FAULTY[0];
	const planted = isFaulty ? faultOf(report.truth.cells, report.truth.form, random) : undefined;
	if (!planted) return { shown: report, fault: undefined, mustFind: [] };
	const pieces = report.pieces.map((piece): ShownPiece => {
		if (piece.kind !== "table") return piece;
		const cells = piece.cells.map((cell) => {
			if (cell.path === undefined || planted.cells[cell.path] === undefined) return cell;
			return { ...cell, text: String(planted.cells[cell.path]) };
		});
		return { ...piece, cells };
	});
	const truth = { ...report.truth, cells: { ...report.truth.cells, ...planted.cells } };
	return { shown: { pieces, truth }, fault: planted.fault, mustFind: planted.mustFind };
}

function pieceOf(piece: ShownPiece, { hasWideDigits }: Style): Piece {
	if (piece.kind !== "table") return piece;
	const wide = (text: string) =>
		text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).replaceAll(".", "．");
	const cells = piece.cells.map(({ path, parts: _, ...cell }) =>
		path !== undefined && hasWideDigits ? { ...cell, text: wide(cell.text) } : cell,
	);
	return { kind: "table", sheet: { ...piece, cells }, isWide: piece.isWide };
}

async function typesetByOffice(flat: string, pdf: string): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-"));
	try {
		const source = join(folder, "page.fodt");
		await writeFile(source, flat);
		const profile = `-env:UserInstallation=file://${folder}/profile`;
		const program = process.env.SOFFICE ?? "soffice";
		const options = [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source];
		await promisify(execFile)(program, options, { timeout: 180_000 });
		await writeFile(pdf, await readFile(join(folder, "page.pdf")));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
