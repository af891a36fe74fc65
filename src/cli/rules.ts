import { renderRules } from "../output/documents/rule-catalogue.ts";
import { textTable } from "../text/display.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** Options of `gouji rules`. */
export interface RulesOptions {
	readonly json?: boolean;
	readonly markdown?: boolean;
}

/** Prints the rules: as a table, as JSON, or as the catalogue in docs/rules.md. Returns the exit code. */
export function rules({ json, markdown }: RulesOptions, { pipeline, out }: Environment): number {
	const rows = pipeline.rules.map((rule) => [rule.id, rule.severity, rule.title, rule.formula]);
	const table = () => textTable([["规则", "级别", "内容", "公式"], ...rows]);
	out(markdown ? renderRules(pipeline.rules) : `${json ? JSON.stringify(pipeline.rules, null, "\t") : table()}\n`);
	return EXIT.ok;
}
