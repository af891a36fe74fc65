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
	const standing = letters.filter((letter) => letterState(letter, today) !== "withdrawn");
	const [rectify, urge] = [standing.filter(({ kind }) => kind === "rectify"), standing.filter(({ kind }) => kind === "urge")];
	const states = (of: readonly Letter[]) => of.flatMap(itemStates);
	const count = (of: readonly Letter[], state: ItemState) => states(of).filter((own) => own === state).length;
	const overdue = rectify.filter((letter) => letterState(letter, today) === "overdue");
	return {
		sent: rectify.length,
		items: states(rectify).length,
		mended: count(rectify, "mended"),
		accepted: count(rectify, "accepted"),
		notMended: count(rectify, "not-mended"),
		replied: rectify.filter(({ events }) => events.some(({ kind }) => kind === "reply")).length,
		overdue: overdue.length,
		overdueItems: count(overdue, "open") + count(overdue, "not-mended"),
		urged: urge.length,
		published: count(urge, "mended"),
	};
}
