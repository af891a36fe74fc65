import { describe, expect, test } from "vitest";
import { SECTION_KEYS } from "../../../../pipelines/disclosure-report/fields/sections.ts";
import type { Frame, Opening } from "../../../support/openings.ts";
import { reportOf } from "../../../support/openings.ts";
import { pages, prefaces } from "./pages.ts";
import { parts } from "./parts.ts";
import { secondParts } from "./second-parts.ts";
import { secondPages, secondTitles } from "./second-titles.ts";
import { third } from "./third.ts";
import { titles } from "./titles.ts";

const FRAMES: readonly Frame[] = ["pdf", "html", "docx"];
const nameOf = ({ over = [], title = [], preface = [], parts = [], body = "", head = "" }: Opening) =>
	[...title, ...over, ...preface, ...parts.map(([heading]) => heading), body, head].join(" ").slice(0, 60);
const cases = (openings: readonly Opening[]) =>
	openings.flatMap((opening) =>
		(opening.frames ?? FRAMES).map((frame): [string, string, Opening, Frame] => [nameOf(opening), frame, opening, frame]),
	);

describe.each([
	["titles", titles],
	["pages", pages],
	["prefaces", prefaces],
	["parts", parts],
	["more titles", secondTitles],
	["more pages", secondPages],
	["more parts", secondParts],
	["a third look", third],
])("%s", (_, openings) => {
	test.each(cases(openings))("%s as %s", (_name, _frame, opening, frame) => {
		const report = reportOf(opening, frame);
		expect([report.issuer.name, report.year]).toEqual([opening.issuer, opening.year]);
		expect(SECTION_KEYS.filter((key) => report.sections[key] === null)).toEqual(opening.missing ?? []);
	});
});
