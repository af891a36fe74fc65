import type { FlaggedReport } from "../../output/documents/desk-lines.ts";
import { renderUrge } from "../../output/documents/letter-parts.ts";
import { isForNotice, renderNotice } from "../../output/documents/notice.ts";
import { reportsOf } from "../search-index/lists.ts";
import type { OwedRow } from "../search-index/owed.ts";
import { owedOf } from "../search-index/owed.ts";
import type { Letter, LetterItem } from "../store/letters.ts";
import type { Desk } from "./desk.ts";
import { itemState, letterState } from "./letter-state.ts";
import type { OutputPlace } from "./outputs.ts";
import { confirmedReports } from "./outputs.ts";
import { figuresIn } from "./recheck.ts";

/** What a person says of a letter that is to be made. */
export interface LetterOrder {
	readonly organ: string;
	/** Before the number, such as 青政公开; empty for none. */
	readonly prefix: string;
	/** ISO dates. */
	readonly sentOn: string;
	readonly deadline: string;
	readonly who: string;
	readonly at: string;
}

/** Confirmed findings of an organ that no standing letter asks to mend yet, by report. */
export async function lettersDue(desk: Desk, organ: string, place: OutputPlace): Promise<FlaggedReport[]> {
	const asked = new Set(
		desk.letters
			.list(organ)
			.filter((letter) => letterState(letter, place.today) !== "withdrawn")
			.flatMap((letter) =>
				letter.items.filter((item) => itemState(letter, item) === "open").map(({ fingerprint }) => fingerprint),
			),
	);
	const reports = await confirmedReports(desk, organ, {}, place);
	return reports
		.map((report) => ({
			...report,
			findings: report.findings.filter((finding) => isForNotice(finding) && !asked.has(finding.fingerprint)),
		}))
		.filter(({ findings }) => findings.length > 0);
}

/** Registers a 整改通知书 for all that is due; undefined where nothing is. */
export async function makeNotice(desk: Desk, order: LetterOrder, place: OutputPlace): Promise<Letter | undefined> {
	const { organ, deadline, sentOn, who, at } = order;
	const reports = await lettersDue(desk, organ, place);
	const items = await itemsOf(desk, organ, reports);
	if (items.length === 0) return undefined;
	return desk.letters.register({
		...{ kind: "rectify", organ, at, who, sent_on: sentOn, deadline, items },
		number: numberOf(order),
		document: (number) =>
			renderNotice(
				{ issuer: organ, deadline, reports, head: { number, sentOn, office: desk.office } },
				desk.pipeline.notice,
				desk.paper,
			) ?? new Uint8Array(),
	});
}

async function itemsOf(desk: Desk, organ: string, reports: readonly FlaggedReport[]): Promise<LetterItem[]> {
	const items: LetterItem[] = [];
	for (const flagged of reports) {
		const known = reportsOf(desk.index, organ).filter(({ year }) => year === flagged.year);
		const row = known.find(({ sha256 }) => sha256 === flagged.sha256);
		const report = row && (await desk.reportOf(row.name))?.report;
		if (!report) continue;
		for (const { fingerprint, rule, message, basis, cells } of flagged.findings)
			items.push({
				...{ item: items.length + 1, year: flagged.year, fingerprint, rule, message, basis, cells },
				figures: figuresIn(
					report,
					cells.filter((path) => report.cells.some((cell) => cell.path === path)),
				),
				sha256: flagged.sha256,
				known: known.map(({ sha256 }) => sha256),
			});
	}
	return items;
}

/** Reports of an organ that it may be urged for: past their deadline, and looked for in all that may list them. */
export function urgeable(desk: Desk, organ: string, today: string): OwedRow[] {
	const asked = new Set(
		desk.letters
			.list(organ)
			.filter((letter) => letter.kind === "urge" && letterState(letter, today) === "out")
			.flatMap(({ items }) => items.map(({ year }) => year)),
	);
	return owedOf(desk.index, organ).filter(
		({ state, seen_whole, deadline, year }) => state === "not-found" && seen_whole === 1 && deadline < today && !asked.has(year),
	);
}

/** Registers a 催报通知 for all reports that are missing for sure; undefined where there are none. */
export function makeUrge(desk: Desk, order: LetterOrder, today: string): Letter | undefined {
	const { organ, deadline, sentOn, who, at } = order;
	const lines = urgeable(desk, organ, today);
	if (lines.length === 0) return undefined;
	const items = lines.map(
		({ year, basis }, i): LetterItem => ({
			...{ item: i + 1, year, fingerprint: "", rule: "", message: `未发现${year}年度报告`, basis },
			...{ cells: [], figures: [], sha256: "", known: [] },
		}),
	);
	const told = lines.map(({ year, deadline: due, basis }) => ({ year, due, basis }));
	return desk.letters.register({
		...{ kind: "urge", organ, at, who, sent_on: sentOn, deadline, items },
		number: numberOf(order),
		document: (number) => renderUrge({ organ, lines: told, deadline }, { number, sentOn, office: desk.office }, desk.paper),
	});
}

function numberOf({ prefix, sentOn }: LetterOrder): (serial: number) => string {
	return (serial) => `${prefix}〔${sentOn.slice(0, 4)}〕${serial}号`;
}
