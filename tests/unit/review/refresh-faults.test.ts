import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { Desk } from "../../../src/review/desk/desk.ts";
import { openDesk } from "../../../src/review/desk/desk.ts";
import { documentsAmong } from "../../../src/review/desk/documents.ts";
import type { SampleReport } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";

describe("taking reports into the desk", () => {
	test("a fault of ours is told with its stack, stops no other report, and is tried again by the next start", async () => {
		const given = await testDesk();
		await given.publish("bureau-2021-ruled");
		await given.publish("bureau-2023-inconsistent");
		const told: string[] = [];
		const open = (isBroken: boolean) =>
			openDesk({
				reports: join(given.folder, "output", "data", "reports"),
				index: join(given.folder, "output", "review", "index.sqlite"),
				state: join(given.folder, "state", "review.sqlite"),
				documents: documentsAmong(async () => []),
				pipeline: disclosureReport,
				account: join(given.folder, "output", "data", "owed.json"),
				clock: given.desk.clock,
				now: () => "2026-11-25T02:00:00.000Z",
				roster: {
					...given.desk.roster,
					placeOf: () => ({ region: "", level: "" }),
					isLate: (_, year) => {
						if (isBroken && year === 2021) throw new TypeError("x is not a function");
						return false;
					},
					owed: () => [],
				},
				tell: (message) => void told.push(message),
			});
		const broken = open(true);
		expect(await broken.refresh()).toEqual({ changed: 2, removed: 0 });
		expect(broken.index.all("select name, is_bug from trouble")).toEqual([{ name: "bureau-2021-ruled.json", is_bug: 1 }]);
		expect(broken.index.all("select name from report")).toEqual([{ name: "bureau-2023-inconsistent.json" }]);
		expect(told).toEqual([expect.stringMatching(/bureau-2021-ruled.*fault of gouji.*TypeError: x is not a function\n\s+at /s)]);
		expect(await broken.refresh()).toEqual({ changed: 0, removed: 0 });
		broken.close();
		const mended = open(false);
		expect(await mended.refresh()).toEqual({ changed: 1, removed: 0 });
		expect(mended.index.all("select name from trouble")).toEqual([]);
		mended.close();
		await given.remove();
	});
	test("a file that is no report is its own trouble, and nobody is told of a fault", async () => {
		const given = await testDesk();
		await given.publish("bureau-2021-ruled");
		writeFileSync(join(given.folder, "output/data/reports/broken.json"), "{");
		await given.desk.refresh();
		expect(given.desk.index.all("select name, is_bug from trouble")).toEqual([{ name: "broken.json", is_bug: 0 }]);
		expect(given.told).toEqual([]);
		await given.remove();
	});
	test("a report that waits for a person is shown as held, and neither as there nor as missing", async () => {
		const given = await testDesk([{ name: "红河市公安局" }, { name: "青山镇人民政府" }, { name: "缺席县财政局" }], 2025);
		await given.publish("bureau-2021-ruled");
		const found = { url: "https://a.example/1", title: "", source: "town", detail: "", sha256: null };
		const held = [{ ...found, claimed_issuer: "红河市公安局", source_issuer: "青山镇人民政府", year: 2025 }];
		writeFileSync(join(given.folder, "output/data/held.json"), JSON.stringify({ schema: "gouji/held@1", held }));
		await given.desk.refresh();
		expect(await given.desk.held()).toEqual(held);
		const owed = given.desk.index.all<{ issuer: string; state: string }>("select name as issuer, state from owed");
		expect(Object.fromEntries(owed.map(({ issuer, state }) => [issuer, state]))).toEqual({
			红河市公安局: "unread",
			青山镇人民政府: "unread",
			缺席县财政局: "not-found",
		});
		await given.remove();
	});

	test("what is owed after each change of a few reports is what a new index tells of all", async () => {
		const roster = [{ name: "青石市教育局", aliases: ["市教育局"] }, { name: "青山镇人民政府" }, { name: "缺席县财政局" }];
		const given = await testDesk(roster, 2023);
		const seen = roster.map(({ name }) => ({ issuer: name, year: 2024, seenWhole: name !== "缺席县财政局" }));
		const document = { url: "https://a.example/1", title: "青山镇人民政府2025年年报", source: "town", issuer: "", year: 2025 };
		const account = { owed: seen, unread: [{ ...document, reason: "damaged-pdf", detail: "" }] };
		await given.publish("bureau-2021-ruled");
		writeFileSync(join(given.folder, "output/data/owed.json"), JSON.stringify(account));
		const owedIn = ({ index }: Desk) => index.all("select name, year, state, seen_whole, url, deadline from owed order by 1, 2");
		const named = (name: string, year: number) => (report: SampleReport) => {
			Object.assign(report, { year });
			report.issuer.name = name;
		};
		const changes: (() => unknown)[] = [
			() => given.publish("bureau-2021-ruled", named("青石市教育局", 2024), "a.json"),
			() => given.publish("bureau-2021-ruled", named("市教育局", 2025), "b.json"),
			() => given.publish("bureau-2021-ruled", named("青山镇人民政府", 2025), "a.json"),
			() => rm(join(given.folder, "output/data/reports/b.json")),
			() => writeFileSync(join(given.folder, "output/data/reports/a.json"), "{"),
			() => given.publish("bureau-2021-ruled", named("缺席县财政局", 2023), "c.json"),
			() => rm(join(given.folder, "output/data/reports/c.json")),
		];
		const counts: number[] = [];
		for (const change of changes) {
			await change();
			await given.desk.refresh();
			const fresh = openDesk({
				...{ reports: join(given.folder, "output/data/reports"), account: join(given.folder, "output/data/owed.json") },
				...{ index: ":memory:", state: ":memory:", documents: documentsAmong(async () => []), pipeline: disclosureReport },
				...{ roster: given.desk.roster, clock: given.desk.clock, now: () => "2026-11-25T02:00:00.000Z", tell: () => {} },
			});
			await fresh.refresh();
			expect(owedIn(given.desk)).toEqual(owedIn(fresh));
			counts.push(owedIn(fresh).length);
			fresh.close();
		}
		expect(new Set(counts).size).toBeGreaterThan(2);
		await given.remove();
	});
});
