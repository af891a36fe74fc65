import { append } from "../../../model/many.ts";
import type { Block } from "../../../model/table.ts";
import type { TableSettings } from "../settings.ts";
import type { GrowingTable } from "./growing-tables.ts";
import { growingTable, grown, wholeTable } from "./growing-tables.ts";
import type { TextColumn } from "./paragraphs.ts";
import { joinCut } from "./paragraphs.ts";

/** A block that the next page may go on with. */
type Draft = Exclude<Block, { readonly kind: "table" }> | { readonly kind: "table"; readonly growing: GrowingTable };

interface Joining {
	readonly settings: TableSettings;
	/** Pages that were recognised, by their numbers. */
	readonly scanned: ReadonlySet<number>;
}

/** The blocks of all pages, a table or paragraph that a page's end cut being one again. */
export function joinPages(pages: readonly (readonly Block[])[], column: TextColumn, joining: Joining): Block[] {
	const drafts: Draft[] = [];
	for (const blocks of pages) {
		const next = blocks.map(
			(block): Draft => (block.kind === "table" ? { kind: "table", growing: growingTable(block.table) } : block),
		);
		const [at, from] = [
			lastOf(drafts, joining),
			Math.max(
				0,
				next.findIndex((draft) => !isScrap(draft, joining)),
			),
		];
		const [last, first] = [drafts[at], next[from]];
		const joined = first && last ? joinDrafts([last, first], column, joining.settings) : undefined;
		if (joined) drafts[at] = joined;
		append(drafts, joined ? next.filter((_, i) => i !== from) : next);
	}
	return drafts.map((draft) => (draft.kind === "table" ? { kind: "table", table: wholeTable(draft.growing) } : draft));
}

/** The place of the last block that is more than a scrap; of the last one where none is. */
function lastOf(drafts: readonly Draft[], joining: Joining): number {
	const at = drafts.findLastIndex((draft) => !isScrap(draft, joining));
	return at < 0 ? drafts.length - 1 : at;
}

/** One character, or a few that are neither Chinese nor digits. */
const SCRAP = /^(?:.|[^\p{Script=Han}\p{N}]{1,4})$/u;

/** Whether a piece of a recognised page is what a stain or the remains of a watermark were read as: no text that parts a table. */
function isScrap(draft: Draft, { scanned }: Joining): boolean {
	return (
		draft.kind === "paragraph" && scanned.has(draft.paragraph.page) && SCRAP.test(draft.paragraph.text.replaceAll(/\s/g, ""))
	);
}

function joinDrafts([last, first]: readonly [Draft, Draft], column: TextColumn, settings: TableSettings): Draft | undefined {
	if (last.kind === "table" && first.kind === "table") {
		const growing = grown(last.growing, first.growing.open, settings);
		return growing ? { kind: "table", growing } : undefined;
	}
	if (last.kind !== "paragraph" || first.kind !== "paragraph") return undefined;
	const paragraph = joinCut([last.paragraph, first.paragraph], column, settings);
	return paragraph ? { kind: "paragraph", paragraph } : undefined;
}
