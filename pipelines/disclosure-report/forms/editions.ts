import { proactiveForm } from "./proactive.ts";
import { remediesForm } from "./remedies.ts";
import { OTHER_ROW_2019, OTHER_ROWS_2021, requestsForm } from "./requests.ts";

/** An edition of the statutory form that has the three tables. */
export type Edition = "2019" | "2021";

/** The edition that a report on a year should follow: 〔2019〕60号 for 2019 and 2020, 〔2021〕30号 since. */
export function editionFor(year: number): Edition | "pre2019" {
	if (year <= 2018) return "pre2019";
	return year <= 2020 ? "2019" : "2021";
}

/** Paths of table 二 in an edition, in printed order: 22 for 2019, 10 for 2021. */
export function proactivePaths(edition: Edition): string[] {
	return proactiveForm.rows.flatMap((row) => {
		const editions: readonly (readonly { readonly key: string }[])[] = row.editions;
		const columns = edition === "2021" ? editions[0] : editions.at(-1);
		const isOnly2019 = row.key === "other_services" || row.key === "procurement";
		if (edition === "2021" && isOnly2019) return [];
		return (columns ?? []).map((column) => `proactive.${row.key}.${column.key}`);
	});
}

/** Rows of table 三 in an edition, in printed order: 23 for 2019, 25 for 2021. */
export function requestRows(edition: Edition): string[] {
	const drop: readonly string[] = edition === "2021" ? [OTHER_ROW_2019] : OTHER_ROWS_2021;
	return requestsForm.rows.map((row) => row.key).filter((key) => !drop.includes(key));
}

/** Paths of table 三 in an edition: 161 for 2019, 175 for 2021. */
export function requestPaths(edition: Edition): string[] {
	return requestRows(edition).flatMap((row) => requestsForm.columns.map((column) => `requests.${row}.${column.key}`));
}

/** The 15 paths of table 四. */
export function remedyPaths(): string[] {
	return remediesForm.blocks.flatMap((block) => remediesForm.columns.map((column) => `remedies.${block.key}.${column.key}`));
}
