import type { ReportRow } from "../search-index/lists.ts";
import { decidedOf } from "../search-index/lists.ts";
import type { Letter } from "../store/letters.ts";
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

/** Tells where reports stand, from decisions, letters and sign-offs; made once for many reports. */
export function stagesOf(desk: Desk): (row: Pick<ReportRow, "name" | "issuer" | "year" | "sha256">) => Stage {
	const today = desk.roster.today();
	const letters = desk.letters.list().filter((letter) => letterState(letter, today) !== "withdrawn");
	const byReport = new Map<string, Letter[]>();
	for (const letter of letters)
		for (const year of new Set(letter.items.map((item) => item.year))) {
			const key = `${letter.organ} ${year}`;
			byReport.set(key, [...(byReport.get(key) ?? []), letter]);
		}
	const signed = desk.letters.signedOff();
	return ({ name, issuer, year, sha256 }) => {
		const own = (byReport.get(`${issuer} ${year}`) ?? []).filter(({ kind }) => kind === "rectify");
		if (own.some((letter) => letterState(letter, today) !== "done")) return "letter-out";
		const { todo, confirmed, decided } = decidedOf(desk.index, name);
		if (confirmed > 0) return "under-review";
		if (own.length > 0) return "corrected";
		if (signed.has(sha256) || (decided > 0 && todo === 0)) return "closed";
		return decided > 0 ? "under-review" : "read";
	};
}
