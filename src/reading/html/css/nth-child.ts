import type { CssNode } from "css-tree/parser";
import type { Element } from "domhandler";
import type { Matcher } from "./budget.ts";
import { elementsOf, parentOf } from "./family-tree.ts";

/** Names that say which child of its parent an element is, each as `an + b` counted from the start or the end. */
const FIXED: Readonly<Record<string, readonly (readonly [fromEnd: boolean, ofType: boolean])[]>> = {
	"first-child": [[false, false]],
	"last-child": [[true, false]],
	"only-child": [
		[false, false],
		[true, false],
	],
	"first-of-type": [[false, true]],
	"last-of-type": [[true, true]],
	"only-of-type": [
		[false, true],
		[true, true],
	],
};

/** The test of a pseudo-class that counts children; undefined for others. */
export function isNthChild(name: string, argument: CssNode | undefined): Matcher | undefined {
	const fixed = FIXED[name];
	if (fixed) {
		return (element, budget) =>
			budget.spend(2) && fixed.every(([fromEnd, ofType]) => placeOf(element, ofType)[fromEnd ? 1 : 0] === 1);
	}
	if (!/^nth-(?:last-)?(?:child|of-type)$/.test(name) || !argument?.nth || argument.selector) return undefined;
	const step = stepOf(argument.nth);
	if (!step) return undefined;
	const [a, b] = step;
	const [fromEnd, ofType] = [name.includes("last"), name.endsWith("type")];
	return (element, budget) => {
		if (!budget.spend(2)) return false;
		const place = placeOf(element, ofType)[fromEnd ? 1 : 0] - b;
		return a === 0 ? place === 0 : place % a === 0 && place / a >= 0;
	};
}

function stepOf({ type, name, a, b }: CssNode): readonly [number, number] | undefined {
	if (name === "odd") return [2, 1];
	if (name === "even") return [2, 0];
	if (type !== "AnPlusB") return undefined;
	const step = a === null || a === undefined ? 0 : a === "" || a === "+" ? 1 : a === "-" ? -1 : Number(a);
	const offset = Number(b ?? 0);
	return Number.isFinite(step) && Number.isFinite(offset) ? [step, offset] : undefined;
}

type Place = readonly [fromStart: number, fromEnd: number];
const places = new WeakMap<Element, readonly [all: Place, ofType: Place]>();

/** Which child an element is, counted from 1; all children of its parent are counted at once. */
function placeOf(element: Element, ofType: boolean): Place {
	const known = places.get(element);
	if (known) return known[ofType ? 1 : 0];
	const siblings = elementsOf(parentOf(element) ?? element.parent);
	const counts = new Map<string, number>();
	for (const { name } of siblings) counts.set(name, (counts.get(name) ?? 0) + 1);
	const seen = new Map<string, number>();
	siblings.forEach((sibling, i) => {
		const own = (seen.get(sibling.name) ?? 0) + 1;
		seen.set(sibling.name, own);
		const ofOwn: Place = [own, (counts.get(sibling.name) ?? 0) - own + 1];
		places.set(sibling, [[i + 1, siblings.length - i], ofOwn]);
	});
	return places.get(element)?.[ofType ? 1 : 0] ?? [1, 1];
}
