import type { LinearEquation } from "../../model/decision.ts";
import { largest } from "../../model/many.ts";
import { ENGINE_IDS } from "../../reading/ocr/engine.ts";

/** One reading of a figure by one engine. */
export interface EngineReading {
	readonly engine: string;
	/** As read. */
	readonly text: string;
	/** null: nothing printed; undefined: read, but no number. */
	readonly value: number | null | undefined;
	/** 0 to 1. */
	readonly probability: number;
	/** Read from a picture that may lack ink of the cell, or that lacks what is seen there: no witness of the whole figure. */
	readonly isPart?: boolean;
}

/** All readings of one figure. */
export interface FigureReadings {
	readonly path: string;
	readonly readings: readonly EngineReading[];
	/** Ink in its cell or row belongs to nothing that was read: whatever agrees or adds up, it is not proven. */
	readonly isUnsure?: boolean;
	/** Whether its cell has ink as high as a digit; absent where nobody looked. */
	readonly isHigh?: boolean;
	/** How far right of the usual place its digits stand, in heights of them; absent where the document does not tell. */
	readonly offCentre?: number | undefined;
	/** How many digits would be as wide as its ink; absent where the document does not tell. */
	readonly inkPlaces?: number | undefined;
	/** Whether its minus, if it has one, may be lost in a scan in black and white, or of few dots. */
	readonly mayLackMinus?: boolean;
	/** Whether the form lets it be below 0; absent where the form does not tell. */
	readonly isDifference?: boolean;
}

