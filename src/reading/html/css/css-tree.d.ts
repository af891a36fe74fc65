/** The parser of css-tree alone: the package's own door loads its dictionaries of values too. */
declare module "css-tree/parser" {
	/** A node of a style sheet; children are in its own list, and what is broken is "Raw". */
	export interface CssNode {
		readonly type: string;
		readonly name?: string | CssNode;
		readonly property?: string;
		readonly important?: boolean | string;
		readonly value?: string | CssNode | null;
		readonly matcher?: string | null;
		readonly flags?: string | null;
		readonly prelude?: CssNode | null;
		readonly block?: CssNode | null;
		readonly children?: Iterable<CssNode> | null;
		readonly nth?: CssNode;
		readonly selector?: CssNode | null;
		readonly a?: string | null;
		readonly b?: string | null;
	}
	const parse: (text: string, options: Readonly<Record<string, string | boolean>>) => CssNode;

	export { parse as default };
}
