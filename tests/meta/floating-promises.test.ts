import ts from "typescript";
import { expect, test } from "vitest";
import { floatingPromises } from "../lint/floating-promises.ts";

const NAME = "/floating.ts";
const DECLARED = `
interface Waited<T> { then(done: (value: T) => unknown, failed?: (error: unknown) => unknown): Waited<T>; catch(failed: () => unknown): Waited<T> }
declare const ledger: { put(): Waited<number>; size(): number; maybe?: () => Waited<number> };
declare const isLate: boolean;
`;

/** Whether a statement is found to leave a promise floating. */
function isFound(statement: string): boolean {
	const source = ts.createSourceFile(NAME, DECLARED + statement, ts.ScriptTarget.ES2024, true);
	const host: ts.CompilerHost = {
		...ts.createCompilerHost({}),
		getSourceFile: (name) => (name === NAME ? source : undefined),
		fileExists: (name) => name === NAME,
	};
	const program = ts.createProgram([NAME], { noLib: true, strict: true, types: [] }, host);
	return floatingPromises(source, program.getTypeChecker()).length > 0;
}

test.each([
	"ledger.put();",
	"(ledger.put());",
	"isLate && ledger.put();",
	"isLate ? ledger.put() : ledger.size();",
	"ledger.put().then(() => 1);",
	"ledger.maybe?.();",
	"const f = () => { ledger.put(); };",
])("nobody waits for the promise of %s", (statement) => {
	expect(isFound(statement)).toBe(true);
});

test.each([
	"void ledger.put();",
	"ledger.size();",
	"ledger.put().catch(() => 1);",
	"ledger.put().then(() => 1, () => 2);",
	"const kept = ledger.put();",
	"const f = () => ledger.put();",
])("%s leaves no promise floating", (statement) => {
	expect(isFound(statement)).toBe(false);
});
