import { z } from "zod";
import { NightlyConfig } from "../../src/collecting/sources/config.ts";
import { NOTE, table } from "./markdown.ts";

/** The parts of JSON Schema that the configuration uses. */
interface Schema {
	readonly type?: string;
	readonly description?: string;
	readonly default?: unknown;
	readonly const?: string;
	readonly enum?: readonly string[];
	readonly items?: Schema;
	readonly oneOf?: readonly Schema[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
}

function schema(): Schema {
	return z.toJSONSchema(NightlyConfig, { target: "draft-07", io: "input" }) as Schema;
}

/** The configuration's JSON Schema, for editors. */
export function configurationSchema(): string {
	return `${JSON.stringify(schema(), null, "\t")}\n`;
}

/** Every key of the configuration, from the schema that checks it. */
export function configurationPage(): string {
	const { properties = {}, required } = schema();
	const { sources, roster, politeness, limits, queue, tls, webhook } = properties;
	const kinds = (sources?.items?.oneOf ?? []).map(
		(kind) =>
			`### kind: ${kind.properties?.kind?.const}\n\n${kind.description}.\n\n${keys({ ...kind, properties: withoutKind(kind) })}`,
	);
	return `# Configuration of the nightly job

${NOTE}

A YAML or JSON file, or a TypeScript file such as \`gouji.config.ts\` that exports it by default. Relative paths start at the file.
Mistakes are reported with line, key and mend. Editors complete and check with \`nightly.schema.json\`, which stands beside this
page: \`# yaml-language-server: $schema=…\` as the first line, or the key \`$schema\`. How to run it is in [operations.md](operations.md);
an example for a city is \`pipelines/disclosure-report/sources/example-city.yaml\`.

${keys({ properties, ...(required ? { required } : {}) })}

## sources

${kinds.join("\n\n")}

## roster

${keys(roster?.items)}

## politeness

${keys(politeness)}

### politeness.night

${keys(politeness?.properties?.night)}

## limits

${keys(limits)}

## queue

${keys(queue)}

## tls

${keys(tls?.items)}

## webhook

${keys(webhook)}
`;
}

function withoutKind({ properties = {} }: Schema): Readonly<Record<string, Schema>> {
	return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "kind"));
}

function keys(of: Schema | undefined): string {
	const rows = Object.entries(of?.properties ?? {}).map(([key, { description = "", ...value }]) => [
		`\`${key}\``,
		typeOf(value),
		of?.required?.includes(key) ? "**needed**" : shown(value.default),
		description,
	]);
	return table([["key", "type", "default", "meaning"], ...rows]);
}

function shown(value: unknown): string {
	if (value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0)) return "";
	return `\`${JSON.stringify(value)}\``;
}

function typeOf(value: Schema): string {
	if (value.enum) return value.enum.join(", ");
	if (value.type === "array") return `list of ${value.items?.type ?? "sources"}`;
	return value.type ?? "";
}
