import type { Decision, LinearEquation } from "../../model/decision.ts";
import type { FigureReadings, WeighedReading } from "./figure-readings.ts";
import {
	besideDigits,
	isAgreed,
	isCorroborated,
	isDenied,
	isMarked,
	isSignedByPlace,
	isSpelledAlike,
	isWider,
	weigh,
	withoutSpecks,
} from "./figure-readings.ts";

/** Changing a reading for the sake of an equation must cost less than this, in weight. */
const MIN_RATIO = 1e-5;
/** Rounds of repair; each closes at least one equation. */
const MAX_ROUNDS = 60;

/**
 * Decides what figures were printed: the likeliest readings under which the form's equations
 * close. Only values that some engine read are considered, so nothing is invented, and a figure on
 * which the engines agree is never changed: where such figures leave an equation open, it is the
 * page that is wrong. Blank and 0 close the same equations: sums never tell one from the other, only the ink does.
 * Order of the input does not matter.
 */
export function solve(read: readonly FigureReadings[], equations: readonly LinearEquation[]): Decision[] {
	const figures = withPlaces(read.map(withoutSpecks), equations);
	const choices = new Map(figures.map((figure) => [figure.path, weigh(figure)]));
	const agreed = new Set(
		figures.filter((figure) => isAgreed(figure, choices.get(figure.path)?.[0]?.value)).map((figure) => figure.path),
	);
	const corroborated = new Set(
		figures.filter((figure) => isCorroborated(figure, choices.get(figure.path)?.[0]?.value)).map((figure) => figure.path),
	);
	const chosen = new Map<string, WeighedReading | undefined>([...choices].map(([path, weighed]) => [path, weighed[0]]));
	const usable = equations.filter(({ left, right }) => [...left, ...right].every((path) => chosen.get(path) !== undefined));
	const state: State = { choices, agreed, corroborated, denied: new Set(), proven: new Set(), chosen, equations: usable };
	const changed = repair(state);
	for (const figure of figures) if (isDenied(figure, chosen.get(figure.path)?.value)) state.denied.add(figure.path);
	for (const path of changed) corroborated.delete(path);
	const first = figures.map((figure) => decide(figure, state, changed.has(figure.path)));
	for (const { path, proof } of first) if (proof === "proven") state.proven.add(path);
	return figures.map((figure, i) => {
		const decision = first[i];
		return decision?.proof === "proven" ? decision : decide(figure, state, changed.has(figure.path));
	});
}

/**
 * The place tells nothing of figures that no sum covers where most of them stand off the middle, not being centred, or where any is
 * read with another mark than a minus, such as a plus, which moves digits alike.
 */
function withPlaces(figures: readonly FigureReadings[], equations: readonly LinearEquation[]): FigureReadings[] {
	const summed = new Set(equations.flatMap(({ left, right }) => [...left, ...right]));
	const lone = figures.filter((figure) => !summed.has(figure.path) && besideDigits(figure) !== "unknown");
	const off = lone.filter((figure) => besideDigits(figure) !== "nothing");
	const isMixed = figures.some(({ path, readings }) => !summed.has(path) && readings.some(isMarked));
	if (2 * off.length <= lone.length && !isMixed) return [...figures];
	return figures.map((figure) => (summed.has(figure.path) ? figure : { ...figure, offCentre: undefined }));
}

interface State {
	readonly choices: ReadonlyMap<string, readonly WeighedReading[]>;
	readonly agreed: ReadonlySet<string>;
	/** Read alike by all engines, some of them unsure; proven by one closed sum of such figures. */
	readonly corroborated: ReadonlySet<string>;
	/** Figures that an engine is sure to have read otherwise than chosen. */
	readonly denied: Set<string>;
	/** Figures that are proven already. */
	readonly proven: Set<string>;
	readonly chosen: Map<string, WeighedReading | undefined>;
	readonly equations: readonly LinearEquation[];
}

/** Takes the cheapest change that closes equations and opens none, until there is no such change. */
function repair(state: State): Set<string> {
	const changed = new Set<string>();
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const open = state.equations.filter((equation) => !closes(equation, state.chosen));
		const paths = new Set(open.flatMap(({ left, right }) => [...left, ...right]));
		let best: Change | undefined;
		for (const change of [...paths].sort().flatMap((path) => changesOf(path, state)))
			if (!best || change.gain > best.gain || (change.gain === best.gain && change.ratio > best.ratio)) best = change;
		if (!best) break;
		state.chosen.set(best.path, best.to);
		changed.add(best.path);
	}
	return changed;
}

/** Another reading for a figure: how many equations it closes, and how likely it is beside the one chosen. */
interface Change {
	readonly path: string;
	readonly to: WeighedReading;
	readonly gain: number;
	readonly ratio: number;
}

/** What a figure may be changed to. */
function changesOf(path: string, state: State): Change[] {
	const now = state.chosen.get(path);
	if (!now || state.agreed.has(path)) return [];
	return (state.choices.get(path) ?? [])
		.filter(({ value }) => value !== now.value)
		.map((to) => ({ path, to, gain: gainOf(path, to, state), ratio: to.weight / now.weight }))
		.filter(({ gain, ratio }) => gain > 0 && ratio >= MIN_RATIO);
}

