import { CommanderError } from "commander";
import { GoujiError, toErrorRecord, traitsOf } from "../model/errors.ts";
import type { BareEnvironment, CommandEnvironment, Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { createLog } from "./log.ts";
import { commands } from "./verbs.ts";

/** Carries out a command line; returns the exit code. Everything printed goes through the environment. */
export async function main(
	argv: readonly string[],
	{ loadPipeline, ...environment }: CommandEnvironment & Pick<BareEnvironment, "reader">,
): Promise<number> {
	let code: number = EXIT.ok;
	const json = argv.includes("--log=json") || argv[argv.indexOf("--log") + 1] === "json";
	const log = createLog(json && argv.some((arg) => arg.startsWith("--log")) ? "json" : "text", {
		write: (line) => process.stderr.write(line),
		now: () => new Date(),
		columns: environment.isTerminal ? (process.stderr.columns ?? 80) : undefined,
	});
	const out = (text: string) => {
		log.clear();
		environment.out(text);
	};
	const bare: BareEnvironment = { ...environment, out, log, now: () => new Date() };
	const withPipeline = async (): Promise<Environment> => ({ ...bare, pipeline: await loadPipeline() });
	const program = commands({ bare, withPipeline }, (result) => {
		code = result;
	});
	try {
		// A query that begins with a comment of SQL is no option.
		await program.parseAsync(argv.map((arg) => (/^--\s/.test(arg) ? ` ${arg}` : arg)));
		return code;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
		const record = toErrorRecord(error);
		log.error(`${record.message}\n${record.hint}`, { code: record.code });
		// Anything but a GoujiError is a bug.
		return error instanceof GoujiError ? traitsOf(error.code).exit : EXIT.fault;
	}
}
