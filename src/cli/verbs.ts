import { text } from "node:stream/consumers";
import { Command, Option } from "commander";
import { STAGES } from "../reading/tables/stage.ts";
import type { AcknowledgeOptions } from "./acknowledge.ts";
import type { CheckOptions } from "./check.ts";
import type { CompareOptions } from "./compare.ts";
import type { BareEnvironment, Environment } from "./environment.ts";
import type { ExplainOptions } from "./explain.ts";
import type { ExportOptions } from "./export.ts";
import type { ExtractOptions } from "./extract.ts";
import type { LookFileOptions } from "./look.ts";
import type { NightlyOptions } from "./nightly.ts";
import type { ProbeOptions } from "./probe.ts";
import type { QueryOptions } from "./query.ts";
import type { ReviewOptions } from "./review.ts";
import type { RulesOptions } from "./rules.ts";
import { TABLE_FORMATS } from "./table-format.ts";
import type { TablesOptions } from "./tables.ts";

/** What verbs are carried out in: those that need the pipeline wait for it to be loaded. */
export interface Worlds {
	readonly bare: BareEnvironment;
	readonly withPipeline: () => Promise<Environment>;
}

/** What a group of verbs is added with. */
interface Verbs extends Worlds {
	/** Begins a verb with what all have in common. */
	readonly verb: (name: string, description: string, example: string) => Command;
	readonly done: (code: number) => void;
}

/** Every verb with its options, as a program that a command line is given to; `done` is told the exit code. */
export function commands(worlds: Worlds, done: (code: number) => void): Command {
	const program = new Command("gouji");
	program
		.description("Reads Chinese government-disclosure annual reports into checked figures (政府信息公开工作年度报告勾稽检查)")
		.exitOverride()
		.showHelpAfterError("(add --help for an example)");
	const verb = (name: string, description: string, example: string) =>
		program
			.command(name)
			.description(description)
			.addHelpText("after", `\nExample:\n  $ ${example}`)
			.option("--log <format>", "text or json", "text")
			.exitOverride();
	// Help lists them in this order.
	for (const add of [addRuns, addSources, addOperating, addMachines, addReading, addLooking, addDataSet, addReview, addRules])
		add({ ...worlds, verb, done });
	return program;
}

/** Runs: what is fetched, read and published. */
function addRuns({ verb, done, withPipeline }: Verbs): void {
	verb("run [config]", "read, check and publish everything; without a configuration, the samples", "gouji run nightly.yaml")
		.option("--json", "print machine-readable results")
		.option("--source <id>", "only this source")
		.option("--since <date>", "only reports first listed on or after this day")
		.option("--limit <number>", "fetch at most this many documents", Number)
		.option("--year <number>", "only reports of this year, as far as titles tell it", Number)
		.option("--issuer <name>", "only this organ's reports, by its name or an alias of the roster")
		.option("--failed", "only what was not had the last time")
		.option("--export", "write the data set afterwards, to `dataset` in the output")
		.option("--dry-run", "ask nobody; say how many requests and minutes a run takes")
		.option("--offline", "fetch nothing; read the archive again where this version has not")
		.option("--delegate", "leave the work to workers; only give it out, wait, and publish")
		.action(async (config: string | undefined, options: NightlyOptions) => {
			const { run } = await import("./run.ts");
			done(await run(config, options, await withPipeline()));
		});
}

/** Sources: what is listed there, and how they are configured. */
function addSources({ verb, done, withPipeline }: Verbs): void {
	verb("discover <config>", "show what a run would fetch, and why", "gouji discover nightly.yaml")
		.option("--json", "print machine-readable results")
		.option("--source <id>", "only this source")
		.option("--refused", "also show every link that is not taken, and why")
		.action(async (config: string, options: NightlyOptions & { refused?: boolean }) => {
			const { discover } = await import("./discover.ts");
			done(await discover(config, options, await withPipeline()));
		});
	verb(
		"probe <address>",
		"say which kind of source an address is, and print its YAML",
		'gouji probe "https://www.example.gov.cn/list/"',
	)
		.option("--config <file>", "ask as this configuration does, and remember what it knows of the site")
		.option("--id <name>", "what the source shall be called")
		.option("--user-agent <text>", "who you are and how you can be reached")
		.option("--private-host <host...>", "hosts that may have private addresses")
		.option("--delay <seconds>", "pause between two requests to one host (4)", Number)
		.option("--pages <number>", "list pages that are read at most", Number, 5)
		.option("--articles <number>", "pages about one report that are opened at most", Number, 5)
		.option("--yaml", "print the YAML alone")
		.option("--json", "print machine-readable results")
		.action(async (address: string, options: ProbeOptions) => {
			const { probe } = await import("./probe.ts");
			done(await probe(address, options, await withPipeline()));
		});
}

