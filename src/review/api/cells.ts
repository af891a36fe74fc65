import type { z } from "zod";
import type { Desk } from "../desk/desk.ts";
import { reportsAfter } from "../search-index/keyset.ts";
import type { ReportRow } from "../search-index/lists.ts";
import { reportNamed } from "../search-index/lists.ts";
import { generationOf } from "../search-index/place.ts";
import { encodeCursor } from "./cursor.ts";
import { cellItem } from "./items.ts";
import type { CellsQuery } from "./queries.ts";
import { placeOf } from "./queries.ts";
import { ApiProblem } from "./route.ts";
import type { CellItem, CellPage } from "./schemas.ts";

/** Reports read for one page, so that a narrow path over many reports answers in time: its pages are short then. */
const MAX_REPORTS = 100;

/** Figures of reports, report by report; the cursor is the number that a report was told under, and the place of a figure in it. */
export async function cellPage(
	desk: Desk,
	{ report, path, limit, cursor, ...filters }: z.infer<typeof CellsQuery>,
): Promise<z.infer<typeof CellPage>> {
	if (path !== undefined) refuseUnknown(desk, path);
	const generation = generationOf(desk.index);
	const [first = 0, firstCell = 0] = placeOf(cursor, 2, generation) ?? [];
	const rows = report === undefined ? reportsAfter(desk.index, filters, first - 1, MAX_REPORTS) : oneReport(desk, report);
	const items: z.infer<typeof CellItem>[] = [];
	for (const row of rows) {
		const begin = row.seq === first || report !== undefined ? firstCell : 0;
		for (const [place, item] of await itemsFrom(desk, row, { begin, path })) {
			if (items.length === limit) return { items, next: encodeCursor([seqOf(row), place], generation) };
			items.push(item);
		}
	}
	const last = report === undefined && rows.length === MAX_REPORTS ? rows.at(-1) : undefined;
	return { items, next: last ? encodeCursor([seqOf(last) + 1, 0], generation) : null };
}

function seqOf({ seq }: ReportRow): number {
	return seq ?? 0;
}

/** A report's figures under a path from a place on, each with its place; none where its file is gone. */
async function itemsFrom(
	desk: Desk,
	row: ReportRow,
	{ begin, path }: { readonly begin: number; readonly path: string | undefined },
): Promise<(readonly [number, z.infer<typeof CellItem>])[]> {
	const found = await desk.reportOf(row.name);
	if (!found) return [];
	const cells = [...found.asRead.cells.entries()].slice(begin).filter(([, cell]) => isUnder(cell.path, path));
	return cells.map(([place, cell]) => {
		const correction = found.corrections.inForce.get(cell.path);
		return [place, cellItem(row, cell, { label: desk.pipeline.labelOf(cell.path), correction })];
	});
}

/** A mistyped path would answer with nothing, as if no report had the figure. */
function refuseUnknown({ pipeline }: Desk, path: string): void {
	const known = pipeline.dataset.tables.flatMap(({ columns }) =>
		columns.flatMap((column) => (column.path?.startsWith(TABLES) ? column.path.slice(TABLES.length) : [])),
	);
	if (known.some((one) => isUnder(one, path))) return;
	const parts = path.split(".");
	// The longest beginning that there is, and what may follow it.
	const within = parts.map((_, i) => parts.slice(0, parts.length - i - 1).join("."));
	const start = within.find((one) => one === "" || known.some((own) => isUnder(own, one))) ?? "";
	const next = known
		.filter((one) => start === "" || isUnder(one, start))
		.flatMap((one) => one.split(".")[start === "" ? 0 : start.split(".").length] ?? []);
	throw new ApiProblem(
		400,
		`path: there is no figure ${path}; ${start || "a path"} goes on with ${[...new Set(next)].join(", ")}`,
	);
}

/** What the set's columns have before the path of a figure. */
const TABLES = "tables.";

function oneReport(desk: Desk, name: string): ReportRow[] {
	const row = reportNamed(desk.index, name);
	if (!row) throw new ApiProblem(404, "There is no such report");
	return [row];
}

function isUnder(path: string, prefix: string | undefined): boolean {
	return prefix === undefined || path === prefix || path.startsWith(prefix.endsWith(".") ? prefix : `${prefix}.`);
}
