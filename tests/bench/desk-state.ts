import type { OwedReport } from "../../src/collecting/owed/owed-reports.ts";
import type { Desk } from "../../src/review/desk/desk.ts";
import { putOwed, putUnread } from "../../src/review/search-index/fill.ts";
import type { Action, DecisionRequest } from "../../src/review/store/decisions.ts";

/** The three who decide. */
export const REVIEWERS = ["王芳", "李强", "赵敏"];

const DAY_MS = 24 * 3600 * 1000;
const BEGAN = Date.parse("2025-12-01T01:00:00.000Z");
/** Decisions in one bulk. */
const BATCH = 100;

/** How much a season leaves at a desk, for each report that it holds. */
const SHARES = { decisions: 0.2, letters: 1 / 30, signOffs: 0.05, owed: 1, unread: 1 / 300 };

/**
 * Fills what a season leaves: decisions, letters with what came back, sign-offs, reports that are owed and files that were not
 * read. Returns how many of each.
 */
export function fillState(desk: Desk, reports: number): Record<keyof typeof SHARES, number> {
	const count = (share: number) => Math.ceil(reports * share);
	return {
		decisions: decideMany(desk, count(SHARES.decisions)),
		letters: sendMany(desk, count(SHARES.letters)),
		signOffs: signMany(desk, count(SHARES.signOffs)),
		...oweMany(desk, { owed: count(SHARES.owed), unread: count(SHARES.unread) }),
	};
}

/** Spread over the days of the season. */
function moment(n: number, of: number): string {
	return new Date(BEGAN + Math.floor((n / of) * 60) * DAY_MS + (n % 400) * 60_000).toISOString();
}

function decideMany(desk: Desk, wanted: number): number {
	const rows = desk.index.all<{
		fingerprint: string;
		figures: string;
		message: string;
		name: string;
		year: number;
		rule: string;
	}>(
		`select fingerprint, figures, finding.message, rule, finding.year, report.name from finding join report on report.id = finding.report
			where cause <> 'reading' and verdict = 'broken' order by finding.id desc limit ?`,
		[wanted],
	);
	const actions: readonly Action[] = ["confirm", "confirm", "dismiss", "ask"];
	for (let from = 0; from < rows.length; from += BATCH) {
		const wishes = rows.slice(from, from + BATCH).map(
			({ fingerprint, figures, message, name, year, rule }, i): DecisionRequest => ({
				...{ fingerprint, figures, expected: 0, action: actions[(from + i) % actions.length] ?? "confirm" },
				text: "经核对原文，数字无误，不成立的原因另见备注",
				about: JSON.stringify({ issuer: "青石市教育局", year, rule, message, name }),
			}),
		);
		const who = REVIEWERS[(from / BATCH) % REVIEWERS.length] ?? "";
		desk.decideAll(wishes, { who, at: moment(from, rows.length), batch: `bench-${from}` });
	}
	return rows.length;
}

function sendMany(desk: Desk, wanted: number): number {
	const organs = desk.index.all<{ name: string; year: number; sha256: string }>(
		`select issuer.name, report.year, report.sha256 from report join issuer on issuer.id = report.issuer
			where report.errors > 0 order by report.id limit ?`,
		[wanted],
	);
	organs.forEach(({ name, year, sha256 }, n) => {
		const at = moment(n, organs.length);
		const items = [1, 2, 3].map((item) => ({
			...{ item, year, fingerprint: (n * 4 + item).toString(16).padStart(16, "f"), rule: "A04-remedies-sum" },
			message: "表四“行政复议”合计：3＋4＝7，表中为8，两者不等。",
			basis: "国办公开办函〔2021〕30号",
			...{ cells: ["remedies.review.total"], figures: [{ path: "remedies.review.total", value: 8 }], sha256, known: [sha256] },
		}));
		const { id } = desk.letters.register({
			...{
				kind: "rectify",
				organ: name,
				at,
				who: REVIEWERS[n % 3] ?? "",
				sent_on: at.slice(0, 10),
				deadline: "2026-03-31",
				items,
			},
			number: (serial) => `〔2026〕${serial}号`,
			document: () => new Uint8Array(20_000),
		});
		const event = { letter: id, at, who: "程序复核", text: "", sha256: "", figures: [] };
		desk.letters.add({ ...event, item: 0, kind: "reply", text: "已整改" });
		if (n % 2 === 0) for (const item of [1, 2, 3]) desk.letters.add({ ...event, item, kind: "mended" });
	});
	desk.record.seal();
	return organs.length;
}

function signMany(desk: Desk, wanted: number): number {
	const rows = desk.index.all<{ sha256: string }>("select sha256 from report where errors = 0 order by id limit ?", [wanted]);
	rows.forEach(({ sha256 }, n) => {
		desk.letters.signOff({ at: moment(n, rows.length), who: REVIEWERS[n % 3] ?? "", sha256, text: "", is_withdrawn: 0 });
	});
	desk.record.seal();
	return rows.length;
}

/** The last year's reports of so many organs, and of years before what is needed besides. */
function oweMany(desk: Desk, wanted: { readonly owed: number; readonly unread: number }): { owed: number; unread: number } {
	const organs = desk.index.all<{ name: string; region: string; level: string }>(
		"select name, region, level from issuer order by id",
	);
	const years = Math.ceil(wanted.owed / organs.length);
	const owed = organs.flatMap(({ name, region, level }, n) =>
		Array.from(
			{ length: years },
			(_, i): OwedReport => ({
				...{
					issuer: name,
					year: 2013 - i,
					region,
					level,
					deadline: `${2014 - i}-01-31`,
					basis: "《政府信息公开条例》第四十九条",
				},
				state: "not-found",
				seenWhole: n % 3 > 0,
			}),
		),
	);
	const unread = organs.slice(0, wanted.unread).map(({ name, region, level }, n) => ({
		...{
			url: `https://site.example/${n}.pdf`,
			title: `${name}2025年年报`,
			source: "list",
			issuer: name,
			organ: name,
			region,
			level,
		},
		...{ year: 2025, reason: "damaged-pdf", detail: "The PDF cannot be opened" },
	}));
	desk.index.whole(() => {
		putOwed(desk.index, owed.slice(0, wanted.owed));
		putUnread(desk.index, unread);
	});
	return { owed: Math.min(owed.length, wanted.owed), unread: unread.length };
}