/** What an operator looks at between runs. */
function addOperating({ verb, done, withPipeline }: Verbs): void {
	verb("status [config]", "tell how every source and issuer stands", "gouji status nightly.yaml")
		.option("--json", "print machine-readable results")
		.action(async (config: string | undefined, options: { json?: boolean }) => {
			const { status } = await import("./status.ts");
			done(await status(config, options, await withPipeline()));
		});
	verb(
		"acknowledge <config> [what...]",
		"take troubles as known until they change; without names, list them",
		"gouji acknowledge nightly.yaml city-archive --note 'only .doc, asked on 3 March'",
	)
		.option("--note <text>", "why, for those who read it later")
		.option("--all", "everything that asks for attention now")
		.option("--undo", "let it ask for attention again")
		.option("--json", "print machine-readable results")
		.action(async (config: string, what: string[], options: AcknowledgeOptions) => {
			const { acknowledge } = await import("./acknowledge.ts");
			done(await acknowledge(config, what, options, await withPipeline()));
		});
	verb(
		"alert <config> <message...>",
		"send a message through the webhook",
		"gouji alert nightly.yaml 'the timer did not start'",
	).action(async (config: string, message: string[]) => {
		const { alert } = await import("./alert.ts");
		done(await alert(config, message, await withPipeline()));
	});
	verb("verify [config]", "read ledger, archive and readings and say what is damaged", "gouji verify nightly.yaml")
		.option("--json", "print machine-readable results")
		.action(async (config: string | undefined, options: { json?: boolean }) => {
			const { verify } = await import("./verify.ts");
			done(await verify(config, options, await withPipeline()));
		});
}

/** Work over several machines. */
function addMachines({ verb, done, withPipeline }: Verbs): void {
	verb("worker <config>", "work at what runs on other machines give out", "gouji worker nightly.yaml --log json").action(
		async (config: string) => {
			const { worker } = await import("./worker.ts");
			done(await worker(config, await withPipeline()));
		},
	);
	verb("migrate <config>", "move the state folder into the configuration's PostgreSQL and archive", "gouji migrate nightly.yaml")
		.option("--json", "print machine-readable results")
		.action(async (config: string, options: { json?: boolean }) => {
			const { migrate } = await import("./migrate.ts");
			done(await migrate(config, options, await withPipeline()));
		});
}

/** One report after the other, by hand. */
function addReading({ verb, done, bare, withPipeline }: Verbs): void {
	verb("extract <files...>", "read PDFs and write report.json for each", "gouji extract report.pdf --out results")
		.requiredOption("--out <dir>", "folder for the results")
		.option("--json", "print machine-readable results")
		.option("--timeout <seconds>", "processor time for one document", Number)
		.action(async (files: string[], options: ExtractOptions) => {
			const { extract } = await import("./extract.ts");
			done(await extract(await listed(files), options, bare));
		});
	verb("check <files...>", "run the rules over report.json files or PDFs", "gouji check results/report.json")
		.option("--json", "print machine-readable results")
		.option("--previous <file>", "the same issuer's report of the year before")
		.option("--settings <file>", "JSON with this deployment's settings by rule")
		.action(async (files: string[], options: CheckOptions) => {
			const { check } = await import("./check.ts");
			done(await check(files, options, await withPipeline()));
		});
}

/** What was seen, and why a figure is what it is. */
function addLooking({ verb, done, bare, withPipeline }: Verbs): void {
	verb("tables <file>", "print every table of a PDF", "gouji tables any.pdf --format csv --out tables")
		.option("--json", "print cells with their places; the same as --format json")
		.addOption(new Option("--format <format>", "form of the tables").choices(TABLE_FORMATS))
		.option("--pages <list>", "pages to look at, such as 1,3-5")
		.option("--area <box>", "part of each page to look at: left,top,right,bottom in points")
		.option("--settings <file>", "JSON with tolerances by step, see docs/tables.md")
		.option("--out <folder>", "where one file a table goes")
		.option("--pictures <folder>", "where one picture a table goes")
		.action(async (file: string, options: TablesOptions) => {
			const { tables } = await import("./tables.ts");
			done(await tables(file, options, bare));
		});
	verb("look <file>", "draw a page with what was seen on it", "gouji look report.pdf --page 2 --stage columns --out page-2.png")
		.requiredOption("--page <number>", "page, counted from 1", Number)
		.addOption(new Option("--stage <stage>", "one step of table reading; without it, rulings and cells").choices(STAGES))
		.option("--out <file>", "the picture to write", "look.png")
		.option("--dpi <number>", "resolution", Number, 144)
		.action(async (file: string, options: LookFileOptions) => {
			const { look } = await import("./look.ts");
			done(await look(file, options, bare));
		});
	verb("explain <report> <cell>", "show one figure's evidence", "gouji explain results/report.json requests.received.total")
		.option("--json", "print machine-readable evidence")
		.option("--pdf <file>", "the report's PDF, to cut the cell out of")
		.option("--crop <file>", "where the cut-out goes")
		.action(async (file: string, cell: string, options: ExplainOptions) => {
			const { explain } = await import("./explain.ts");
			done(await explain(file, cell, options, await withPipeline()));
		});
}

