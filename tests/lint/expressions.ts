// Every regular expression of `src` and `pipelines` takes time that grows with its text, or is named with the reason why it may take more.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkSync } from "recheck";
import ts from "typescript";
import { repository } from "../support/command.ts";

/** Expressions that were checked, in order: `linear`, or why a slower one may stay. */
type Checked = Readonly<Record<string, string>>;

const file = join(repository, "tests/lint/expressions.json");

/** Every expression in the source, with the first place where it stands. */
export function expressionsIn(roots: readonly string[]): Map<string, string> {
	const found = new Map<string, string>();
	for (const root of roots)
		for (const name of readdirSync(join(repository, root), { recursive: true, encoding: "utf8" }).sort()) {
			if (!name.endsWith(".ts")) continue;
			const path = join(root, name);
			const source = ts.createSourceFile(path, readFileSync(join(repository, path), "utf8"), ts.ScriptTarget.Latest, true);
			const visit = (node: ts.Node): void => {
				if (ts.isRegularExpressionLiteral(node) && !found.has(node.text))
					found.set(node.text, `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
				ts.forEachChild(node, visit);
			};
			visit(source);
		}
	return found;
}

/** Counts above this are constants: what grows with the text is told with fewer, in a thousandth of the time. */
const MOST_COUNTED = 6;

/** How the time of an expression grows, in words; `linear` where it grows with its text. */
export function growthOf(literal: string): string {
	const end = literal.lastIndexOf("/");
	const pattern = literal
		.slice(1, end)
		.replaceAll(/\{(\d+),(\d+)\}/g, (_, from: string, to: string) => `{${least(from)},${least(to)}}`)
		.replaceAll(/\{(\d+)(,?)\}/g, (_, from: string, open: string) => `{${least(from)}${open}}`);
	const result = checkSync(pattern, literal.slice(end + 1).replace("v", "u"), { timeout: 20_000 });
	if (result.status === "safe") return "linear";
	return result.status === "vulnerable" ? result.complexity.summary : `not told (${result.error.kind})`;
}

function least(count: string): number {
	return Math.min(Number(count), MOST_COUNTED);
}

/** What is not checked yet, or slower and without a reason; with `isWriting` what is checked is written down. */
export function unchecked(isWriting: boolean): string[] {
	const known = JSON.parse(readFileSync(file, "utf8")) as Checked;
	const found = expressionsIn(["src", "pipelines"]);
	const faults: string[] = [];
	const now: Record<string, string> = {};
	for (const [literal, place] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const growth = known[literal] ?? growthOf(literal);
		if (growth === "linear" || known[literal] !== undefined) now[literal] = growth;
		else faults.push(`${place}: ${literal} is ${growth}: bound it, or name it in tests/lint/expressions.json with the reason`);
	}
	if (isWriting) writeFileSync(file, `${JSON.stringify(now, null, "\t")}\n`);
	return faults;
}

if (import.meta.main) {
	const faults = unchecked(process.argv.includes("--write"));
	for (const fault of faults) process.stderr.write(`${fault}\n`);
	process.exitCode = faults.length > 0 ? 1 : 0;
}
