import { describe, expect, test } from "vitest";
import { findPeerMatches } from "../../../pipelines/disclosure-report/rules/peers.ts";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { ParsedReport } from "../../../src/check/report-checker.ts";
import { organsOf } from "../../../src/collecting/owed/organs.ts";
import type { UnreadDocument } from "../../../src/collecting/owed/owed-reports.ts";
import { owedReports } from "../../../src/collecting/owed/owed-reports.ts";
import type { Issuer } from "../../../src/collecting/sources/config.ts";
import type { Known } from "../../../src/nightly/related-reports.ts";
import { RelatedReports } from "../../../src/nightly/related-reports.ts";

interface Held {
	readonly issuer: string;
	readonly year: number;
	readonly overview?: string;
	readonly group?: string;
}

const organ = (name: string, more: Partial<Issuer> = {}): Issuer => ({
	name,
	aliases: [],
	deadline: "01-31",
	complete: false,
	...more,
});

const heldOf = (reports: readonly Held[]) =>
	reports.map((report, i) => ({
		key: `https://example.gov.cn/${i}`,
		issuer: report.issuer,
		year: report.year,
		group: report.group ?? "source",
		load: async () => parsedOf(report, i),
	}));

/** A report that holds nothing but what tells it apart, and its words. */
function parsedOf({ issuer, year, overview = "" }: Held, i: number): ParsedReport {
	const quality = { status: "verified", reasons: [], cells_read: 0, cells_expected: 0 } as const;
	const report = { id: `${i}`, title: "", year, issuer: { name: issuer }, source: { file: "" }, findings: [], quality };
	const parsed: ParsedReport = {
		report,
		check: () => parsed,
		words: () => ({ issuer, sections: { overview } }),
		printedTables: () => [],
	};
	return parsed;
}

const pipeline = { findPeers: findPeerMatches };

const roster = [
	organ("山南县人民政府", { deadline: "03-31", complete: true }),
	organ("山南县人民政府办公室", { parent: "山南县人民政府" }),
	organ("山南县水利局", { parent: "山南县人民政府", aliases: ["山南县水务局"], deadline_basis: "山南政办〔2024〕1号" }),
];
/** What stands around reports on a day; `isSeenWhole` is what looks through the lists came to. */
function knownOn(
	today: string,
	{ own = roster, unread = [], ...look }: { own?: Issuer[]; unread?: UnreadDocument[]; isSeenWhole?: boolean | undefined } = {},
): Known {
	const organs = organsOf(own, disclosureReport);
	return {
		organs,
		owed: owedReports({
			organs,
			from: 2023,
			today,
			isRead: () => false,
			unread,
			isSeenWhole: () => ("isSeenWhole" in look ? look.isSeenWhole : true),
		}),
	};
}
const known = knownOn("2025-02-01");

describe("what stands around a report", () => {
	test("the year before is found under the name of then, and the years held are told", async () => {
		const held = heldOf([
			{ issuer: "山南县水务局", year: 2022 },
			{ issuer: "山南县水利局", year: 2023 },
			{ issuer: "北山县水利局", year: 2022 },
		]);
		const around = await new RelatedReports(held, known, pipeline).around(held[1] ?? fail());
		expect(around.previous?.report).toMatchObject({ issuer: { name: "山南县水务局" }, year: 2022 });
		expect(around.years).toEqual([2022, 2023]);
		expect(around.children).toBeUndefined();
		expect(around.peers).toBeUndefined();
	});

	test("organs below are those of the roster; one is missed only after its deadline and from the first year owed", async () => {
		const held = heldOf([
			{ issuer: "山南县人民政府", year: 2024 },
			{ issuer: "山南县人民政府办公室", year: 2024 },
			{ issuer: "山南县人民政府", year: 2022 },
		]);
		const [now, , then] = held;
		const after = await new RelatedReports(held, known, pipeline).around(now ?? fail());
		expect(after.children).toMatchObject({
			missing: ["山南县水利局"],
			isComplete: false,
			office: { report: { issuer: { name: "山南县人民政府办公室" } } },
		});
		const inTime = await new RelatedReports(held, knownOn("2025-01-31"), pipeline).around(now ?? fail());
		expect(inTime.children?.missing).toEqual([]);
		expect((await new RelatedReports(held, known, pipeline).around(then ?? fail())).children?.missing).toEqual([]);
		const unread: UnreadDocument = {
			...{ url: "file:///in/a.pdf", title: "山南县水利局2024年.pdf", source: "all", issuer: "", year: 2024 },
			...{ reason: "damaged-pdf", detail: "" },
		};
		for (const given of [{ isSeenWhole: false }, { isSeenWhole: undefined }, { unread: [unread] }])
			expect(
				(await new RelatedReports(held, knownOn("2025-02-01", given), pipeline).around(now ?? fail())).children,
			).toMatchObject({
				missing: [],
				unseen: ["山南县水利局"],
			});
	});

	test("a parent is compared with the sum only where the roster says that it is whole, and all are there", async () => {
		const all = heldOf(roster.map(({ name }) => ({ issuer: name, year: 2024 })));
		const [parent] = all;
		expect((await new RelatedReports(all, known, pipeline).around(parent ?? fail())).children?.isComplete).toBe(true);
		const partial = knownOn("2025-02-01", { own: roster.map((entry) => ({ ...entry, complete: false })) });
		expect((await new RelatedReports(all, partial, pipeline).around(parent ?? fail())).children?.isComplete).toBe(false);
	});

	test("two addresses of one report and year are each other's copies", async () => {
		const held = heldOf([
			{ issuer: "山南县水利局", year: 2024 },
			{ issuer: "山南县水务局", year: 2024 },
		]);
		const { copies } = await new RelatedReports(held, known, pipeline).around(held[0] ?? fail());
		expect(copies?.map(({ url }) => url)).toEqual(["https://example.gov.cn/1"]);
	});

	test("words are compared within one place and year only", async () => {
		const words = Array.from({ length: 400 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 9000))).join("");
		const other = Array.from({ length: 400 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 104_729) % 9000))).join("");
		const held = heldOf([
			{ issuer: "山南县水利局", year: 2024, overview: words },
			{ issuer: "山南县人民政府", year: 2024, overview: words },
			{ issuer: "山南县人民政府办公室", year: 2024, overview: other },
			{ issuer: "北山县水利局", year: 2024, overview: words, group: "north" },
			{ issuer: "山南县水利局", year: 2023, overview: words },
		]);
		const surroundings = new RelatedReports(held, known, pipeline);
		await surroundings.comparePeers();
		const peers = await Promise.all(
			held.map(async (report) => (await surroundings.around(report)).peers?.map(({ issuer }) => issuer)),
		);
		expect(peers).toEqual([["山南县人民政府"], ["山南县水利局"], [], undefined, undefined]);
	});

	test("a local deadline counts where the roster names its basis", () => {
		const surroundings = new RelatedReports([], known, pipeline);
		expect(surroundings.publicationOf("山南县水务局")).toEqual({ localDeadline: { day: "01-31", basis: "山南政办〔2024〕1号" } });
		expect(surroundings.publicationOf("山南县人民政府")).toEqual({});
		expect(surroundings.publicationOf("无名局")).toEqual({});
	});
});

function fail(): never {
	throw new Error("no such report");
}
