import type { Part, Random, ShownCell, Way } from "../model.ts";
import { HIDDEN_WAYS, MARK_WAYS, oneOf, REVOKED_WAYS, SEEN_WAYS } from "../model.ts";
import type { Kind } from "./kind.ts";
import { drawnPaths, otherFigure, producersOf, withCells } from "./kind.ts";

type Make = (seen: string, random: Random) => readonly Part[];

/** What stands in cells, by the way in which it stands there. */
function cellKind(group: string, way: Way, make: Make, fits?: (cell: ShownCell) => boolean): Kind {
	return {
		name: `${group}/${way}`,
		producers: producersOf(way),
		change: (report, { random }) =>
			withCells(report, drawnPaths(report, random, fits), (cell) => ({ ...cell, parts: make(cell.text, random) })),
	};
}

const hidden = HIDDEN_WAYS.map((way) =>
	cellKind("hidden", way, (seen, random) => {
		const old: Part = { text: otherFigure(seen, random), way };
		const plain: Part = { text: seen, way: "plain" };
		const place = oneOf(random, ["before", "after", "under"]);
		if (place === "under" && producersOf(way).some((name) => name === "writer")) return [{ ...old, isUnder: true }, plain];
		return place === "after" ? [plain, old] : [old, plain];
	}),
);

const revoked = REVOKED_WAYS.filter((way) => way !== "redacted").map((way) =>
	cellKind("revoked", way, (seen, random) => {
		const [old, plain] = [otherFigure(seen, random), { text: seen, way: "plain" } as const];
		if (way === "cover-note")
			return [
				{ text: old, way: "plain", isUnder: true },
				{ text: seen, way },
			];
		if (way === "cover-box" || way === "cover-picture") return [{ text: old, way, isUnder: true }, plain];
		return random(4) === 0 ? [plain, { text: old, way }] : [{ text: old, way }, plain];
	}),
);

/** What a person cannot see has no value. */
const redacted: Kind = {
	name: "revoked/redacted",
	producers: producersOf("redacted"),
	change: (report, { random }) => {
		const paths = drawnPaths(report, random);
		const cells = Object.fromEntries(
			Object.entries(report.truth.cells).map(([path, value]) => [path, paths.has(path) ? null : value]),
		);
		const shown = withCells(report, paths, (cell) => ({ ...cell, parts: [{ text: cell.text, way: "redacted" }] }));
		return { ...shown, truth: { ...report.truth, cells } };
	},
};

const marks = MARK_WAYS.map((way) =>
	cellKind("mark", way, (seen, random) => [
		{ text: seen, way: "plain" },
		{ text: oneOf(random, ["1", "2", "3", "[1]", "*"]), way },
	]),
);

const seen = SEEN_WAYS.map((way) =>
	cellKind(
		way.startsWith("lie") || way.startsWith("type3") ? "lie" : way === "plain" ? "none" : "seen",
		way,
		(text) => [{ text, way }],
		way === "turned" ? ({ text }) => text.length < 4 : undefined,
	),
);

/** Kinds of single cells. */
export const cellKinds: readonly Kind[] = [...hidden, ...revoked, redacted, ...marks, ...seen].filter(
	({ producers }) => producers.length > 0,
);
