import { form2019 } from "./form-2019.ts";
import { form2021 } from "./form-2021.ts";
import { pre2019 } from "./pre-2019.ts";
import type { Edition, Forms, ListEdition } from "./types.ts";

/** The forms that have been issued: a new one is a data file and its name here. */
export const issuedForms: Forms = { editions: [form2019, form2021], list: pre2019 };

/** The form that a report on a year should follow. */
export function formFor(year: number, { editions, list }: Forms = issuedForms): Edition | ListEdition {
	return editions.findLast(({ firstYear }) => firstYear <= year) ?? list;
}

/** Whether a report on a year should have the list of the years before the three tables. */
export function isListYear(year: number, forms: Forms = issuedForms): boolean {
	return formFor(year, forms) === forms.list;
}

/** The newest edition: a table that shows no mark of any is taken for one of it. */
export function newestOf({ editions }: Forms): Edition {
	const newest = editions.at(-1);
	if (!newest) throw new Error("there is no edition");
	return newest;
}

/** The values of all forms under `form`, the list last. */
export function formIds({ editions, list }: Forms): string[] {
	return [...editions.map(({ id }) => id), list.id];
}

/** What is made once for each value of `Forms`, such as its labels. */
export function madeOnce<K extends object, T>(make: (key: K) => T): (key: K) => T {
	const made = new WeakMap<K, { readonly value: T }>();
	return (key) => {
		const known = made.get(key) ?? { value: make(key) };
		made.set(key, known);
		return known.value;
	};
}
