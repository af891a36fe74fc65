import type { ReportRow } from "../search-index/lists.ts";
import { decidedOf } from "../search-index/lists.ts";
import type { Desk } from "./desk.ts";
import { letterState } from "./letter-state.ts";

/** Where a report stands that is read: the second half of the record of an owed report. */
export type Stage = "read" | "under-review" | "letter-out" | "corrected" | "closed";

/** Chinese names of where an owed report stands, read or not. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
	read: "已读取，未核查",
	"under-review": "核查中",
	"letter-out": "已发函",
	corrected: "已复核消除",
	closed: "已办结",
};

/** Where a report stands, from decisions, letters and sign-offs. */
export function stageOf(
	desk: Desk,
	{ name, issuer, year, sha256 }: Pick<ReportRow, "name" | "issuer" | "year" | "sha256">,
): Stage {
	const today = desk.roster.today();
	const states = desk.letters
		.list(issuer)
		.filter(({ kind, items }) => kind === "rectify" && items.some((item) => item.year === year))
		.map((letter) => letterState(letter, today))
		.filter((state) => state !== "withdrawn");
	if (states.some((state) => state !== "done")) return "letter-out";
	const { todo, confirmed, decided } = decidedOf(desk.index, name);
	if (confirmed > 0) return "under-review";
	if (states.length > 0) return "corrected";
	if (desk.letters.signOffOf(sha256) !== undefined || (decided > 0 && todo === 0)) return "closed";
	return decided > 0 ? "under-review" : "read";
}
