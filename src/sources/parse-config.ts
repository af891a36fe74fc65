import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { GoujiError } from "../model/errors.ts";
import { NightlyConfig } from "./config.ts";

/**
 * The configuration in a YAML or JSON text (JSON is YAML). Throws GoujiError bad-config with one line
 * for each mistake: file, line, key and the mend.
 */
export function parseConfig(text: string, file: string): NightlyConfig {
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
	return checkConfig(document.toJS({ maxAliasCount: 50 }), (path) => `${file}:${lineOf(path)}`);
}

/** A configuration's values, checked; `placeOf` names file and line of a key. Throws GoujiError bad-config. */
export function checkConfig(values: unknown, placeOf: (path: readonly PropertyKey[]) => string): NightlyConfig {
	const parsed = NightlyConfig.safeParse(values);
	if (!parsed.success)
		throw badConfig(
			parsed.error.issues.map((issue) => `${placeOf(pathOf(issue))}: ${describe(issue)}`),
			parsed.error,
		);
	const ids = parsed.data.sources.map((source) => source.id);
	const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
	if (twice >= 0) {
		const place = ["sources", twice, "id"];
		throw badConfig([`${placeOf(place)}: ${place.join(".")}: ${ids[twice]} is used twice; give each its own`]);
	}
	return parsed.data;
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
