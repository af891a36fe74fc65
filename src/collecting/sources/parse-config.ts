import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { GoujiError } from "../../model/errors.ts";
import { NightlyConfig } from "./config.ts";
import { FoldersConfig } from "./folders-config.ts";

/** What a configuration says, not checked yet, and where: file and line of a key. */
export interface ConfigValues {
	readonly values: unknown;
	readonly placeOf: (path: readonly PropertyKey[]) => string;
}

/** What `gouji run` works over: sources with a memory of earlier nights, or the PDFs of folders. */
export type Configuration =
	| { readonly kind: "sources"; readonly config: NightlyConfig }
	| { readonly kind: "folders"; readonly config: FoldersConfig };

/**
 * The values in a YAML or JSON text (JSON is YAML). Throws GoujiError bad-config with file and line where the text is
 * neither.
 */
export function configValues(text: string, file: string): ConfigValues {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
	const mistake = document.errors[0];
	if (mistake) {
		throw badConfig([`${file}:${mistake.linePos?.[0].line ?? 1}: ${mistake.message.split("\n")[0]}`], mistake);
	}
	const lineOf = (path: readonly PropertyKey[]): number => {
		for (let length = path.length; length > 0; length--) {
			const node = document.getIn(path.slice(0, length), true);
			const range =
				typeof node === "object" && node !== null && "range" in node ? (node.range as [number] | undefined) : undefined;
			if (range) return lines.linePos(range[0]).line;
		}
		return 1;
	};
	return { values: document.toJS({ maxAliasCount: 50 }), placeOf: (path) => `${file}:${lineOf(path)}` };
}

/**
 * A configuration, checked. Its keys tell which kind it is: `folders`, or else `sources`. Throws GoujiError bad-config
 * with one line for each mistake: file, line, key and the mend.
 */
export function configurationOf({ values, placeOf }: ConfigValues): Configuration {
	const has = (key: string) => typeof values === "object" && values !== null && Object.hasOwn(values, key);
	if (has("folders") && has("sources")) {
		const mend = "keep one: with sources, write each folder as { id: own, kind: folder, folder: reports }";
		throw badConfig([`${placeOf(["folders"])}: folders: a configuration has sources or folders, not both; ${mend}`]);
	}
	if (has("folders")) return { kind: "folders", config: checked(FoldersConfig, { values, placeOf }) };
	return { kind: "sources", config: withOwnIds(checked(NightlyConfig, { values, placeOf }), placeOf) };
}

function checked<T extends z.ZodType>(schema: T, { values, placeOf }: ConfigValues): z.output<T> {
	const parsed = schema.safeParse(values);
	if (parsed.success) return parsed.data;
	throw badConfig(
		parsed.error.issues.map((issue) => `${placeOf(pathOf(issue))}: ${describe(issue)}`),
		parsed.error,
	);
}

function withOwnIds(config: NightlyConfig, placeOf: ConfigValues["placeOf"]): NightlyConfig {
	const ids = config.sources.map((source) => source.id);
	const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
	if (twice < 0) return config;
	const place = ["sources", twice, "id"];
	throw badConfig([`${placeOf(place)}: ${place.join(".")}: ${ids[twice]} is used twice; give each its own`]);
}

/** Unknown keys are reported at their parent; their own line helps more. */
function pathOf(issue: z.core.$ZodIssue): PropertyKey[] {
	return issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : [...issue.path];
}

function describe(issue: z.core.$ZodIssue): string {
	const path = issue.path.join(".") || "configuration";
	if (issue.code === "unrecognized_keys") return `${path}: ${issue.keys.join(", ")} is no known key; correct or remove it`;
	if (issue.code === "invalid_union" && "discriminator" in issue)
		return `${path}: kind must be one of folder, urls, list, jcms, annual, json`;
	return `${path}: ${issue.message}`;
}

function badConfig(messages: readonly string[], cause?: unknown): GoujiError {
	return new GoujiError("bad-config", messages.join("\n"), {
		hint: "Correct the configuration; docs/configuration.md explains every key.",
		cause,
	});
}
