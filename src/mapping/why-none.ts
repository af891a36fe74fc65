import { GoujiError } from "../model/errors.ts";
import { asksForReview, describeIssue, isPartLost } from "../model/issue.ts";
import type { Page } from "../model/page.ts";
import type { Arbitration } from "../model/witness.ts";
import { commonShare } from "../text/chinese.ts";

/**
 * The report, or why there is none: that a document is no report can be said only of one that was read. Pages are as the document
 * was built from them.
 */
export function orThrow<Report>(result: Report | GoujiError, { issues }: Arbitration, pages: readonly Page[]): Report {
	if (!(result instanceof GoujiError)) return result;
	if (result.code !== "not-a-report") throw result;
	const illegible = pages.filter((page) => page.method === "ocr" && !isLegible(page)).map(({ number }) => number);
	if (illegible.length > 0) {
		throw new GoujiError("unreadable-scan", `The scan was not read: of pages ${illegible.join(", ")} next to nothing`, {
			hint: "Look at its pages; ask the publisher for a clearer copy, or for the document itself.",
			cause: result,
		});
	}
	const unread = issues.filter((issue) => isPartLost(issue) && asksForReview(issue));
	if (unread.length === 0) throw result;
	throw new GoujiError("unreadable", `The document was not read whole: ${unread.map(describeIssue).join("; ")}`, {
		hint: "Open it; if it shows a report, send it to the maintainers.",
		cause: result,
	});
}

/** Recognised text that is less sure than this on average, or has less common Chinese, says nothing of what a page is. */
const [LEGIBLE_CONFIDENCE, LEGIBLE_SHARE] = [0.7, 0.45];
/** Pages with fewer characters, such as a cover or a last page, tell nothing of a scan. */
const TELLING_GLYPHS = 20;

function isLegible({ glyphs, failure }: Page): boolean {
	if (failure !== undefined) return false;
	if (glyphs.length < TELLING_GLYPHS) return true;
	const confidence = glyphs.reduce((sum, glyph) => sum + (glyph.confidence ?? 1), 0) / glyphs.length;
	const share = commonShare(glyphs.map(({ text }) => text).join("")) ?? 1;
	return confidence >= LEGIBLE_CONFIDENCE && share >= LEGIBLE_SHARE;
}
