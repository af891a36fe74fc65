import type { CoverageState } from "../documents/desk-lines.ts";
import type { ScoreScheme } from "./scheme.ts";

/** What a score is computed from: one issuer and one year. */
export interface Scored {
	readonly issuer: string;
	readonly year: number;
	/** Only `missing` and `late` cost points: what was not seen or not read is not the organ's. */
	readonly coverage: CoverageState;
	readonly findings: readonly {
		readonly rule: string;
		readonly severity: "error" | "warn" | "info";
		readonly verdict: "broken" | "undetermined";
		/** What a person decided: `confirmed`, `asked`, `dismissed`, `resolved`, `open`, `reopened`. */
		readonly state: string;
	}[];
}

/** One line of a score. */
export interface ScoreLine {
	readonly label: string;
	/** 0 for what is pointed out only. */
	readonly points: number;
	/** Findings that it is about; 1 for coverage. */
	readonly count: number;
}

/** The score of one issuer for one year. */
export interface Score {
	readonly issuer: string;
	readonly year: number;
	/** null where there is nothing to score yet: not due, not seen, or not read. */
	readonly points: number | null;
	/** In Chinese, why there are no points. */
	readonly unscored?: string;
	readonly lines: readonly ScoreLine[];
}

/**
 * Scores one issuer's year by a scheme. What the rules could not tell never counts, nor what was dismissed;
 * what was resolved stays counted, as it was found. A report that nobody has read has no score: a full one would be as untrue.
 */
export function scoreOf({ issuer, year, coverage, findings }: Scored, scheme: ScoreScheme): Score {
	const unscored = UNSCORED[coverage];
	if (unscored !== undefined) return { issuer, year, points: null, unscored, lines: [] };
	const counting = findings.filter((finding) => doesCount(finding, scheme));
	const taken = new Map<ScoreScheme["rules"][number], number>();
	for (const { rule, severity } of counting) {
		const line = scheme.rules.find(
			({ rules, severities }) => rules.some((name) => isNamed(rule, name)) && (severities?.includes(severity) ?? true),
		);
		if (line) taken.set(line, (taken.get(line) ?? 0) + 1);
	}
	const lines = [
		...(coverage === "missing" ? [{ label: "未发现年报", points: scheme.missing, count: 1 }] : []),
		...(coverage === "late" ? [{ label: "逾期公布", points: scheme.late, count: 1 }] : []),
		...scheme.rules.flatMap((line) => {
			const count = taken.get(line);
			return count === undefined ? [] : [{ label: line.label, points: pointsOf(line, count), count }];
		}),
	];
	const sum = lines.reduce((total, line) => total + line.points, scheme.full);
	return { issuer, year, points: round(scheme.least === undefined ? sum : Math.max(scheme.least, sum)), lines };
}

const UNSCORED: Partial<Readonly<Record<CoverageState, string>>> = {
	due: "未到期，不计分",
	unread: "已发现，未能读取，不计分",
	unseen: "未发现，来源未看全，不计分",
};

function doesCount({ verdict, state }: Scored["findings"][number], { counts }: ScoreScheme): boolean {
	if (state === "confirmed" || state === "resolved") return true;
	return counts === "open" && state !== "dismissed" && verdict === "broken";
}

function isNamed(rule: string, name: string): boolean {
	return rule === name || rule.split("-")[0] === name || (name.length === 1 && rule.startsWith(name));
}

function pointsOf({ points, per, cap }: ScoreScheme["rules"][number], count: number): number {
	const all = per === "report" ? points : points * count;
	if (cap === undefined) return round(all);
	return round(points < 0 ? Math.max(all, cap) : Math.min(all, cap));
}

/** Sums of tenths and hundredths without their binary rest. */
function round(points: number): number {
	return Math.round(points * 1e6) / 1e6;
}
