import { configurationAt, samplesConfig } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import type { NightlyOptions } from "./nightly.ts";

/** The whole job, over sources or over folders: read, check, publish. Without a configuration, over the samples. Returns the exit code. */
export async function run(path: string | undefined, options: NightlyOptions, environment: Environment): Promise<number> {
	const configuration =
		path === undefined
			? ({ kind: "folders", config: samplesConfig(environment, "output") } as const)
			: await configurationAt(path, { ...environment, isForRun: true });
	if (configuration.kind === "folders") {
		const { runFolders } = await import("./run-folders.ts");
		return runFolders(configuration.config, options, environment);
	}
	const { nightly } = await import("./nightly.ts");
	return nightly(configuration.config, options, environment);
}
