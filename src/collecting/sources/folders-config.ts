import { z } from "zod";
import { NightlyConfig } from "./config.ts";
import { RuleSettings } from "./rule-settings.ts";

/** A configuration of folders, as written by a person; relative paths start at the file. */
export const FoldersConfig = z.strictObject({
	folders: z.array(z.string().min(1)).min(1).describe("Folders with PDFs, searched with their subfolders"),
	output: z.string().min(1).default("output").describe("Folder for reports and pages"),
	timeout: z.number().positive().default(120).describe("Seconds for one document"),
	rules: RuleSettings.default({}).describe("What this deployment changes about rules, by id or code"),
});
export type FoldersConfig = z.infer<typeof FoldersConfig>;

/** The same as a night: every folder is a source, of one name for all, because their reports are compared with one another. */
export function nightOverFolders(
	{ folders, output, timeout, rules }: FoldersConfig,
	{ megabytes }: { megabytes: number },
): NightlyConfig {
	return NightlyConfig.parse({
		sources: folders.map((folder) => ({ id: "folders", kind: "folder", folder })),
		output,
		rules,
		limits: { megabytes, reading_seconds: timeout },
		// Whatever fails here, such as a file that was taken away, fails again: nobody waits for a second try.
		queue: { tries: 1 },
	});
}
