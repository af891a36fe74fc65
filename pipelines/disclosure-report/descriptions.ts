import { z } from "zod";
import { figureFields } from "./fields/figure-fields.ts";
import type { Forms } from "./fields/types.ts";
import { reportSchema } from "./schema.ts";

/** The published contract as JSON Schema (draft 2020-12), derived from the zod schema. */
export function jsonSchema(forms: Forms): string {
	return `${JSON.stringify(z.toJSONSchema(reportSchema(forms)), null, "\t")}\n`;
}

/** The codebook as CSV (UTF-8): one line a figure. */
export function codebook(forms: Forms): string {
	const lines = [["path", "column", "label_zh", "label_en", "type", "unit"]];
	for (const { path, zh, en, unit } of figureFields(forms).values())
		lines.push([path, path.replaceAll(".", "_"), zh, en, unit === "count" ? "integer" : "decimal", unit]);
	return `${lines.map((line) => line.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\r\n")}\r\n`;
}
