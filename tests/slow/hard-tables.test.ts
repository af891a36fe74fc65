import { expect, test } from "vitest";
import { readTables } from "../../src/pages.ts";
import { cellsOf, PRODUCERS, textsOf } from "../support/hard-tables/model.ts";
import { cellsRead, scoreOf } from "../support/hard-tables/score.ts";
import { producersHere, typesetSuite } from "../support/hard-tables/typeset.ts";

/** Looks of every kind, each of which all producers but Calc typeset. */
const LOOKS = [
	"codes over pages, head repeated",
	"filled head",
	"groups of rows",
	"spanning heads, lines across",
	"spaced figures, ruled",
	"facing pages",
	"unruled over pages",
	"side by side",
];

test("tables by every producer of this machine stand cell by cell as they were typeset, and hold no digits together", async () => {
	const here = producersHere();
	const missing = PRODUCERS.filter((producer) => !here.has(producer));
	if (missing.length > 0) console.warn(`Not installed, and left out: ${missing.join(", ")}`);
	const made = await typesetSuite({ seed: 6, perLook: 5, looks: LOOKS }, here);
	expect(new Set(made.map(({ producer }) => producer))).toEqual(here);
	const scores = [];
	for (const { document, producer, pdf } of made) {
		const { tables, unread } = await readTables(pdf);
		expect(unread).toEqual([]);
		const { f1, fused } = scoreOf(cellsRead(tables), document.truth.map(cellsOf), textsOf(document));
		scores.push({ look: document.look, producer, f1, fused });
	}
	expect(scores.filter(({ f1, fused }) => f1 < 0.9 || fused.length > 0)).toEqual([]);
	expect(scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length).toBeGreaterThanOrEqual(0.98);
}, 600_000);
