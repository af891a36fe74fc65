import { stringify } from "yaml";
import type { GuessedSource } from "./guess-sources.ts";

/** What a configuration made of a probe says beside its source. */
export interface YamlSurroundings {
	readonly userAgent: string | undefined;
	readonly privateHosts: readonly string[];
	readonly delaySeconds: number | undefined;
}

/** One entry of `sources`, to be pasted into a configuration. */
export function sourceYaml(id: string, source: GuessedSource | { readonly kind: "folder"; readonly folder: string }): string {
	return stringify([{ id, ...source }], { lineWidth: 0 });
}

/** A whole configuration with this one source, for whoever has none yet. */
export function configurationYaml(sourceEntry: string, { userAgent, privateHosts, delaySeconds }: YamlSurroundings): string {
	const agent = userAgent ?? "gouji/0.2 (write who you are; you@example.org)";
	return [
		`user_agent: ${JSON.stringify(agent)}`,
		...(privateHosts.length > 0 ? [stringify({ private_hosts: privateHosts }).trimEnd()] : []),
		...(delaySeconds === undefined ? [] : [stringify({ politeness: { delay_seconds: delaySeconds } }).trimEnd()]),
		"sources:",
		...sourceEntry
			.trimEnd()
			.split("\n")
			.map((line) => `  ${line}`),
		"",
	].join("\n");
}

/** A name for a source, made of its host: `jyj-yunling` of `jyj.yunling.gov.cn`. */
export function idFor(address: string): string {
	const { hostname } = new URL(address);
	const labels = hostname.split(".").filter((label) => !/^(?:www|gov|org|com|edu|net|cn)$/.test(label));
	const name = /^[\d.:[\]]+$/.test(hostname) ? "" : labels.join("-");
	const id = name
		.toLowerCase()
		.replaceAll(/[^a-z0-9-]/g, "")
		.replaceAll(/^-{1,60}|-{1,60}$/g, "")
		.slice(0, 40);
	return id === "" ? "site" : id;
}
