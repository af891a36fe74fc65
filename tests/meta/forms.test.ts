import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { formIds, issuedForms } from "../../pipelines/disclosure-report/fields/forms.ts";
import { requestRowsOf } from "../../pipelines/disclosure-report/fields/paths.ts";
import type { Field } from "../../pipelines/disclosure-report/fields/types.ts";

const folder = fileURLToPath(new URL("../../pipelines/disclosure-report", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

test("no code asks which edition a report follows: only an edition's own file names it", () => {
	const literal = new RegExp(`["'\`](?:${formIds(issuedForms).join("|")})["'\`]`);
	const naming = files.filter((file) => literal.test(readFileSync(join(folder, file), "utf8")));
	expect(naming.sort()).toEqual(["fields/form-2019.ts", "fields/form-2021.ts", "fields/pre-2019.ts"]);
});

const { editions, list } = issuedForms;
const fields: readonly (Field & { readonly ownSign?: string })[] = [
	...editions.flatMap(({ proactive }) => proactive.blocks.flatMap(({ rows, columns }) => [...rows, ...columns])),
	...editions.flatMap((edition) => [...edition.requests.columns, ...requestRowsOf(edition)]),
	...editions.flatMap(({ remedies }) => [...remedies.columns, ...remedies.blocks]),
	...list.indicators,
];

test("every sign of a table is a part of the label that it stands beside", () => {
	const signed = fields.filter(({ sign, ownSign }) => sign !== undefined || ownSign !== undefined);
	expect(signed.length).toBeGreaterThan(40);
	expect(signed.filter(({ label, sign = "", ownSign = "" }) => !label.includes(sign) || !label.includes(ownSign))).toEqual([]);
});

test("a key has one English name in all editions", () => {
	const names = new Map<string, Set<string>>();
	for (const edition of editions) {
		for (const { key, en } of requestRowsOf(edition)) names.set(key, (names.get(key) ?? new Set()).add(en));
	}
	expect([...names].filter(([, english]) => english.size > 1)).toEqual([]);
});
