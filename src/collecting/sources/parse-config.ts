import type { YAMLError } from "yaml";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { GoujiError } from "../../model/errors.ts";
import { mistakesIn } from "../check-config.ts";
import type { Mistake } from "../roster/check-roster.ts";
import { NightlyConfig } from "./config.ts";
import { refuseWideMarks } from "./config-text.ts";
import { FoldersConfig } from "./folders-config.ts";

/** What the parser's codes mean for who writes YAML by hand; of others its own words are told. */
const YAML_MENDS: Readonly<Record<string, string>> = {
	BAD_INDENT: "the line is indented otherwise than those it belongs to; begin it where they begin",
	BLOCK_AS_IMPLICIT_KEY: "two keys stand in one line; begin a new line, or put them into { … } with commas",
	DUPLICATE_KEY: "the key is here twice; keep one",
	MULTILINE_IMPLICIT_KEY:
		"the line has no key with a colon and a space, such as `kind: list`, or is indented otherwise than the others",
	MULTIPLE_DOCS: "a line --- begins a second document; take it away",
	TAB_AS_INDENT: "a tab stands where spaces must; indent with spaces",
	UNRESOLVED_ALIAS: "a value begins with *; put it into quotation marks",
};

function yamlWords({ code, message }: YAMLError): string {
	return YAML_MENDS[code] ?? `${message.split("\n")[0]}; the line before it, indents, colons or quotation marks are wrong`;
}

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
	refuseWideMarks(text, file);
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
	const mistake = document.errors[0];
	if (mistake) {
		throw badConfig([`${file}:${mistake.linePos?.[0].line ?? 1}: ${yamlWords(mistake)}`], mistake);
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
 * with one line for each mistake: file, line, key and the mend. `year` is this one, for what cannot be in the future.
 */
export function configurationOf({ values, placeOf }: ConfigValues, year?: number): Configuration {
	const has = (key: string) => typeof values === "object" && values !== null && Object.hasOwn(values, key);
	if (has("folders") && has("sources")) {
		const mend = "keep one: with sources, write each folder as { id: own, kind: folder, folder: reports }";
		throw badConfig([`${placeOf(["folders"])}: folders: a configuration has sources or folders, not both; ${mend}`]);
	}
	if (has("folders")) return { kind: "folders", config: checked(FoldersConfig, { values, placeOf }) };
	const config = checked(NightlyConfig, { values, placeOf });
	const mistakes = mistakesIn(config, year);
	if (mistakes.length > 0) throw mistaken(mistakes, placeOf);
	return { kind: "sources", config };
}

/** The error of a configuration with these mistakes: one line for each, with file, line and key. */
export function mistaken(mistakes: readonly Mistake[], placeOf: ConfigValues["placeOf"]): GoujiError {
	return badConfig(mistakes.map(({ path, message }) => `${placeOf(path)}: ${path.join(".")}: ${message}`));
}

function checked<T extends z.ZodType>(schema: T, { values, placeOf }: ConfigValues): z.output<T> {
	const parsed = schema.safeParse(values);
	if (parsed.success) return parsed.data;
	throw badConfig(
		parsed.error.issues.map((issue) => `${placeOf(pathOf(issue))}: ${describe(issue)}`),
		parsed.error,
	);
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