/** Marks that specks are read as: no dash. */
const SPECKS = /^[.,·、'’`°*…:;\s]+$/;

/** The figure with specks as nothing read. */
export function withoutSpecks(figure: FigureReadings): FigureReadings {
	const readings = figure.readings.map((reading) =>
		reading.value === null && SPECKS.test(reading.text) ? { ...reading, value: undefined } : reading,
	);
	return { ...figure, readings };
}

/** Paths of the figures in equations that do not close; a figure that is not there counts 0. */
export function openPaths(
	figures: readonly { readonly path: string; readonly value: number | null | undefined }[],
	equations: readonly LinearEquation[],
): string[] {
	const values = new Map(figures.map(({ path, value }) => [path, value ?? 0]));
	const sum = (paths: readonly string[]) => paths.reduce((total, path) => total + (values.get(path) ?? 0), 0);
	return equations
		.filter(({ left, right }) => Math.abs(sum(left) - sum(right)) > 1e-6)
		.flatMap(({ left, right }) => [...left, ...right]);
}

/** Paths of figures in sums that hold, have every figure printed, and are more than 0 = 0. */
export function provenPaths(
	figures: readonly { readonly path: string; readonly value: number | null | undefined }[],
	equations: readonly LinearEquation[],
): Set<string> {
	const values = new Map(figures.map(({ path, value }) => [path, value]));
	const proven = new Set<string>();
	for (const { left, right } of equations) {
		const [one, other] = [left, right].map((paths) => paths.map((path) => values.get(path)));
		if (![...(one ?? []), ...(other ?? [])].every((value): value is number => typeof value === "number")) continue;
		const sum = (parts: readonly (number | null | undefined)[] = []) =>
			parts.reduce<number>((total, value) => total + (value ?? 0), 0);
		if (sum(one) > 0 && Math.abs(sum(one) - sum(other)) < 1e-6) for (const path of [...left, ...right]) proven.add(path);
	}
	return proven;
}

/** A value with its joint weight over all witnesses; weights compare within one figure only. */
export interface WeighedReading {
	readonly value: number | null;
	readonly text: string;
	readonly weight: number;
}

/** Chance that an engine reads something it gave no sign of. */
const MISS = 0.004;
/** How likely it is that digits stand as if they had a sign, and have none, or the other way. */
const OFF_PLACE = 0.02;
/** How much less sure a reading is of the figure that had a part of it, for all it can tell. */
const PART = 0.6;

/** Every value that some engine read, likeliest first; empty where none read a number. */
export function weigh(figure: FigureReadings): WeighedReading[] {
	const { readings } = figure;
	const place = besideDigits(figure);
	const isOffPlace = (value: number | null) =>
		value !== null && ((place === "sign" && value >= 0) || (place === "nothing" && value < 0));
	const values = new Map<number | null, string>();
	for (const reading of readings)
		if (reading.value !== undefined && !values.has(reading.value)) values.set(reading.value, reading.text);
	// Digits alone are no other reading of a figure whose place says that it has a sign: the picture had lost it.
	const isUnsigned = (reading: EngineReading, value: number | null) =>
		place === "sign" && typeof value === "number" && value < 0 && reading.value === -value;
	return [...values]
		.map(([value, text]) => {
			let weight = isOffPlace(value) ? OFF_PLACE : 1;
			for (const reading of readings) {
				const sure = reading.probability * (reading.isPart ? PART : 1);
				weight *= reading.value === value || isUnsigned(reading, value) ? Math.max(0.05, sure) : Math.max(MISS, (1 - sure) * 0.3);
			}
			return { value, text, weight };
		})
		.sort((a, b) => b.weight - a.weight || (a.value ?? -1) - (b.value ?? -1));
}

/** An engine that reads this surely reads what is printed, for all it can tell; less, it may count beside others. */
const SURE = 0.8;
const LIKELY = 0.5;
/** Who says that nothing is printed is surer than that. */
const BLANK = 0.7;

/**
 * Whether at least two different engines read this value in the whole cell and hardly any reading says otherwise:
 * independent witnesses seldom make the same mistake. A blank and a dash are not the same.
 */
export function isAgreed({ readings }: FigureReadings, value: number | null | undefined): boolean {
	const whole = readings.filter(({ isPart }) => !isPart);
	const same = whole.filter((reading) => reading.value === value);
	const least = value === null ? BLANK : LIKELY;
	const engines = new Set(same.filter((reading) => reading.probability >= least).map((reading) => reading.engine));
	const isOneKind = value !== null || new Set(same.map(({ text }) => text === "")).size < 2;
	const isRead = (engines.size >= 2 && same.length >= whole.length * 0.75) || isUnanimous(whole, value);
	return isRead && isOneKind && !isContested(readings, value);
}

/** Engines made for lines of text are unsure of a lone digit: three that read one number agree where one of them is this sure. */
const [UNANIMOUS_ENGINES, UNANIMOUS_SURE] = [3, 0.95];

function isUnanimous(whole: readonly EngineReading[], value: number | null | undefined): boolean {
	if (typeof value !== "number" || !whole.every((reading) => reading.value === value)) return false;
	const engines = new Set(whole.map(({ engine }) => engine));
	return engines.size >= UNANIMOUS_ENGINES && whole.some(({ probability }) => probability >= UNANIMOUS_SURE);
}

/** Whether a part of a figure was read as what the figure has not: a number where it is blank, other digits than its own. */
function isContested(readings: readonly EngineReading[], value: number | null | undefined): boolean {
	return readings.some(
		(reading) =>
			reading.isPart === true &&
			typeof reading.value === "number" &&
			reading.probability >= LIKELY &&
			(typeof value !== "number" || !digits(value).includes(digits(reading.value))),
	);
}

function digits(value: number): string {
	return String(value).replaceAll(/\D/g, "");
}

/**
 * Whether every reading gives this value, of at least two engines and one of them sure. Less than
 * agreement, since an engine may be unsure of every lone digit; with a sum that closes, enough.
 */
export function isCorroborated({ readings }: FigureReadings, value: number | null | undefined): boolean {
	const whole = readings.filter(({ isPart }) => !isPart);
	const engines = new Set(whole.map(({ engine }) => engine));
	const isSame = whole.every((reading) => reading.value === value) && !isContested(readings, value);
	return value !== undefined && isSame && engines.size >= 2 && whole.some(({ probability }) => probability >= SURE);
}

/** Whether some engine is sure that a figure is another number: every look of it says so. */
export function isDenied({ readings }: FigureReadings, value: number | null | undefined): boolean {
	const engines = new Set(readings.map(({ engine }) => engine));
	return [...engines].some((engine) => {
		const own = readings.filter((reading) => reading.engine === engine && !reading.isPart);
		const others = own.filter((reading) => typeof reading.value === "number" && reading.value !== value);
		return others.length === own.length && own.some(({ probability }) => probability >= SURE);
	});
}

/** Digits that stand this far right of the middle have a sign before them; this near to it, nothing beside them. In their heights. */
const [BESIDE, ALONE, SIGN] = [0.16, 0.1, 0.7];

/**
 * What stands beside the digits of a figure, as their place in a cell tells in a document that centres its figures: a faded sign or
 * digit left them off the middle.
 */
export function besideDigits({ offCentre }: Pick<FigureReadings, "offCentre">): "nothing" | "sign" | "something" | "unknown" {
	if (offCentre === undefined) return "unknown";
	if (Math.abs(offCentre) < ALONE) return "nothing";
	if (Math.abs(offCentre) < BESIDE) return "unknown";
	return offCentre > 0 && offCentre < SIGN ? "sign" : "something";
}

/** A digit that is lost moves the others by half its width, in heights of them. */
const DIGIT_LOST = 0.25;

/** Whether the digits of a figure stand as far from the middle as none that lost one would. */
function hasAllDigits({ offCentre = 0 }: FigureReadings): boolean {
	return Math.abs(offCentre) < DIGIT_LOST;
}

/** A plain figure, with a minus or without: any other mark beside it moves its digits as a minus does. */
const PLAIN = /^[-\u2010-\u2015\u2212－]?[\d.,，．\s]+$/;

/** Whether a reading has a mark beside its digits that is no minus, such as + or an arrow. */
export function isMarked({ text }: EngineReading): boolean {
	return /\d/.test(text) && !PLAIN.test(text.trim());
}

/**
 * Whether the place of its digits says that a figure has a sign, one engine is sure that it is a minus, two read these digits, and
 * nobody others or another mark: a plus moves the digits as a minus does.
 */
export function isSignedByPlace(figure: FigureReadings, value: number): boolean {
	if (value >= 0 || besideDigits(figure) !== "sign" || figure.readings.some(isMarked)) return false;
	const read = figure.readings.filter((reading) => typeof reading.value === "number");
	const same = read.filter((reading) => digits(reading.value ?? 0) === digits(value));
	const sure = same.filter(({ probability }) => probability >= SURE);
	const isOther = read.some((reading) => !same.includes(reading) && reading.probability >= LIKELY);
	return new Set(sure.map(({ engine }) => engine)).size >= 2 && !isOther && sure.some((reading) => reading.value === value);
}

/**
 * Whether nothing speaks against the sign and the decimals of a figure that no sum covers: its digits do not stand off the
 * middle without one, no reading has the same digits with others, unless their place denies it,
 * and where it has any itself, the figure reader and another engine show them.
 */
export function isSpelledAlike(figure: FigureReadings, value: number): boolean {
	const { readings } = figure;
	const place = besideDigits(figure);
	const isMoved = (place === "sign" || place === "something") && !(figure.isDifference === false && hasAllDigits(figure));
	if (value < 0 ? place === "nothing" : isMoved || isSignUnseen(figure, value)) return false;
	const numbers = readings.filter((reading) => typeof reading.value === "number");
	if (
		value >= 0 &&
		Number.isInteger(value) &&
		place === "nothing" &&
		numbers.every((reading) => Math.abs(reading.value ?? 0) === value)
	)
		return true;
	const engines = new Set(numbers.flatMap(({ engine, isPart, value: own }) => (own === value && !isPart ? [engine] : [])));
	const isShown = engines.has(ENGINE_IDS.cells) && engines.size >= 2;
	// What lacks ink that is seen, and that others read, is no other reading; what has a mark more than the whole is.
	const isSeen = engines.size > 2 || (isShown && value >= 0 && isShownSurely(numbers, value));
	const others = numbers.filter((reading) => !(isSeen && reading.isPart && !hasMore(reading, value)));
	if (others.some((reading) => reading.value !== value && digits(reading.value ?? 0) === digits(value))) return false;
	return isShown || (value >= 0 && Number.isInteger(value));
}

/** Ink that is wider than what was read by so many places of digits has more in it: a minus that touches its digit. */
const PLACES_MORE = 0.5;
/** Marks, points and commas are at most as wide as this many digits: in full width as wide as one. */
const MARK_PLACES = 1.1;

/** Whether the ink of a figure is wider than what was read prints, where the document tells. */
export function isWider({ inkPlaces, readings }: FigureReadings, value: number): boolean {
	if (inkPlaces === undefined) return false;
	const own = readings.filter((reading) => reading.value === value);
	const marks = own.map(({ text }) => text.replaceAll(/[\d\s]/g, "").length);
	return inkPlaces > digits(value).length + MARK_PLACES * largest([0, ...marks]) + PLACES_MORE;
}

/** Whether nobody can tell that a figure has no minus: the scan may have lost it, and the place of its digits does not tell. */
function isSignUnseen(figure: FigureReadings, value: number): boolean {
	return value > 0 && figure.mayLackMinus === true && figure.isDifference !== false && besideDigits(figure) === "unknown";
}

/** A point that two engines read this surely, and the ink shows, is there; a speck before digits is taken for a minus more often. */
const SHOWN = 0.75;

function isShownSurely(numbers: readonly EngineReading[], value: number): boolean {
	const own = numbers.filter((reading) => reading.value === value && !reading.isPart && reading.probability >= SHOWN);
	return new Set(own.map(({ engine }) => engine)).size >= 2;
}

/** Whether a reading has a minus or a point that a value lacks. */
function hasMore({ value: read }: EngineReading, value: number): boolean {
	if (typeof read !== "number") return false;
	return (read < 0 && value >= 0) || (!Number.isInteger(read) && Number.isInteger(value));
}
