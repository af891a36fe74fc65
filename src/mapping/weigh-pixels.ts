import type { Decision, LinearEquation } from "../model/decision.ts";
import { issueOf } from "../model/issue.ts";
import type { Arbitration, WitnessRecord } from "../model/witness.ts";
import { parseFigure } from "../text/figures.ts";
import type { EngineWord, Shown } from "./judge-figure.ts";
import { judge, PIXELS, surelyShown } from "./judge-figure.ts";
import { openPaths } from "./solve/figure-readings.ts";

/** What is weighed: every figure as shown, and what engines of scans read in those that stayed open, by path. */
export interface Weighing {
	readonly shown: readonly (Shown | undefined)[];
	readonly settled: ReadonlyMap<string, readonly EngineWord[]>;
	readonly equations: readonly LinearEquation[];
}

/** An engine of scans this sure confirms what another read. */
const ENGINE_SURE = 0.7;

/**
 * What the drawn pages say of the figures of a text: those that agree are confirmed. One that differs takes the value
 * that is shown where the page is sure of it and its sums close or an engine reads it too; else it is unsure.
 */
export function arbitrate({ shown, settled, equations }: Weighing): Arbitration {
	const confirmed = new Map<string, readonly string[]>();
	const open: Shown[] = [];
	let overruled = 0;
	for (const one of shown) {
		if (!one) continue;
		const witnesses = judge(one) === "agrees" ? [PIXELS] : confirmedBy(one, settled);
		if (witnesses.length > 0) confirmed.set(one.figure.path, witnesses);
		else open.push(one);
		if (witnesses.length > 0 && !witnesses.includes(PIXELS)) overruled++;
	}
	const candidates = open.map((one) => ({ one, read: surelyShown(one) }));
	const values = new Map(shown.flatMap((one) => (one ? [[one.figure.path, one.figure.value] as const] : [])));
	for (const { one, read } of candidates) if (read) values.set(one.figure.path, read.value);
	const stillOpen = new Set(
		openPaths(
			[...values].map(([path, value]) => ({ path, value })),
			equations,
		),
	);
	const inSums = new Set(equations.flatMap(({ left, right }) => [...left, ...right]));
	const decisions = candidates.map(({ one, read }) => {
		const words = settled.get(one.figure.path) ?? [];
		const also = read ? words.filter((word) => saysSame(word, read.value)).map(({ engine }) => engine) : [];
		const { path } = one.figure;
		const isProven = read !== undefined && (also.length > 0 || (inSums.has(path) && !stillOpen.has(path)));
		return decisionOf(one, { read, isProven, also });
	});
	return {
		decisions: new Map(decisions.map((decision) => [decision.path, decision])),
		confirmed,
		issues: open.length > 0 ? [issueOf({ code: "pixels-differ", count: open.length })] : [],
		witnesses: [witnessOf(open.length + overruled)],
	};
}

/** Figures that engines of scans read as the text has them count too: the pixels were overruled there. */
function witnessOf(differing: number): WitnessRecord {
	return differing > 0 ? { reader: PIXELS, result: "differs", differing } : { reader: PIXELS, result: "agrees" };
}

/** Engines that read what the text says, where nothing else about the picture speaks against it. */
function confirmedBy(one: Shown, settled: Weighing["settled"]): string[] {
	if (one.kind !== "ink" || one.marks.length > 0 || one.figure.state !== "number") return [];
	const same = (settled.get(one.figure.path) ?? []).filter((word) => saysSame(word, one.figure.value));
	const isEnough = judge(one) === "unclear" ? same.length > 0 : same.length > 1;
	return isEnough ? same.map(({ engine }) => engine) : [];
}

function saysSame({ text, confidence }: EngineWord, value: number | null): boolean {
	const parsed = parseFigure(text);
	return confidence >= ENGINE_SURE && parsed.state === "number" && parsed.value === value;
}

interface Outcome {
	readonly read: ReturnType<typeof surelyShown>;
	readonly isProven: boolean;
	readonly also: readonly string[];
}

function decisionOf({ figure, kind }: Shown, { read, isProven, also }: Outcome): Decision {
	const { path, value, raw, state, readBy, method } = figure;
	// Ink that nobody read is no blank.
	const isUnread = state === "unreadable" || (state === "blank" && kind === "ink");
	if (!read) return { path, value: isUnread ? undefined : value, text: raw, proof: "unsure", method, readBy };
	const proof = isProven ? "proven" : "unsure";
	return { path, value: read.value, text: read.text, proof, method: "ocr", readBy: [PIXELS, ...also] };
}
