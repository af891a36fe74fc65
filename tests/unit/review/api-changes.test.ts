import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SampleReport, TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

const SAMPLE = "bureau-2023-inconsistent";

let own: TestDesk;
let server: DeskServer;
beforeEach(async () => {
	own = await testDesk();
	for (const name of ["a", "b", "c", "d"]) await publish(name);
	await own.desk.refresh();
	server = await serveTestDesk(own, { name: "王芳", role: "viewer" });
});
afterEach(async () => {
	server.close();
	await own.remove();
});

/** A report of an organ of its own, or another version of another one's. */
async function publish(name: string, { of = name, more = {} }: { of?: string; more?: object } = {}): Promise<void> {
	const change = (report: SampleReport & { id?: string }) => {
		report.issuer.name = `${"甲乙丙丁"["abcd".indexOf(of)]}城市教育局`;
		report.id = name;
		Object.assign(report.source, { url: `https://${of}.gov.cn/${name}.html` });
		Object.assign(report.source, {
			sha256: createHash("sha256")
				.update(JSON.stringify([name, more]))
				.digest("hex"),
		});
		Object.assign(report, more);
	};
	await own.publish(SAMPLE, change, `${name}.json`);
}

type Item = Readonly<Record<string, unknown>>;
const ask = async (path: string) => JSON.parse((await server.ask(path)).text) as { items: Item[]; next: string | null };

/** Every item of a list in pages of two, with something happening after the first. */
async function paged(list: string, happens: () => Promise<unknown>): Promise<Item[]> {
	const items: Item[] = [];
	let cursor = "";
	for (let pages = 0; pages < 200; pages++) {
		const answer = await ask(`${list}${list.includes("?") ? "&" : "?"}limit=2${cursor}`);
		items.push(...answer.items);
		if (answer.next === null) return items;
		cursor = `&cursor=${answer.next}`;
		if (pages === 0) await happens();
	}
	throw new Error("the list has no end");
}

const revised = { published_on: "2024-06-01" };

describe("pages of the API while reports change", () => {
	test("tell a report again whose version in force is another one now, and no other twice", async () => {
		const last = new Map<unknown, Item>();
		const items = await paged("/api/reports", async () => {
			await publish("a2", { of: "a", more: revised });
			await own.desk.refresh();
		});
		for (const item of items) last.set(item.id, item);
		expect(items.map(({ id }) => id)).toEqual(["a.json", "b.json", "c.json", "d.json", "a.json", "a2.json"]);
		expect([...last.values()]).toEqual((await ask("/api/reports")).items.toSorted((x, y) => order(last, x, y)));
		expect(last.get("a.json")).toMatchObject({ version: 1, is_current: false });
		expect(last.get("a2.json")).toMatchObject({ version: 2, is_current: true });
	});

	test("tell the last report that came in again where it changed, and one whose sibling went", async () => {
		await publish("a2", { of: "a", more: revised });
		await own.desk.refresh();
		const all = await ask("/api/reports");
		expect(all.items.at(-1)).toMatchObject({ id: "a2.json" });
		const cursor = (await ask(`/api/reports?limit=${all.items.length - 1}`)).next;
		await publish("a2", { of: "a", more: { ...revised, title: "另一个标题" } });
		await own.desk.refresh();
		expect((await ask(`/api/reports?cursor=${cursor}`)).items).toMatchObject([{ id: "a2.json", title: "另一个标题" }]);
		await rm(join(own.folder, "output", "data", "reports", "a2.json"));
		await own.desk.refresh();
		expect((await ask(`/api/reports?cursor=${cursor}`)).items).toMatchObject([{ id: "a.json", is_current: true }]);
	});

	test.each(["year", "-year", "issuer", "-issuer", "-published_on"])(
		"sorted by %s lose and repeat none that is read again",
		async (sort) => {
			const before = (await ask(`/api/reports?sort=${sort}`)).items.map(({ id }) => id);
			const items = await paged(`/api/reports?sort=${sort}`, async () => {
				for (const name of ["a", "b", "c", "d"]) await publish(name, { more: { title: "另一个标题" } });
				await own.desk.refresh();
			});
			expect(items.map(({ id }) => id)).toEqual(before);
		},
	);

	test("lose and repeat no finding of reports that are read again", async () => {
		const key = ({ report, fingerprint }: Item) => `${report} ${fingerprint}`;
		const before = (await ask("/api/findings?limit=500")).items.map(key);
		const items = await paged("/api/findings", async () => {
			for (const name of ["d", "a"]) await publish(name, { more: { id: `${name} anew` } });
			await own.desk.refresh();
		});
		expect(items.map(key)).toEqual(before);
	});

	test("are not gone on with over an index that was made anew", async () => {
		const { next } = await ask("/api/reports?limit=1");
		own.desk.index.run("update told set generation = 'another'");
		for (const list of ["reports", "findings", "cells", "reports?sort=year"]) {
			const answer = await server.ask(`/api/${list}${list.includes("?") ? "&" : "?"}cursor=${next}`);
			expect([list, answer.status]).toEqual([list, 400]);
			expect(answer.text).toContain("begin without one");
		}
	});
});

/** By when each was told last. */
function order(last: ReadonlyMap<unknown, Item>, x: Item, y: Item): number {
	const ids = [...last.keys()];
	return ids.indexOf(x.id) - ids.indexOf(y.id);
}
