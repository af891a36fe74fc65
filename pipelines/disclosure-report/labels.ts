import type { FigureField } from "./fields/figure-fields.ts";
import { figureFields } from "./fields/figure-fields.ts";
import { issuedForms, madeOnce } from "./fields/forms.ts";
import type { Forms } from "./fields/types.ts";
import { reportSchema } from "./schema.ts";

/** Every figure of the issued forms by path in `tables`, in the schema's order. */
export const labelByPath: ReadonlyMap<string, FigureField> = figureFields(issuedForms);

const rowZhByRow: (forms: Forms) => ReadonlyMap<string, string> = madeOnce((forms: Forms) => {
	const fields = [...figureFields(forms).values()];
	return new Map(fields.toReversed().map(({ path, row }) => [path.slice(0, path.lastIndexOf(".")), row.zh]));
});

/** The Chinese label of a path: row and column as printed; the path itself for extra rows. */
export function labelOf(path: string, forms: Forms = issuedForms): string {
	return figureFields(forms).get(path)?.zh ?? path;
}

/** The Chinese label of a row or block, without its column. */
export function rowLabelOf(path: string, forms: Forms = issuedForms): string {
	return rowZhByRow(forms).get(path) ?? path;
}

/** The Chinese label of a figure's column, without its row. */
export function columnLabelOf(path: string, forms: Forms = issuedForms): string {
	return figureFields(forms).get(path)?.column.zh ?? path;
}

/** The Chinese name of a table (`requests`), a section (`sections.overview`) or another place; itself where it has none. */
export function placeLabelOf(place: string, forms: Forms = issuedForms): string {
	const [first = "", second = ""] = place.split(".");
	const { shape } = reportSchema(forms);
	if (first === "sections") return titleIn(shape.sections.shape, second) ?? place;
	return figureFields(forms).get(place)?.zh ?? titleIn(shape.tables.shape, first) ?? titleIn(shape, first) ?? place;
}

function titleIn(shape: object, key: string): string | undefined {
	const schema = Object.entries(shape).find(([name]) => name === key)?.[1] as { meta?: () => { title?: string } | undefined };
	return schema?.meta?.()?.title;
}
