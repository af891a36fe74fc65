import { readFile } from "node:fs/promises";
import { rowLabelOf } from "../../pipelines/disclosure-report/labels.ts";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { digitalDocuments } from "../support/shared-corpus.ts";
import type { PeerReading } from "./peers.ts";

const COLUMNS = ["natural_person", "business", "research", "welfare", "legal_service", "other", "total"];

/** A digital report with what is printed in its table 三. */
export interface Measured {
	readonly file: string;
	readonly bytes: Uint8Array;
	/** Every cell of its tables has lines around it, and its text can be read as it is coded. */
	readonly isRuled: boolean;
	readonly rows: readonly TrueRow[];
}

/** A row of table 三: its path, the label of its leaf, and its seven figures as printed. */
interface TrueRow {
	readonly path: string;
	readonly label: string;
	readonly figures: readonly string[];
}

/** How many of the rows asked for came out whole. */
export interface Exactness {
	readonly all: number;
	/** Of reports with ruled tables. */
	readonly ruled: number;
}

/** Every digital report at hand: the samples, and the shared ones where present. */
export async function documents(): Promise<Measured[]> {
	const samples = await Promise.all(
		sampleFolders()
			.filter(({ isScan }) => !isScan)
			.map(async ({ pdf, typeset, name }) => {
				const { figures } = JSON.parse(await readFile(typeset, "utf8")) as { figures: Record<string, number | null> };
				return { file: pdf, figures, isRuled: !/no-rulings|stripes/.test(name) };
			}),
	);
	const others = [...digitalDocuments("corpus"), ...digitalDocuments("real")].map(({ pdf, truth }) => ({
		file: pdf,
		figures: truth.cells,
		isRuled: !/noline|tounicode/.test(pdf),
	}));
	return Promise.all(
		[...samples, ...others].map(async ({ file, figures, isRuled }) => ({
			...{ file, isRuled, bytes: new Uint8Array(await readFile(file)), rows: rowsOf(figures) },
		})),
	);
}

function rowsOf(figures: Readonly<Record<string, number | null>>): TrueRow[] {
	const rows = new Set(Object.keys(figures).flatMap((path) => /^(requests\..+)\.[a-z_]+$/.exec(path)?.[1] ?? []));
	return [...rows].flatMap((row) => {
		const values = COLUMNS.map((column) => figures[`${row}.${column}`]);
		if (values.some((value) => value === undefined)) return [];
		// The label of its group stands in the first row of the group, or in its middle: the row's own is its leaf.
		const leaf = (rowLabelOf(row).split(/[·\s]/).at(-1) ?? "").replace(/^[（(]?[0-9一二三四五六七八九十]+[）)、.]/, "");
		return [{ path: row, label: plain(leaf).slice(0, 4), figures: values.map((value) => (value === null ? "" : String(value))) }];
	});
}

function plain(text: string): string {
	return text.normalize("NFKC").replaceAll(/[\s"“”]/g, "");
}

/** A figure without thousands separators, signs of more and units, and nothing for a dash: as a reader of its table would type it. */
function figure(text: string): string {
	return plain(text).replaceAll(/(?<=\d),(?=\d)|^[+增]|[件条元]$|^[-—–/]+$/g, "");
}

/** How many rows of table 三 a reader of tables gives whole: seven figures, in order, at the end of the row with the label. */
export function exactnessOfRows(measured: readonly Measured[], readings: readonly Pick<PeerReading, "rows">[]): Exactness {
	return share(measured, ({ label, figures }, _, i) => {
		const wanted = figures.join("|");
		return (readings[i]?.rows ?? []).some(
			(cells) => cells.slice(-7).map(figure).join("|") === wanted && plain(cells.join("")).includes(label),
		);
	});
}

/** How many rows of table 三 stand in report.json as they are printed. */
export function exactnessOfReports(measured: readonly Measured[], reports: readonly (Report | undefined)[]): Exactness {
	return share(measured, ({ path, figures }, _, i) => {
		const cells = new Map(reports[i]?.cells.map((cell) => [cell.path, cell.value]));
		return COLUMNS.every((column, k) => String(cells.get(`${path}.${column}`) ?? "") === figures[k]);
	});
}

function share(measured: readonly Measured[], isRight: (row: TrueRow, of: Measured, index: number) => boolean): Exactness {
	const right: Record<keyof Exactness, [number, number]> = { all: [0, 0], ruled: [0, 0] };
	for (const [i, of] of measured.entries())
		for (const row of of.rows)
			for (const kind of of.isRuled ? (["all", "ruled"] as const) : (["all"] as const)) {
				right[kind][1]++;
				if (isRight(row, of, i)) right[kind][0]++;
			}
	return { all: right.all[0] / right.all[1], ruled: right.ruled[0] / right.ruled[1] };
}
