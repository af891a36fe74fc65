/** A text in Chinese and English. */
export interface Names {
	readonly zh: string;
	readonly en: string;
}

/** A label of a form with all that is known of it. */
export interface Field {
	/** Part of the paths in `tables`; never reused for another meaning. */
	readonly key: string;
	/** As the form prints it, without a number before it. */
	readonly label: string;
	/** How reports print it otherwise. */
	readonly variants?: readonly string[];
	/** Chinese name in schema and codebook; absent where it is the label. */
	readonly zh?: string;
	/** English name in schema and codebook. */
	readonly en: string;
	/** ASCII name of the rule catalogue, for the short names of columns; absent where it is the key. */
	readonly short?: string;
	/** The part of the label by which its table is known among the tables of a document. */
	readonly sign?: string;
	/** What it means in law; absent where only the form names it. */
	readonly legal?: Names;
}

/** A column of figures. Without `unit` it counts: whole numbers, not below 0. */
export interface ColumnField extends Field {
	/** What an amount of money is printed in. */
	readonly unit?: "10,000 yuan" | "as printed";
	/** It is a difference and may be below 0. */
	readonly isChange?: true;
	/** Heading printed over it and its neighbours. */
	readonly under?: string;
	/** The part of the heading that only this table has, whatever else counts the same things. */
	readonly ownSign?: string;
}

/** Rows of table 二 under headings of their own. */
export interface ProactiveBlock {
	/** Item of article 20 printed over them. */
	readonly item: string;
	readonly columns: readonly ColumnField[];
	readonly rows: readonly Field[];
}

/** Table 二: small tables on one sheet. */
export interface ProactiveFields {
	/** Printed over the labels of rows; one of the table's signs. */
	readonly corner: string;
	/** Article that every item begins with; one of the table's signs. */
	readonly article: string;
	readonly blocks: readonly ProactiveBlock[];
}

/** Where a row of table 三 stands in the printed identity: intake = total + rest, and results sum to the total. */
export type RequestPart = "intake" | "result" | "total" | "rest";

/** A row of table 三. */
export interface RequestRow extends Field {
	readonly part: RequestPart;
	/** Printed before the label; rows of a group are numbered by their place. */
	readonly number?: string;
	/** Printed after the label. */
	readonly note?: string;
}

/** Rows of table 三 under one heading, all of them results; their keys follow the group's. */
export interface RequestGroup {
	readonly key: string;
	readonly number: string;
	readonly label: string;
	readonly rows: readonly Omit<RequestRow, "part" | "number" | "note">[];
}

/** Table 三: every row has the same columns; the last column is the total of the others. */
export interface RequestFields {
	/** Printed over the labels of rows; without rulings it may run into the first column's heading. */
	readonly corner: string;
	/** Printed over all columns. */
	readonly over: string;
	/** What else stands over labels in reports. */
	readonly heads: readonly string[];
	/** Printed beside results and their total. */
	readonly results: string;
	readonly columns: readonly ColumnField[];
	readonly rows: readonly (RequestRow | RequestGroup)[];
	/** In Chinese, what tells the edition at a glance. */
	readonly mark: string;
}

/** A block of table 四; `under` is printed over it and its neighbours. */
export interface RemedyBlock extends Field {
	readonly under?: string;
}

/** Table 四: the same columns under every block; the last column of a block is the total of its others. */
export interface RemedyFields {
	readonly columns: readonly ColumnField[];
	readonly blocks: readonly RemedyBlock[];
	readonly legal: Names;
}

/** The notice that issued an edition, as reports cite it. */
export interface Notice {
	/** Such as `〔2021〕30号`. */
	readonly number: string;
	readonly title: RegExp;
	/** What is printed beside its number where the title is another notice's. */
	readonly wrongTitle: RegExp;
}

/** An edition of the statutory form with three tables: one data file. */
export interface Edition {
	/** As published in `form`. */
	readonly id: string;
	/** In Chinese, with the notice that issued it. */
	readonly name: string;
	readonly notice: Notice;
	/** The first year reported on in it. */
	readonly firstYear: number;
	/** It came after `gouji/report@1` was published: the reports held lack what it adds. */
	readonly isLater?: true;
	readonly proactive: ProactiveFields;
	readonly requests: RequestFields;
	readonly remedies: RemedyFields;
}

/** An indicator of a statistical table: a label and a figure. */
export interface Indicator extends Field {
	readonly unit?: "10,000 yuan";
	/** The row that it is a part of, with all other parts. */
	readonly partOf?: string;
	/** Provinces add it; it is counted where it is printed. */
	readonly isLocal?: true;
	/** Name of its group, where the label alone does not tell. */
	readonly under?: string;
}

/** A form that is one list of indicators. */
export interface ListEdition {
	readonly id: string;
	readonly name: string;
	readonly legal: Names;
	readonly indicators: readonly Indicator[];
}

/** The forms that reports may follow. Everything that depends on the form is made from such a value. */
export interface Forms {
	/** Editions with three tables, the oldest first. */
	readonly editions: readonly Edition[];
	/** The list of the years before the first of them. */
	readonly list: ListEdition;
}