/** The published data set. */
function addDataSet({ verb, done, withPipeline }: Verbs): void {
	verb("export", "write the data set of published reports", "gouji export --to dataset --format parquet,csv")
		.requiredOption("--to <dir>", "folder for the data set; readers open its `current`")
		.option("--from <dir>", "folder with report.json files", "output/data/reports")
		.option("--format <list>", "parquet, csv, json, xlsx", "parquet,csv,json")
		.option("--corrections <file>", "the review desk's state file, or a JSON list, published beside the figures")
		.option("--bom", "CSV for spreadsheets: a byte-order mark, and nothing that they would take for a formula")
		.option(
			"--layout <layout>",
			"whole: one file a table; years: one a year and table, of which only changed ones are written",
			"whole",
		)
		.option("--partition-above <reports>", "layout years where there are more reports", Number)
		.option("--publisher <name>", "who publishes it, as it is to be cited")
		.option("--homepage <url>", "web address of the set's page")
		.option("--keep <sets>", "sets kept beside named releases, the newest ones", Number, 2)
		.option("--release <name>", "names this set and keeps it for good: releases/NAME")
		.option("--since <release>", "fills release_changes: what is not as in that release, in a set's folder, or in `current`")
		.option("--per-workbook <reports>", "reports in one workbook at most (1000)", Number)
		.option("--memory <megabytes>", "memory for making parquet", Number, 512)
		.option("--json", "print machine-readable results")
		.action(async (options: ExportOptions) => {
			const { exportReports } = await import("./export.ts");
			done(await exportReports(options, await withPipeline()));
		});
	verb("compare <before> [after]", "what changed between two releases of the data set", "gouji compare dataset/releases/2026-01")
		.option("--format <format>", "table, csv or json", "table")
		.action(async (before: string, after: string | undefined, options: CompareOptions) => {
			const { compare } = await import("./compare.ts");
			done(await compare(before, after ?? "dataset/current", options, await withPipeline()));
		});
	verb(
		"query [sql]",
		"answer SQL over an exported data set; without SQL, converse",
		'gouji query "SELECT issuer, year FROM reports WHERE NOT q_balance"',
	)
		.option("--data <dir>", "the exported set", "dataset/current")
		.option("--format <format>", "table, csv or json", "table")
		.option("--limit <rows>", "rows at most (1000 on a terminal, else all)", Number)
		.option("--bom", "begin CSV with a byte-order mark, for spreadsheets")
		.option("--with <file...>", "CSV files of your own, tables of their names beside the set's")
		.option("--timeout <seconds>", "time for the query", Number, 30)
		.option("--memory <megabytes>", "memory for the query", Number, 2048)
		.action(async (sql: string | undefined, options: QueryOptions) => {
			const { query } = await import("./query.ts");
			done(await query(sql, options, await withPipeline()));
		});
}

/** The supervisors' desk. */
function addReview({ verb, done, withPipeline }: Verbs): void {
	verb("review [config]", "serve the review application of what a run published", "gouji review nightly.yaml")
		.option("--output <dir>", "what the run wrote, where no configuration says it", "output")
		.option("--state <dir>", "folder for decisions, corrections and users; back it up")
		.option("--host <address>", "address to listen on; others than loopback demand --origin and users", "127.0.0.1")
		.option("--port <number>", "port to listen on; 0 for a free one", Number, 8787)
		.option("--origin <url>", "what people type to reach it, such as https://desk.example; demands users")
		.option("--name <name>", "who decides, where nobody signs in; the system's user when absent")
		.option("--add-user <name>", "add somebody or set a new password, read from standard input, and end")
		.option("--api-tokens <file>", "lines of NAME TOKEN: programs that may read the API, and nothing else")
		.option("--cors <origins>", "pages of these origins may read the API, with such a token")
		.option("--scores <file>", "scoring of the workbook; see docs/scoring.md")
		.option("--role <role>", "of --add-user: viewer, reviewer or admin", "reviewer")
		.action(async (config: string | undefined, options: ReviewOptions) => {
			const { review } = await import("./review.ts");
			done(await review(config, options, await withPipeline()));
		});
}

/** What is checked. */
function addRules({ verb, done, withPipeline }: Verbs): void {
	verb("rules", "list the rules", "gouji rules --markdown")
		.option("--json", "print machine-readable rules")
		.option("--markdown", "print the catalogue as docs/rules.md has it")
		.action(async (options: RulesOptions) => {
			const { rules } = await import("./rules.ts");
			done(rules(options, await withPipeline()));
		});
}

/** File names as given; `-` stands for a list on standard input, one name a line. */
async function listed(files: readonly string[]): Promise<string[]> {
	if (!files.includes("-")) return [...files];
	const lines = (await text(process.stdin)).split(/\r?\n/).filter((line) => line.trim() !== "");
	return files.flatMap((file) => (file === "-" ? lines : [file]));
}
