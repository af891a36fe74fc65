import { GoujiError } from "../model/errors.ts";
import { callWebhook } from "../nightly/tell.ts";
import { configAt } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { outside } from "./nightly.ts";

/** Sends a message through the configuration's webhook: of what watches a run from outside, or to try it. Returns the exit code. */
export async function alert(path: string, words: readonly string[], environment: Environment): Promise<number> {
	const config = await configAt(path, environment);
	if (config.webhook === undefined)
		throw new GoujiError("bad-config", "The configuration has no webhook", { hint: "Set `webhook` in it." });
	const message = { title: "gouji: a message from this machine", lines: [words.join(" ")], counts: {} };
	return (await callWebhook(message, outside(config, environment))) ? EXIT.ok : EXIT.attention;
}
