import { unitInCaption } from "../../../src/family.ts";
import type { Evidence, ReportDocument, StatedUnit, Table } from "../../../src/rules.ts";
import { yuanOf } from "../../../src/rules.ts";
import { figureFields } from "../fields/figure-fields.ts";
import type { ReadTables } from "./tables.ts";

/** What amounts are published in, in yuan. */
const FORM_UNIT = 10_000;
/** A caption stands at most this many blocks before its table. */
const MOST_BEFORE = 2;

/**
 * The figures with every amount of money in the form's unit, 10,000 yuan, beside its number and unit as printed. Where the
 * form has no unit, as for 采购总金额, the value is the printed number.
 */
export function withMoney(read: ReadTables, document: ReportDocument): ReadTables {
	const fields = figureFields(read.forms);
	const caption = captionOf(document, read.named.proactive);
	const evidence = read.evidence.map((figure) => {
		const unit = fields.get(figure.path)?.unit ?? "count";
		if (unit === "count" || figure.state === "absent" || figure.money) return figure;
		const told = withUnit(figure, figure.path.startsWith("proactive.") ? caption : undefined);
		return unit === "as printed" ? { ...told, value: told.money?.printed ?? null } : told;
	});
	return { ...read, evidence };
}

function withUnit({ stated, ...figure }: Evidence, caption: StatedUnit | undefined): Evidence {
	const isInCell = yuanOf(figure.unit) !== undefined;
	const inCell: StatedUnit | undefined = isInCell ? { unit: figure.unit ?? null, from: "cell" } : undefined;
	const { unit, from } = inCell ?? stated ?? caption ?? ({ unit: null, from: "none" } as const);
	const factor = yuanOf(unit) ?? FORM_UNIT;
	// 1.2万 is read as 12000 yuan.
	const isScaled = from === "cell" && (unit === "万" || unit === "亿");
	const printed = figure.value !== null && isScaled ? rounded(figure.value / factor) : figure.value;
	const value = printed === null ? null : rounded((printed * factor) / FORM_UNIT);
	return { ...figure, value, money: { unit, from, printed } };
}

function rounded(value: number): number {
	return Math.round(value * 1e6) / 1e6;
}

/** The unit that a line right over one of the tables states. */
function captionOf({ blocks }: ReportDocument, tables: readonly Table[]): StatedUnit | undefined {
	for (const [at, block] of blocks.entries()) {
		if (block.kind !== "table" || !tables.includes(block.table)) continue;
		const before = blocks.slice(Math.max(0, at - MOST_BEFORE), at).reverse();
		const units = before.flatMap((one) => (one.kind === "paragraph" ? (unitInCaption(one.paragraph.text) ?? []) : []));
		if (units[0] !== undefined) return { unit: units[0], from: "caption" };
	}
	return undefined;
}
