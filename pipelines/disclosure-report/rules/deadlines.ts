import type { OrganFacts } from "../../../src/family.ts";
import { LAW_49 } from "./citations.ts";
import type { OrganKind, OrganLevel } from "./organ.ts";
import { organOf } from "./organ.ts";

/** When organs of a kind must have published, as data. */
export interface Deadline {
	readonly rule: "D01-dept-jan31" | "D02-gov-mar31" | "D03-township";
	readonly kinds: readonly OrganKind[];
	readonly levels: readonly OrganLevel[];
	/** Month and day of the year after the one reported on. */
	readonly day: string;
	readonly basis: string;
}

/** The law's deadlines. The regulation names no township: its day is local custom. */
export const DEADLINES: readonly Deadline[] = [
	{
		rule: "D01-dept-jan31",
		kinds: ["department"],
		levels: ["central", "province", "city", "county", "unknown"],
		day: "01-31",
		basis: `${LAW_49}第一款`,
	},
	{
		rule: "D02-gov-mar31",
		kinds: ["government"],
		levels: ["province", "city", "county", "unknown"],
		day: "03-31",
		basis: `${LAW_49}第二款`,
	},
	{
		rule: "D03-township",
		kinds: ["township", "street"],
		levels: ["township", "unknown"],
		day: "01-31",
		basis: "《政府信息公开条例》第四十九条未规定乡镇、街道期限；按当地通知，默认1月31日",
	},
];

/**
 * Level and due day of an organ, by the law above, for whoever lists what is owed. Of an organ whose kind its name does
 * not tell the later day is taken: nobody is late by a guess.
 */
export function organFacts(name: string, rosterLevel?: string): OrganFacts {
	const { kind, level } = organOf(name, rosterLevel);
	const { day, basis } =
		DEADLINES.find(({ kinds }) => kinds.includes(kind)) ?? DEADLINES.reduce((a, b) => (a.day > b.day ? a : b));
	const told = kind === "department" ? "department" : level === "unknown" ? "" : level;
	return { level: rosterLevel ?? told, due: { day, basis } };
}