/** Equations that a change closes; 0 if it opens any. */
function gainOf(path: string, to: WeighedReading, { chosen, equations }: State): number {
	const touched = equations.filter(({ left, right }) => left.includes(path) || right.includes(path));
	const before = touched.map((equation) => closes(equation, chosen));
	const trial = new Map(chosen).set(path, to);
	const after = touched.map((equation) => closes(equation, trial));
	if (before.some((was, i) => was && !after[i])) return 0;
	return after.filter(Boolean).length - before.filter(Boolean).length;
}

function closes({ left, right }: LinearEquation, chosen: ReadonlyMap<string, WeighedReading | undefined>): boolean {
	const sum = (paths: readonly string[]) => paths.reduce((total, path) => total + (chosen.get(path)?.value ?? 0), 0);
	return Math.abs(sum(left) - sum(right)) < 1e-6;
}

function decide(figure: FigureReadings, state: State, isChanged: boolean): Decision {
	const { path } = figure;
	const choice = state.chosen.get(path);
	if (!choice)
		return { path, value: undefined, text: figure.readings[0]?.text ?? "", proof: "unsure", method: "ocr", readBy: [] };
	const touched = state.equations.filter(({ left, right }) => left.includes(path) || right.includes(path));
	const closed = touched.filter((equation) => closes(equation, state.chosen));
	const isAgreedOn = state.agreed.has(path) && !isChanged;
	return {
		path,
		value: choice.value,
		text: choice.text,
		proof: figure.isUnsure ? "unsure" : proofOf({ figure, value: choice.value, touched, closed, isAgreedOn }, state),
		method: isChanged ? "solved" : "ocr",
		readBy: readersOf(figure, choice.value),
	};
}

function readersOf({ readings }: FigureReadings, value: number | null): string[] {
	return [...new Set(readings.filter((reading) => reading.value === value).map(({ engine }) => engine))];
}

interface Weighed {
	readonly figure: FigureReadings;
	readonly value: number | null;
	readonly touched: readonly LinearEquation[];
	readonly closed: readonly LinearEquation[];
	readonly isAgreedOn: boolean;
}

function proofOf(weighed: Weighed, state: State): Decision["proof"] {
	const { figure, value, touched, closed, isAgreedOn } = weighed;
	const open = touched.filter((equation) => !closed.includes(equation));
	if (open.length > 0) return isAgreedOn && isToldBesideOpen(weighed, open, state) ? "proven" : "unsure";
	if (touched.length === 0) return isToldAlone(figure, { value, isAgreedOn }) ? "proven" : "unsure";
	if (isAgreedOn) return "proven";
	return isTellable(figure, value) ? proofBySums(weighed, state) : "unsure";
}

function othersIn({ left, right }: LinearEquation, path: string): string[] {
	return [...left, ...right].filter((other) => other !== path);
}

/** An open equation between figures that two engines agree on is the report's own, and one with a figure in doubt tells of that one. */
function isToldBesideOpen({ figure: { path }, closed }: Weighed, open: readonly LinearEquation[], state: State): boolean {
	const isSound = (equation: LinearEquation) => othersIn(equation, path).every((other) => state.agreed.has(other));
	const isKnown = (equation: LinearEquation) =>
		othersIn(equation, path).every((other) => state.agreed.has(other) || state.proven.has(other));
	return open.every(isSound) || closed.some(isKnown);
}

function proofBySums({ figure: { path }, closed }: Weighed, state: State): Decision["proof"] {
	const isSound = closed.some((equation) => othersIn(equation, path).every((other) => state.agreed.has(other)));
	const isRead = (other: string) => state.agreed.has(other) || state.corroborated.has(other);
	const isAmongRead = closed.some((equation) => othersIn(equation, path).every(isRead));
	const isConfirmed = isRead(path) && isAmongRead;
	// Readings that another engine denies may all be wrong in the same way, and close their sums together.
	const isSummed = closed.length >= 2 && (isAmongRead || !state.denied.has(path));
	if (isSummed || isSound || isConfirmed) return "proven";
	return closed.length > 0 ? "likely" : "unsure";
}

/** Whether a figure that no sum covers is told by its readings, and the place of its digits. */
function isToldAlone(figure: FigureReadings, { value, isAgreedOn }: Pick<Weighed, "value" | "isAgreedOn">): boolean {
	if (value === null) return isAgreedOn;
	return isSignedByPlace(figure, value) || (isAgreedOn && !isWider(figure, value) && isSpelledAlike(figure, value));
}

/** Whether sums can tell a value: a blank never; a 0 where ink as high as a digit, or every reading, says that it is none. */
function isTellable({ readings, isHigh }: FigureReadings, value: number | null): boolean {
	if (value === null) return false;
	if (value !== 0) return true;
	const others = readings.filter((reading) => reading.value === null || reading.value === undefined);
	return isHigh ? !others.some(({ text }) => /[/\\|]/.test(text)) : isHigh === undefined && others.length === 0;
}
