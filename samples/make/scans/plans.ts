import { FORMS } from "./base.ts";
import { CONDITIONS } from "./conditions.ts";
import type { Plan } from "./make-scan.ts";
import { STYLES } from "./styles.ts";

/** What scans are drawn from; empty lists are everything. */
export interface Choice {
	readonly seed: number;
	readonly styles?: readonly string[];
	/** Names of conditions, or `basic` and `harsh`. */
	readonly conditions?: readonly string[];
	readonly forms?: readonly string[];
	/** How many of the matrix; all of it unless told. */
	readonly count?: number | undefined;
	readonly strength?: number;
}

/** Forms that are made unless told: lists of before 2019 are seldom scanned, and seldom held to be verified. */
const TURNS = ["2021", "2019"] as const;

/**
 * The matrix style by condition in diagonals: however few are taken, styles and conditions come up equally often.
 * A style has the same report for every condition that meets it in the same diagonal.
 */
export function plansOf({ seed, styles = [], conditions = [], forms = [], count, strength = 1 }: Choice): Plan[] {
	const isOf = (wanted: readonly string[], ...names: readonly string[]) =>
		wanted.length === 0 || names.some((name) => wanted.includes(name));
	const [across, down] = [
		STYLES.filter(({ name }) => isOf(styles, name)),
		CONDITIONS.filter(({ name, group }) => isOf(conditions, name, group)),
	];
	const turns = forms.length === 0 ? TURNS : FORMS.filter((form) => isOf(forms, form));
	const all = across.flatMap((_, round) =>
		down.flatMap((condition, row): Plan[] => {
			const column = (row + round * (1 + Math.floor(across.length / 3)) + seed) % across.length;
			return plan(column, { condition, way: row + round });
		}),
	);
	function plan(column: number, { condition, way }: { condition: Plan["condition"]; way: number }): Plan[] {
		const style = across[column];
		const form = turns[(Math.floor(way / 2) + seed) % turns.length];
		return style && form ? [{ base: { seed, style, form }, condition, way, strength }] : [];
	}
	return all.slice(0, count);
}
