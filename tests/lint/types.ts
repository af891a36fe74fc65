// `tsc` with two rules more: no promise is left floating, and no list of any length is handed to a call as its arguments. Both look only at files that a change since the last run reaches.
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { floatingPromises } from "./floating-promises.ts";
import { spreadArguments } from "./spread-arguments.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root);
// Not the state of `tsc`, which would take files for checked that were not checked for this rule.
const options = { ...parsed.options, tsBuildInfoFile: join(root, "node_modules", ".cache", "types.tsbuildinfo") };
const program = ts.createIncrementalProgram({
	rootNames: parsed.fileNames,
	options,
	configFileParsingDiagnostics: parsed.errors,
});
const checker = program.getProgram().getTypeChecker();

const floating: string[] = [];
const spread: string[] = [];
for (let next = program.getSemanticDiagnosticsOfNextAffectedFile(); next; ) {
	const files = "fileName" in next.affected ? [next.affected] : next.affected.getSourceFiles();
	for (const file of files) {
		if (file.isDeclarationFile) continue;
		const name = relative(root, file.fileName);
		for (const place of floatingPromises(file, checker)) floating.push(`${name}:${place}`);
		if (name.startsWith("src/")) for (const place of spreadArguments(file)) spread.push(`${name}:${place}`);
	}
	next = program.getSemanticDiagnosticsOfNextAffectedFile();
}
const errors = [
	...program.getConfigFileParsingDiagnostics(),
	...program.getOptionsDiagnostics(),
	...program.getGlobalDiagnostics(),
	...program.getSyntacticDiagnostics(),
	...program.getSemanticDiagnostics(),
];
if (errors.length > 0)
	console.error(
		ts.formatDiagnosticsWithColorAndContext(errors, {
			getCurrentDirectory: () => root,
			getCanonicalFileName: (name) => name,
			getNewLine: () => "\n",
		}),
	);
for (const place of floating) console.error(`${place} a promise that nobody waits for: await it, catch it, or write \`void\``);
for (const place of spread)
	console.error(`${place} a list of any length as arguments: \`largest\`, \`smallest\` or \`append\` of src/model/many.ts`);
// What floats is found again the next time: files count as checked only where nothing was found.
if (floating.length + spread.length === 0) program.emit();
process.exitCode = errors.length + floating.length + spread.length > 0 ? 1 : 0;
