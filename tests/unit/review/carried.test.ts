import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { readHumanWork } from "../../../src/output/dataset/human-work.ts";
import { folderSource } from "../../../src/output/dataset/report-source.ts";
import type { SampleReport, TestDesk } from "../../support/desk.ts";
import { misread, testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

const SAMPLE = "bureau-2023-scanned";
const PATH = "requests.received.total";
const [OLD, NEW] = ["a".repeat(64), "b".repeat(64)];

/** The sample's report as read from a document of these bytes: 4711 where another figure stands. */
const readFrom =
	(sha256: string, { value = 4711, isText = false, more = {} }: { value?: number; isText?: boolean; more?: object } = {}) =>
	(report: SampleReport) => {
		misread(report, PATH, value);
		const cell = report.cells.find(({ path }) => path === PATH);
		if (isText) Object.assign(cell ?? {}, { method: "text", confidence: 1 });
		Object.assign(report.source, { sha256 });
		Object.assign(report, more);
	};

let own: TestDesk;
let server: DeskServer;
beforeEach(async () => {
	own = await testDesk();
	await own.publish(SAMPLE, readFrom(OLD), "one.json");
	await own.desk.refresh();
	server = await serveTestDesk(own, { name: "王芳", role: "reviewer" });
	expect(await correct(OLD, 12, 0)).toBe(true);
});
afterEach(async () => {
	server.close();
	await own.remove();
});

const correct = (sha256: string, value: number | null, expected: number, isWithdrawn: 0 | 1 = 0) => {
	const at = new Date(Date.parse("2026-01-08T03:00:00Z") + expected * 1000 + (sha256 === NEW ? 60_000 : 0)).toISOString();
	return own.desk.correct(
		{ at, who: "王芳", sha256, path: PATH, value, before: 4711, reason: "对照原件", is_withdrawn: isWithdrawn },
		expected,
	);
};

/** What every view says of the figure in a file: value after corrections, and what became of those that are not in force. */
async function views(name: string) {
	const found = await own.desk.reportOf(name);
	const detail = JSON.parse((await server.ask(`/api/reports/${name}`)).text);
	const cells = JSON.parse((await server.ask(`/api/cells?report=${name}&path=${PATH}`)).text);
	const page = (await server.ask(`/report/${name}?cell=${PATH}`)).text;
	const source = folderSource(join(own.folder, "output", "data", "reports"), () => Date.now() + 60_000);
	const humanWork = await readHumanWork(join(own.folder, "state", "review.sqlite"));
	const request = { source, dataset: disclosureReport.dataset, software: "gouji/test", now: () => new Date(0), humanWork };
	const set = await exportSet({ ...request, formats: ["csv"] }, join(own.folder, "set"));
	return {
		desk: found?.report.cells.find(({ path }) => path === PATH)?.value,
		counted: [detail.corrections, detail.outdated],
		api: detail.corrected.map((one: { value: number; is_carried: boolean }) => [one.value, one.is_carried]),
		cell: cells.items[0].corrected && [cells.items[0].corrected.value, cells.items[0].corrected.is_carried],
		refused: detail.refused.map((one: { why: string; read: number | null }) => [one.why, one.read]),
		page: [page.includes("沿用自原来公布的文件"), page.includes("不再适用")],
		set: set.corrections.map(({ result }) => result),
	};
}

const CARRIED = {
	...{ desk: 12, counted: [1, 0], api: [[12, true]], cell: [12, true], refused: [], page: [true, false], set: ["carried"] },
};
const refused = (why: string, read: number) => ({
	...{ desk: read, counted: [0, 1], api: [], cell: null, refused: [[why, read]], page: [false, true], set: ["refused"] },
});

describe("a correction of a report that is published anew", () => {
	test("stands in every view where the figure is read the same", async () => {
		await own.publish(SAMPLE, readFrom(NEW), "one.json");
		await own.desk.refresh();
		expect(await views("one.json")).toEqual(CARRIED);
		// Nothing changes when nothing changes.
		const before = own.desk.changes();
		await own.desk.refresh();
		expect(own.desk.changes()).toBe(before);
	});

	test("stands under another file's name too, whichever comes or goes first", async () => {
		await own.publish(SAMPLE, readFrom(NEW), "two.json");
		await own.desk.refresh();
		// As long as the old document is published it is the one that was corrected.
		expect((await own.desk.reportOf("one.json"))?.corrections.inForce.size).toBe(1);
		expect((await own.desk.reportOf("two.json"))?.corrections.inForce.size).toBe(0);
		await rm(join(own.folder, "output", "data", "reports", "one.json"));
		await own.desk.refresh();
		expect(await views("two.json")).toEqual(CARRIED);
	});

	test("is refused in every view where another figure is printed", async () => {
		await own.publish(SAMPLE, readFrom(NEW, { value: 13 }), "one.json");
		await own.desk.refresh();
		expect(await views("one.json")).toEqual(refused("other-figure", 13));
	});

	test("is refused where text now says what was misread in a picture: it was mended", async () => {
		await own.publish(SAMPLE, readFrom(NEW, { isText: true }), "one.json");
		await own.desk.refresh();
		expect(await views("one.json")).toEqual(refused("printed-text", 4711));
	});

	test("accuses nobody before a person has looked at the new document", async () => {
		await own.publish(SAMPLE, readFrom(NEW), "one.json");
		await own.desk.refresh();
		const touching = async () =>
			((await own.desk.reportOf("one.json"))?.report.findings ?? []).filter(
				({ cells, severity }) => severity === "error" && cells.includes(PATH),
			);
		const found = await touching();
		expect(found.length).toBeGreaterThan(0);
		for (const { fingerprint, verdict, cause } of found) {
			expect([verdict, cause]).not.toEqual(["broken", "report"]);
			expect((await own.desk.proofOf("one.json", fingerprint))?.unproven).toContain(PATH);
		}
		const page = (await server.ask("/report/one.json")).text;
		expect(page).toContain("原来公布的文件改正为<strong>12</strong>");
		expect(await correct(NEW, 12, 0)).toBe(true);
		expect((await server.ask("/report/one.json")).text).not.toContain("原来公布的文件改正为");
		const proofs = await Promise.all((await touching()).map(({ fingerprint }) => own.desk.proofOf("one.json", fingerprint)));
		expect(proofs.flatMap((proof) => proof?.unproven ?? [])).not.toContain(PATH);
	});

	test("is not for another year, and comes back where the document does", async () => {
		await own.publish(SAMPLE, readFrom(NEW, { more: { year: 2022 } }), "one.json");
		await own.desk.refresh();
		expect((await own.desk.reportOf("one.json"))?.corrections).toMatchObject({ inForce: new Map(), refused: [] });
		await own.publish(SAMPLE, readFrom(OLD), "one.json");
		await own.desk.refresh();
		expect((await own.desk.reportOf("one.json"))?.corrections.inForce.get(PATH)).toMatchObject({ value: 12, isCarried: false });
	});

	test("gives way to what is read on the new document, or taken back there", async () => {
		await own.publish(SAMPLE, readFrom(NEW), "one.json");
		await own.desk.refresh();
		expect(await correct(NEW, 34, 0)).toBe(true);
		expect(await views("one.json")).toMatchObject({
			desk: 34,
			counted: [1, 0],
			api: [[34, false]],
			set: ["replaced", "applied"],
		});
		expect(await correct(NEW, null, 1, 1)).toBe(true);
		expect(await views("one.json")).toMatchObject({ desk: 4711, counted: [0, 0], api: [], refused: [] });
	});

	test("is known again by what a run says stood at the address before", async () => {
		own.desk.index.run("update report set sha256 = 'x' where sha256 = ?", [OLD]);
		const fresh = "c".repeat(64);
		const wish = {
			at: "2026-01-09T03:00:00Z",
			who: "王芳",
			sha256: fresh,
			path: PATH,
			value: 12,
			before: 4711,
			reason: "对照原件",
		};
		// Corrected by a version that did not keep whose the document is.
		own.desk.corrections.correct({ ...wish, is_withdrawn: 0 }, 0);
		const earlier = (report: SampleReport) => {
			readFrom(NEW)(report);
			Object.assign(report.source, { earlier: [fresh] });
		};
		await own.publish(SAMPLE, earlier, "one.json");
		await own.desk.refresh();
		expect((await own.desk.reportOf("one.json"))?.corrections.inForce.get(PATH)).toMatchObject({ value: 12, isCarried: true });
	});
});
