import { defineConfig } from "vitest/config";

const project = (name: string, folders: string[], timeout: number, isolate: boolean) => ({
	extends: true as const,
	test: {
		name,
		include: folders.map((folder) => `tests/${folder}/**/*.test.ts`),
		testTimeout: timeout,
		hookTimeout: timeout,
		isolate,
	},
});

export default defineConfig({
	test: {
		maxWorkers: "100%",
		reporters: ["default", "./tests/reporter.ts"],
		projects: [
			// Fast tests share their workers' modules: to load them anew for each file takes as long as the tests.
			project("fast", ["unit", "properties", "golden", "meta", "contract"], 30_000, false),
			project("slow", ["slow", "shared", "browser"], 900_000, true),
		],
	},
});
