import { z } from "zod";
import { labelByPath } from "./labels.ts";
import { Report } from "./schema.ts";

/** The published contract as JSON Schema (draft 2020-12), derived from the zod schema. */
export function jsonSchema(): string {
	return `${JSON.stringify(z.toJSONSchema(Report), null, "\t")}\n`;
}

/** The codebook as CSV (UTF-8 with byte-order mark, for spreadsheets): one line a figure. */
export function codebook(): string {
	const lines = [["path", "column", "label_zh", "label_en", "type", "unit"]];
	for (const [path, { zh, en }] of labelByPath) {
		const isMoney = path.endsWith(".amount");
		lines.push([
			path,
			path.replaceAll(".", "_"),
			zh,
			en,
			isMoney ? "decimal" : "integer",
			path === "proactive.fees.amount" ? "10,000 yuan" : isMoney ? "as printed" : "count",
		]);
	}
	return `\ufeff${lines.map((line) => line.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\r\n")}\r\n`;
}
