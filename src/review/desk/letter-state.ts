import type { Letter, LetterEvent, LetterItem } from "../store/letters.ts";

/** Where one thing stands that a letter asked for. */
export type ItemState = "open" | "mended" | "not-mended" | "accepted";

/** Where a letter stands. `overdue`: not all is mended and its deadline is past. */
export type LetterState = "out" | "overdue" | "done" | "withdrawn";

/** The last event that tells where an item stands: a re-check, or a person who accepted the organ's reasons. */
export function decidingEvent({ events }: Letter, item: number): LetterEvent | undefined {
	return events.findLast((event) => event.item === item && ["mended", "not-mended", "accepted"].includes(event.kind));
}

/** Where one item of a letter stands. */
export function itemState(letter: Letter, { item }: LetterItem): ItemState {
	const kind = decidingEvent(letter, item)?.kind;
	return kind === "mended" || kind === "not-mended" || kind === "accepted" ? kind : "open";
}

/** Letters are never changed, only replaced by one with more events: what each came to is told once. */
const known = new WeakMap<Letter, readonly ItemState[]>();

function itemStates(letter: Letter): readonly ItemState[] {
	const states = known.get(letter) ?? letter.items.map((item) => itemState(letter, item));
	known.set(letter, states);
	return states;
}

/** Where a letter stands on a day of the office. */
export function letterState(letter: Letter, today: string): LetterState {
	if (letter.events.some(({ kind }) => kind === "withdrawn")) return "withdrawn";
	const states = itemStates(letter);
	if (states.every((state) => state === "mended" || state === "accepted")) return "done";
	return letter.deadline < today ? "overdue" : "out";
}

/** The year's figures of letters, as overview, workbook and bulletin tell them. */
export interface LetterFigures {
	readonly sent: number;
	readonly items: number;
	readonly mended: number;
	readonly accepted: number;
	readonly notMended: number;
	readonly replied: number;
	/** Letters past their deadline that are not done, and the items in them that are not mended. */
	readonly overdue: number;
	readonly overdueItems: number;
	readonly urged: number;
	/** Missing reports that were published after a letter. */
	readonly published: number;
}

/** Counts letters that still stand. */
export function letterFigures(letters: readonly Letter[], today: string): LetterFigures {
	const sum = {
		sent: 0,
		items: 0,
		mended: 0,
		accepted: 0,
		notMended: 0,
		replied: 0,
		overdue: 0,
		overdueItems: 0,
		urged: 0,
		published: 0,
	};
	for (const letter of letters) {
		const state = letterState(letter, today);
		if (state === "withdrawn") continue;
		const states = itemStates(letter);
		const count = (wanted: ItemState) => states.filter((own) => own === wanted).length;
		if (letter.kind === "urge") {
			sum.urged++;
			sum.published += count("mended");
			continue;
		}
		sum.sent++;
		sum.items += states.length;
		sum.mended += count("mended");
		sum.accepted += count("accepted");
		sum.notMended += count("not-mended");
		if (letter.events.some(({ kind }) => kind === "reply")) sum.replied++;
		if (state !== "overdue") continue;
		sum.overdue++;
		sum.overdueItems += count("open") + count("not-mended");
	}
	return sum;
}
