import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withSection } from "../../bench/performance-page.ts";
import { repository } from "../../support/command.ts";

test("a bench writes its own part of a page, and leaves what people wrote", () => {
	const page = "By hand.\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nBy hand too.\n";
	const written = "By hand.\n<!-- bench:a -->\nnew\n<!-- /bench:a -->\nBy hand too.\n";
	expect(withSection(page, "a", "new\n")).toBe(written);
	expect(withSection(written, "a", "\nnew")).toBe(written);
	expect(() => withSection(page, "b", "new")).toThrow("marks of b");
});

test.each(["beside", "general", "hard", "table-time", "table-memory", "growth", "country"])(
	"docs/performance.md has a part for %s",
	(name) => {
		const page = readFileSync(join(repository, "docs", "performance.md"), "utf8");
		expect(() => withSection(page, name, "")).not.toThrow();
	},
);
