import { GoujiError } from "../model/errors.ts";
import { work } from "../nightly/worker.ts";
import { TASK_STAGES } from "../storage/queue.ts";
import { configAt } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { PATIENCE_MS } from "./open-store.ts";
import { withStore } from "./with-tools.ts";
import { openWorkshop } from "./workshop.ts";

/** Works at tasks until it is stopped. Any number of workers on any number of machines share one store and archive. */
export async function worker(path: string, environment: Environment): Promise<number> {
	const config = await configAt(path, environment);
	if (config.store === undefined) {
		throw new GoujiError("bad-config", "A worker needs a store that machines share; this configuration has none", {
			hint: "Set `store: postgres://user@host/database`; docs/operations.md explains it.",
		});
	}
	return withStore(config, environment, { patienceMs: PATIENCE_MS.worker }, async ({ base, store }) => {
		const { workshop, close } = openWorkshop(store, base, environment);
		try {
			base.progress("Waiting for work");
			await work(workshop, TASK_STAGES, async () => false);
			return EXIT.ok;
		} finally {
			close();
		}
	});
}
