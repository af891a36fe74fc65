import { existsSync } from "node:fs";
import { Fetcher } from "../collecting/fetcher.ts";
import { filesToImport } from "../collecting/folder-source.ts";
import { probe as probeAddress } from "../collecting/probe/probe.ts";
import { describeProbe, tellSource } from "../collecting/probe/probe-words.ts";
import { configurationYaml, idFor, sourceYaml } from "../collecting/probe/source-yaml.ts";
import { NightlyConfig } from "../collecting/sources/config.ts";
import { GoujiError } from "../model/errors.ts";
import type { NightlyTools } from "../nightly/run-context.ts";
import { configAt } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { withMemory, withTools } from "./with-tools.ts";

/** Options of `gouji probe`. */
export interface ProbeOptions {
	readonly config?: string;
	readonly id?: string;
	readonly userAgent?: string;
	readonly privateHost?: readonly string[];
	readonly delay?: number;
	readonly pages: number;
	readonly articles: number;
	readonly yaml?: boolean;
	readonly json?: boolean;
}

/** Says which kind of source an address or a folder is, what it would find, and prints the YAML. Returns the exit code. */
export async function probe(address: string, options: ProbeOptions, environment: Environment): Promise<number> {
	checkNumbers(options);
	if (!/^https?:\/\//i.test(address) && existsSync(address)) return probeFolder(address, options, environment);
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
		throw new GoujiError("bad-arguments", `${address} is no web address, and no folder of that name is here`, {
			hint: "Give a whole address, such as https://www.example.gov.cn/list/, in quotation marks.",
		});
	}
	const use = (tools: NightlyTools) => probeSite(address, tools, { options, environment });
	// With a configuration its memory is used: what is left alone stays so, and no run asks beside the probe.
	if (options.config !== undefined)
		return withTools(await configAt(options.config, environment), environment, ({ tools }) => use(tools));
	return withMemory(configOf(address, options), environment, use);
}

function checkNumbers({ pages, articles, delay = 0, id = "site" }: ProbeOptions): void {
	const isWhole = [pages, articles].every((number) => Number.isInteger(number) && number >= 1 && number <= 1000);
	if (!isWhole || !(delay >= 0))
		throw new GoujiError("bad-arguments", "A number is not one that can be used", {
			hint: "Give --pages and --articles as whole numbers from 1, --delay in seconds.",
		});
	if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(id))
		throw new GoujiError("bad-arguments", `${id} is no name for a source`, {
			hint: "Use small letters, digits and hyphens, such as city-bureau.",
		});
}

function configOf(address: string, { userAgent, privateHost = [], delay }: ProbeOptions): NightlyConfig {
	const parsed = NightlyConfig.safeParse({
		sources: [{ id: "probe", kind: "urls", urls: [address] }],
		...(userAgent === undefined ? {} : { user_agent: userAgent }),
		private_hosts: privateHost,
		politeness: { tries: 2, ...(delay === undefined ? {} : { delay_seconds: delay, backoff_seconds: delay }) },
	});
	if (parsed.success) return parsed.data;
	throw new GoujiError(
		"bad-arguments",
		parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
		{
			hint: "Correct the options; gouji probe --help has an example.",
			cause: parsed.error,
		},
	);
}

async function probeSite(
	address: string,
	given: NightlyTools,
	{ options, environment }: { readonly options: ProbeOptions; readonly environment: Environment },
): Promise<number> {
	const bounds = { listPages: options.pages, articles: options.articles };
	const id = options.id ?? idFor(address);
	// Hosts of the operator's own network are asked for their own sources only: this is one, whatever it turns out to be.
	const own = { id, kind: "urls" as const, urls: [address] };
	const tools = { ...given, config: { ...given.config, sources: [...given.config.sources.filter((one) => one.id !== id), own] } };
	const probed = await probeAddress(address, { tools, fetcher: new Fetcher(tools) }, { id, bounds });
	const [best] = probed.sources;
	if (best === undefined) {
		const { state = "failed", detail = "" } = probed.trouble ?? {};
		const answer = { url: address, state, detail };
		environment.out(options.json ? `${JSON.stringify(answer, null, "\t")}\n` : `${address}: ${state}: ${detail}\n`);
		return EXIT.attention;
	}
	const told = tellSource(best, tools.pipeline.sources, bounds);
	const entry = sourceYaml(id, best.guess);
	const whole = { userAgent: options.userAgent, privateHosts: options.privateHost ?? [], delaySeconds: options.delay };
	const yaml = options.config === undefined ? configurationYaml(entry, whole) : entry;
	const place =
		options.config === undefined
			? "a configuration to begin with, such as nightly.yaml"
			: `paste into sources: of ${options.config}`;
	if (options.json) environment.out(`${JSON.stringify({ url: probed.url, title: probed.title, ...told, yaml }, null, "\t")}\n`);
	else environment.out(options.yaml ? yaml : `${describeProbe(probed, told, bounds)}${place}:\n\n${yaml}`);
	return told.doubts.length > 0 || told.links.length === 0 ? EXIT.attention : EXIT.ok;
}

async function probeFolder(folder: string, options: ProbeOptions, { out }: Environment): Promise<number> {
	const files = await filesToImport(folder, Number.POSITIVE_INFINITY);
	const entry = sourceYaml(options.id ?? "folder", { kind: "folder", folder });
	const yaml =
		options.config === undefined
			? configurationYaml(entry, { userAgent: options.userAgent, privateHosts: [], delaySeconds: undefined })
			: entry;
	const links = files.map(({ url, kind }) => ({ url, seen: kind }));
	if (options.json) out(`${JSON.stringify({ url: folder, kind: "folder", links, doubts: [], notes: [], yaml }, null, "\t")}\n`);
	else if (options.yaml) out(yaml);
	else
		out(
			[
				`${folder}: a folder`,
				`would find: ${files.length}`,
				...files.slice(0, 30).map(({ path, kind }) => `  ${kind} ${path}`),
				"",
				yaml,
			].join("\n"),
		);
	return files.length > 0 ? EXIT.ok : EXIT.attention;
}
