import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { Action } from "../store/decisions.ts";
import { ACTION_WORDS } from "./words.ts";

/** What offices usually write, for each action that wants words. */
const USUAL: Readonly<Partial<Record<Action, readonly string[]>>> = {
	dismiss: [
		"报告正文已说明差异原因。",
		"对照原件，数字无误，检查所依据的情形不适用于该机关。",
		"统计口径依上级规定，与检查所用口径不同。",
		"属于参考性提示，不作为问题。",
	],
	ask: ["请说明该项数字的来源和统计口径。", "请核对该项合计与分项，并书面答复。", "请说明与上年报告数字不衔接的原因。"],
	confirm: ["已电话核对，机关确认有误。"],
	note: ["等待机关答复。", "与上年同类问题一并处理。"],
};

/** Own reasons that are offered beside the usual ones. */
const OWN = 5;

/** Reasons to choose from; a choice is written into the field, where it can be changed. Works with script only; without it people type. */
export function reasonChoices(
	desk: Desk,
	who: string,
	{ actions, field }: { readonly actions: readonly Action[]; readonly field: string },
): Html {
	const groups = actions.flatMap((action) => {
		const texts = [...new Set([...desk.decisions.recentTexts(who, action, OWN), ...(USUAL[action] ?? [])])];
		return texts.length === 0
			? []
			: [
					html`<optgroup label="${ACTION_WORDS[action]}">${texts.map((text) => html`<option value="${text}">${[...text].slice(0, 40).join("")}</option>`)}</optgroup>`,
				];
	});
	return html`<label class="templates">常用 <select data-template="${field}"><option value="">选用理由…</option>${groups}</select></label>`;
}
