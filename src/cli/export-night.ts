import { existsSync } from "node:fs";
import { join } from "node:path";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import type { Environment } from "./environment.ts";
import { exportReports } from "./export.ts";

/** Writes the data set of what a night published to `dataset` in its output, with the desk's corrections where there is a desk. */
export function exportNight({ output, state }: NightlyConfig, environment: Environment): Promise<number> {
	const desk = join(state, "review.sqlite");
	return exportReports(
		{
			to: join(output, "dataset"),
			from: join(output, "data", "reports"),
			format: "parquet,csv",
			// In years, so that a night writes only the years in which something changed.
			layout: "years",
			...(existsSync(desk) ? { corrections: desk } : {}),
			memory: 512,
			keep: 7,
		},
		{ ...environment, out: () => undefined },
	);
}
