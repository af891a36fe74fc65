import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { ItemState, LetterFigures, LetterState } from "../desk/letter-state.ts";
import { count } from "./parts.ts";

/** Where a letter stands. */
export const LETTER_WORDS: Readonly<Record<LetterState, string>> = {
	out: "待整改",
	overdue: "已过期限",
	done: "已办结",
	withdrawn: "已撤回",
};

/** What became of one thing that a letter asked for. */
export const ITEM_WORDS: Readonly<Record<ItemState, string>> = {
	open: "待整改",
	mended: "已复核消除",
	"not-mended": "仍未改正",
	accepted: "说明成立",
};
/** Where a letter stands, as a badge. */
export function letterBadge(state: LetterState): Html {
	const tones = { out: "info", overdue: "warn", done: "verified", withdrawn: "undetermined" } as const;
	return html`<span class="badge ${tones[state]}">${LETTER_WORDS[state]}</span>`;
}

/** The year's figures of letters in one sentence. */
export function figuresLine(figures: LetterFigures): Html {
	const { sent, items, replied, mended, accepted, notMended, overdue, overdueItems, urged, published } = figures;
	return html`<p>发出整改通知${count(sent)}份（问题${count(items)}个），已回复${count(replied)}份；已复核消除${count(mended)}个，说明成立${count(accepted)}个，仍未改正${count(notMended)}个；已过期限未办结${count(overdue)}份（问题${count(overdueItems)}个）。催报${count(urged)}份，其后已公布${count(published)}份。</p>`;
}
