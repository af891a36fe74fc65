import { randomFrom } from "../figures.ts";
import { chooserFor } from "../variety/choose.ts";
import { lookOf } from "../variety/look.ts";
import { cellKinds } from "./kinds/cells.ts";
import { documentKinds } from "./kinds/documents.ts";
import type { Kind } from "./kinds/kind.ts";
import { pageKinds } from "./kinds/pages.ts";
import { spellingKinds } from "./kinds/spellings.ts";
import type { Making, ProducerName, Random, Truth } from "./model.ts";
import { oneOf } from "./model.ts";
import type { Produced } from "./producers.ts";
import { PRODUCE, type REWRITERS, rewritten } from "./producers.ts";
import { shownReport } from "./report.ts";

/** Every kind; `none/plain` are clean documents. */
export const KINDS: readonly Kind[] = [...cellKinds, ...spellingKinds, ...documentKinds, ...pageKinds];

/** A document with what a person sees in it. */
export interface ShownDocument extends Produced {
	readonly name: string;
	readonly kind: string;
	readonly producer: ProducerName;
	/** The program that wrote the PDF anew, or `none`. */
	readonly rewriter: string;
	readonly truth: Truth;
}

/** What documents are drawn from. */
export interface Choice {
	readonly kinds: readonly Kind[];
	readonly producers: readonly ProducerName[];
	readonly rewriters: typeof REWRITERS;
	/** Forms to draw from; all unless told. */
	readonly form?: "2019" | "2021" | "pre2019" | undefined;
}

/** The plan of one document: its kind, who sets it and by which seed. */
export interface Plan {
	readonly seed: number;
	readonly kind: Kind;
	readonly producer: ProducerName;
}

/** Plans that go through all kinds in a drawn order before any comes again. */
export function drawPlans(seed: number, count: number, choice: Choice): Plan[] {
	const random = randomFrom(seed * 104_729 + 7);
	const able = choice.kinds.filter((kind) => kind.producers.some((name) => choice.producers.includes(name)));
	const plans: Plan[] = [];
	while (plans.length < count && able.length > 0) {
		for (const kind of shuffled(able, random)) {
			if (plans.length >= count) break;
			const [first, ...others] = kind.producers.filter((name) => choice.producers.includes(name));
			if (first) plans.push({ seed: seed * 1000 + plans.length, kind, producer: oneOf(random, [first, ...others]) });
		}
	}
	return plans;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
	const left = [...items];
	return items.flatMap(() => left.splice(random(left.length), 1));
}

/** Makes one document. */
export async function makeDocument({ seed, kind, producer }: Plan, choice: Choice): Promise<ShownDocument> {
	const random = randomFrom(seed * 2_654_435 + 11);
	for (let i = 0; i < 5; i++) random(10);
	const report = shownReport(seed, random, { form: kind.form ?? choice.form });
	const making: Making = { look: { ...drawnLook(seed, random), ...kind.look }, random };
	const changed = kind.change?.(report, making) ?? report;
	const produced = await PRODUCE[producer](changed, kind, making);
	const isPdf = produced.extension === "pdf";
	const drawn = isPdf && random(10) < 3 ? choice.rewriters[random(choice.rewriters.length)] : undefined;
	let { bytes } = produced;
	if (drawn) bytes = await rewritten(bytes, drawn);
	if (isPdf && kind.finish) bytes = await kind.finish(bytes, making, changed);
	const name = `${kind.name.replace("/", "-")}-${producer}-${seed}`;
	return { ...produced, bytes, name, kind: kind.name, producer, rewriter: drawn?.name ?? "none", truth: changed.truth };
}

/** Looks that are no kind of their own: figures in ruled tables. */
function drawnLook(seed: number, random: Random): Making["look"] {
	const look = lookOf(
		chooserFor(seed + 31, {
			ruling: oneOf(random, ["all", "all", "all", "thin", "gray", "thick", "open-sides"]),
			font: oneOf(random, ["serif", "sans"]),
			page: oneOf(random, ["a4", "a4", "a4", "letter", "a3", "wide"]),
			size: oneOf(random, ["small", "usual", "usual", "large"]),
			labels: oneOf(random, ["narrow", "usual"]),
			margin: oneOf(random, ["narrow", "usual"]),
			turn: oneOf(random, ["none", "none", "none", "wide"]),
			letters: "usual",
			"cut-rows": "no",
			"page-rotate": "none",
		}),
	);
	// A reader told the year by the header would not need the title.
	return { ...look, header: oneOf(random, ["none", "none", "name"]) };
}
