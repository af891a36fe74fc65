import type { Evidence, Outcome } from "../../../src/rules.ts";
import { judge, showSum } from "../../../src/rules.ts";
import type { SumSpec } from "../fields/equations.ts";
import type { ReportFacts } from "./context.ts";
import { figures, hasDerived } from "./context.ts";

/** Checks one equation; nothing where the table lacks its cells. */
export function checkSum(facts: ReportFacts, { name, left, right, sides }: SumSpec): Outcome[] {
	const [l, r] = [figures(facts, left), figures(facts, right)];
	if (l.length !== left.length || r.length !== right.length) return [];
	const judged = judge({ left: l, right: r });
	if (judged.judgement === "not-assessable") return [];
	// A blank total is S09's, and a sum of derived totals that is open only repeats what the columns of its parts say.
	if (
		hasDerived(facts, [...left, ...right]) &&
		((right.length === 1 && hasDerived(facts, right)) || judged.judgement !== "holds")
	)
		return [];
	const cells = [...left, ...right];
	if (judged.judgement === "holds") return [{ verdict: "holds", cells, message: "" }];
	const shown = sides
		? `${name}：${sides[0]}${equals(l, judged.leftSum)}，${sides[1]}${equals(r, judged.rightSum)}`
		: `${name}：${showSide(l, judged.leftSum)}，${showSide(r, judged.rightSum)}`;
	const why =
		judged.judgement === "broken"
			? "两者不等。"
			: judged.hasBlanks
				? "空白格若按0计则不等，无法判定。"
				: "有数字未能识别，无法判定。";
	return [{ verdict: judged.judgement, cells, message: `${shown}，${why}`, expected: judged.leftSum, actual: judged.rightSum }];
}

/** `＝12＋3＝15`, or `＝15` where one figure of the side is all that is not nought. */
function equals(side: readonly Evidence[], sum: number): string {
	const shown = showSum(side);
	return shown === String(sum) ? `＝${sum}` : `＝${shown}＝${sum}`;
}

/** `12＋3＝15` for several figures, the figure itself for one. */
function showSide(side: readonly Evidence[], sum: number): string {
	const [only] = side;
	if (side.length === 1 && only)
		return `表中为${only.value === null ? (only.state === "unreadable" ? `“${only.raw}”` : "空白") : only.value}`;
	const shown = showSum(side);
	return shown === String(sum) ? `各项之和为${sum}` : `${shown}＝${sum}`;
}
