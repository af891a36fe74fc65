import type { CommandEnvironment } from "./cli/environment.ts";
import type { ReaderProcess } from "./mapping/isolated/reader-process.ts";
import type { ReportFamily } from "./mapping/report-family.ts";

/** Verbs that work through what strangers sent, for hours: signals shall be heard whatever they do. */
const SUPERVISED: ReadonlySet<string> = new Set(["run", "worker", "discover"]);

/** Verbs that read a document with the usual limits before they do anything else. */
const READING: ReadonlySet<string> = new Set(["extract"]);

/**
 * Carries out a command line; returns the exit code. This door and the next load nothing before they are used:
 * a command starts without what reads documents, a reading process without the commands.
 */
export async function main(argv: readonly string[], environment: CommandEnvironment): Promise<number> {
	if (SUPERVISED.has(argv[2] ?? "")) {
		const { isSupervisor, supervise } = await import("./cli/supervise.ts");
		if (isSupervisor()) return supervise(environment.entry, argv);
	}
	const reader = READING.has(argv[2] ?? "") && argv.length > 3 ? await startReader(environment.entry) : undefined;
	try {
		const command = await import("./cli/main.ts");
		return await command.main(argv, { ...environment, reader });
	} finally {
		reader?.end();
	}
}

/** A reading process that starts while the command is loaded. */
async function startReader(entry: string): Promise<ReaderProcess> {
	const [{ ReaderProcess }, { READER_LIMITS }] = await Promise.all([
		import("./mapping/isolated/reader-process.ts"),
		import("./mapping/isolated/reader-limits.ts"),
	]);
	return new ReaderProcess(entry, READER_LIMITS);
}

/** Starts a reading process. */
export async function serveReader(loadPipeline: () => Promise<ReportFamily>): Promise<void> {
	const { compilePdfium } = await import("./reading/pdf/pdfium/module.ts");
	// Goes on while the rest is loaded; that it fails is told when a document needs it.
	compilePdfium().catch(() => {});
	const { serveReader: serve } = await import("./mapping/isolated/reader.ts");
	serve(await loadPipeline());
}

/** Starts a process that reads what sites send; it loads nothing that reads documents. */
export async function serveSites(loadPipeline: () => Promise<ReportFamily>): Promise<void> {
	const { serveSites: serve } = await import("./mapping/isolated/site-process.ts");
	serve((await loadPipeline()).sources);
}
