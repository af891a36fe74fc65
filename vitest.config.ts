import { defineConfig } from "vitest/config";

const project = (name: string, folders: string[], timeout: number) => ({
	extends: true as const,
	test: { name, include: folders.map((folder) => `tests/${folder}/**/*.test.ts`), testTimeout: timeout, hookTimeout: timeout },
});

export default defineConfig({
	test: {
		reporters: ["default", "./tests/reporter.ts"],
		projects: [
			project("fast", ["unit", "properties", "golden", "meta", "contract"], 30_000),
			project("slow", ["slow", "shared", "browser"], 900_000),
		],
	},
});
