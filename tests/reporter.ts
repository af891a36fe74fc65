import type { Reporter, TestModule } from "vitest/node";

/** Ends the output with one plain line that any machine can read: `N passed, N failed, N skipped`. */
export default class PlainSummary implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
		const counts = { passed: 0, failed: errors.length, skipped: 0 };
		for (const module of modules) {
			const before = counts.passed + counts.failed + counts.skipped;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				if (state === "passed") counts.passed++;
				else if (state === "failed") counts.failed++;
				else counts.skipped++;
			}
			// A file that fails before its tests are known counts as one failure.
			if (counts.passed + counts.failed + counts.skipped === before && module.state() === "failed") counts.failed++;
		}
		process.on("exit", () =>
			process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`),
		);
	}
}
