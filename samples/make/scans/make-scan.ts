import { randomFrom } from "../figures.ts";
import type { BaseChoice, ScanTruth } from "./base.ts";
import { baseOf } from "./base.ts";
import type { At, Condition } from "./condition.ts";
import { picturesOfPages } from "./picture.ts";
import { scanPdf } from "./scan-pdf.ts";

/** A scan to be made. */
export interface Plan {
	readonly base: BaseChoice;
	readonly condition: Condition;
	/** Number of the document in its run. */
	readonly way: number;
	readonly strength: number;
}

/** A scan with what is printed in it. */
export interface MadeScan {
	readonly name: string;
	readonly pdf: Uint8Array;
	readonly truth: ScanTruth & { readonly condition: string };
	readonly pages: number;
}

/** The file name of a plan, without its ending. */
export function nameOf({ base: { seed, style, form }, condition }: Plan): string {
	return `${seed}-${style.name}-${form}.${condition.name}`;
}

/** Makes one scan; its report is kept in a folder for other conditions. */
export async function makeScan(plan: Plan, baseFolder: string): Promise<MadeScan> {
	const { condition, way, strength } = plan;
	const base = await baseOf(plan.base, baseFolder);
	const name = nameOf(plan);
	const random = randomFrom([...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7));
	for (let i = 0; i < 8; i++) random(10);
	const dpi = typeof condition.dpi === "function" ? condition.dpi(random) : (condition.dpi ?? 200);
	const drawn = await picturesOfPages(base.pdf, dpi);
	const pages = drawn.map(({ picture }) => picture);
	const at = (page: number): At => ({
		...{ random, dpi, page, pages, way, strength },
		glyphs: drawn[page]?.page.glyphs ?? [],
		heightPt: drawn[page]?.page.heightPt ?? 842,
	});
	const treated = pages.map((picture, page) => condition.treat?.(picture, at(page)) ?? picture);
	const arranged = condition.arrange?.(treated, at(0)) ?? treated;
	const scanned = arranged.map((picture, page) => ({ picture, ...condition.layer?.(picture, at(page)) }));
	const encoding = condition.encoding?.(at(0)) ?? { kind: "jpeg", quality: 75 };
	const perInch = condition.fileDpi ?? dpi;
	return {
		name,
		pdf: scanPdf(scanned, perInch, encoding),
		truth: { ...base.truth, id: name, condition: condition.name },
		pages: scanned.length,
	};
}
