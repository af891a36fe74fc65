import type { Action } from "../store/decisions.ts";
import type { DeskCell, DeskReport } from "./report.ts";
import { isUnproven } from "./unproven.ts";

type Finding = Pick<DeskReport["findings"][number], "cells" | "cause" | "verdict" | "isLeftOpen">;

/** What may be done about a finding, as far as its figures are proven. */
export interface Proof {
	/** Figures that it rests on and that neither sums nor a person have proven. */
	readonly unproven: readonly string[];
	/** Why it may not be confirmed, in Chinese; undefined where it may. */
	readonly why: string | undefined;
	/** What a reviewer is offered, the usual one first. */
	readonly actions: readonly Action[];
}

/**
 * Tells what may be done about a finding; `cells` are its report's with corrections applied. What rests on readings
 * that nobody has looked at is nobody's fault yet: it can be read again, and neither confirmed nor sent.
 */
export function proofOf({ cells: paths, cause, verdict, isLeftOpen }: Finding, cells: ReadonlyMap<string, DeskCell>): Proof {
	const unproven = paths.filter((path) => {
		const cell = cells.get(path);
		return cell !== undefined && isUnproven(cell);
	});
	if (unproven.length > 0)
		return {
			unproven,
			why: `所依据的数字中有${unproven.length}个还没有核对，请先对照原件改正，或确认读对了。`,
			actions: cause === "reading" ? ["note"] : ["ask", "dismiss", "note"],
		};
	if (isLeftOpen)
		return {
			unproven,
			why: "相比较的报告中有数字经人工改正，不能作为报告的问题，请对照各份报告的原件。",
			actions: ["ask", "dismiss", "note"],
		};
	if (cause === "reading")
		return { unproven, why: "所依据的文字是从图像识别的，不能作为报告的问题。", actions: ["dismiss", "ask", "note"] };
	if (verdict !== "broken")
		return { unproven, why: "这项检查没有得出结论，可以先询问机关。", actions: ["ask", "dismiss", "note"] };
	return { unproven, why: undefined, actions: ["confirm", "dismiss", "ask", "resolve", "note"] };
}

/** Why an action may not be taken on a finding, in Chinese; undefined where it may. */
export function refusalOf(action: Action, proof: Proof): string | undefined {
	if (action === "undo" || action === "note" || proof.actions.includes(action)) return undefined;
	if (action === "deadline") return proof.why === undefined ? undefined : `不能定整改期限：${proof.why}`;
	return proof.why ?? "这里不能这样处理。";
}
