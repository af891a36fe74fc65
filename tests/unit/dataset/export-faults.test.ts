import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { SourceChanged } from "../../../src/output/dataset/report-rows.ts";
import { sampleSet } from "../../support/sample-set.ts";

describe("exporting", () => {
	const bug = new TypeError("x is not a function");
	const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
	const failing = async (error: unknown) => {
		const set = await sampleSet();
		try {
			const rowsOf = () => {
				throw error;
			};
			await exportSet(
				set.request({ formats: ["csv"], dataset: { ...disclosureReport.dataset, rowsOf } }),
				join(set.folder, "out"),
			);
		} finally {
			await set.remove();
		}
	};
	test("a fault of ours is thrown as it is, not taken for a full disk", async () => {
		await expect(failing(bug)).rejects.toBe(bug);
	});
	test("a full disk says so", async () => {
		await expect(failing(full)).rejects.toMatchObject({ code: "cannot-write", cause: full });
	});
	test("reports that never rest are told as such", async () => {
		await expect(failing(new SourceChanged("a.json"))).rejects.toMatchObject({
			code: "cannot-write",
			message: expect.stringMatching(/a\.json/),
		});
	});
	test("a fault of ours in knowing a report is not that report's", async () => {
		const set = await sampleSet();
		const identify = () => {
			throw bug;
		};
		await expect(
			exportSet(set.request({ formats: ["csv"], dataset: { ...disclosureReport.dataset, identify } }), join(set.folder, "out")),
		).rejects.toBe(bug);
		await set.remove();
	});
});
