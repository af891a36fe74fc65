/** The figure at a dotted path in `tables`; undefined where the report's table has no such field. */
export function figureAt(tables: unknown, path: string): unknown {
	let here = tables;
	for (const key of path.split(".")) {
		if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
		here = (here as Record<string, unknown>)[key];
	}
	return here;
}
