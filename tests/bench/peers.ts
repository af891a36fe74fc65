import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a peer gave of one file: rows of cells or words, and the processor time it took. */
export interface PeerReading {
	readonly rows: readonly (readonly string[])[];
	readonly ms: number;
	/** Its tables as rows of cells, where it knows tables; a merged cell stands where it begins. */
	readonly tables?: readonly (readonly (readonly string[])[])[];
}

/** Reads files, one reading each, in order; undefined where it is not installed. */
export interface Peer {
	readonly name: string;
	readonly read: (files: readonly string[]) => PeerReading[] | undefined;
}

const here = dirname(fileURLToPath(import.meta.url));
const npmPeers = process.env.GOUJI_PEERS ?? join(tmpdir(), "gouji-peers");

/** The peers that `tests/bench/install-peers.sh` installs. */
export const peers: readonly Peer[] = [
	{ name: "pdftotext -layout, a process each", read: pdftotext },
	{ name: "PyMuPDF words, warm", read: (files) => python("fitz", files) },
	{ name: "pdfminer.six lines, warm", read: (files) => python("pdfminer", files) },
	{ name: "liteparse, one batch", read: liteparse },
	{ name: "tabula-java lattice, one batch", read: tabula },
	{ name: "opendataloader-pdf, one batch", read: openDataLoader },
];

function pdftotext(files: readonly string[]): PeerReading[] | undefined {
	if (spawnSync("pdftotext", ["-v"]).error) return undefined;
	return files.map((file) => {
		const start = performance.now();
		const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
		return { rows: text.split("\n").map((line) => line.trim().split(/\s+/)), ms: performance.now() - start };
	});
}

function python(library: "fitz" | "pdfminer", files: readonly string[]): PeerReading[] | undefined {
	const run = spawnSync("/usr/bin/python3", [join(here, "peers.py"), library, ...files], { encoding: "utf8", maxBuffer: 1e9 });
	if (run.status !== 0) return undefined;
	return run.stdout
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as PeerReading);
}

interface Node {
	readonly type?: string;
	readonly content?: string;
	readonly kids?: readonly Node[];
	readonly rows?: readonly { readonly cells?: readonly Node[] }[];
}

/** What a program writes beside each file; `one` has it read a single file, where one that it dies of ends the batch. */
interface Outputs {
	readonly extension: string;
	readonly parse: (text: string) => string[][][];
	readonly one?: (input: string, output: string) => readonly string[];
}

/** Hands copies of the files, by number, to a program that reads all of a folder; `parse` gives the tables of what it wrote. */
function inOneBatch(
	files: readonly string[],
	program: (inputs: string, outputs: string, copies: readonly string[]) => { command: string; args: readonly string[] },
	{ extension, parse, one }: Outputs,
): PeerReading[] | undefined {
	const folder = mkdtempSync(join(tmpdir(), "gouji-peer-"));
	try {
		const copies = files.map((file, i) => {
			const copy = join(folder, `${i}.pdf`);
			copyFileSync(file, copy);
			return copy;
		});
		const { command, args } = program(folder, folder, copies);
		const start = performance.now();
		const run = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1e9 });
		if (run.error || (run.status !== 0 && one === undefined)) return undefined;
		const written = (copy: string) => {
			const path = copy.replace(/pdf$/, extension);
			return existsSync(path) ? readFileSync(path, "utf8") : "";
		};
		// A document that it dies of ends the batch: what is left is given to it one by one.
		if (run.status !== 0)
			for (const copy of copies) if (written(copy) === "") spawnSync(command, one?.(copy, copy.replace(/pdf$/, extension)) ?? []);
		const ms = (performance.now() - start) / files.length;
		return copies.map((copy) => {
			const text = written(copy);
			const tables = text === "" ? [] : parse(text);
			return { rows: tables.flat(), tables, ms };
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function openDataLoader(files: readonly string[]): PeerReading[] | undefined {
	const cli = join(npmPeers, "node_modules", "@opendataloader", "pdf", "dist", "cli.js");
	if (!existsSync(cli)) return undefined;
	return inOneBatch(
		files,
		(_, outputs, copies) => ({
			command: process.execPath,
			args: [cli, ...copies, "--output-dir", outputs, "--format", "json", "--quiet"],
		}),
		{ extension: "json", parse: (text) => tablesIn(JSON.parse(text) as Node) },
	);
}

function liteparse(files: readonly string[]): PeerReading[] | undefined {
	const command = join(npmPeers, "node_modules", ".bin", "liteparse");
	if (!existsSync(command)) return undefined;
	return inOneBatch(
		files,
		(inputs, outputs) => ({ command, args: ["batch-parse", inputs, outputs, "--format", "markdown", "--no-ocr", "--quiet"] }),
		{ extension: "md", parse: markdownTables },
	);
}

/** The tables of a Markdown text: runs of lines between bars, without the line under the head. */
function markdownTables(text: string): string[][][] {
	const tables: string[][][] = [[]];
	for (const line of text.split("\n")) {
		if (!line.startsWith("|")) tables.push([]);
		else if (!/^[|\s:-]+$/.test(line) || !line.includes("---"))
			tables.at(-1)?.push(
				line
					.replaceAll(/^\||\|\s*$/g, "")
					.split("|")
					.map((cell) => cell.trim()),
			);
	}
	return tables.filter((rows) => rows.length > 0);
}

function tabula(files: readonly string[]): PeerReading[] | undefined {
	const [jar] = globSync(join(npmPeers, "node_modules", "@krakz999", "tabula-node", "dist", "lib", "tabula-*.jar"));
	if (jar === undefined) return undefined;
	const options = ["--lattice", "--pages", "all", "--format", "JSON"];
	return inOneBatch(files, (inputs) => ({ command: "java", args: ["-jar", jar, "--batch", inputs, ...options] }), {
		extension: "json",
		parse: tabulaTables,
		one: (input, output) => ["-jar", jar, ...options, "--outfile", output, input],
	});
}

/** Its rows hold only the cells that begin there, so that each cell is put in the column of its left edge. */
function tabulaTables(text: string): string[][][] {
	const tables = JSON.parse(text) as { readonly data: readonly (readonly { left: number; width: number; text: string }[])[] }[];
	return tables.map(({ data }) => {
		const edges = [...new Set(data.flat().flatMap(({ left, width }) => (width > 0 ? [Math.round(left)] : [])))].sort(
			(a, b) => a - b,
		);
		return data.map((row) => {
			const cells = edges.map(() => "");
			for (const { left, width, text: content } of row) if (width > 0) cells[edges.indexOf(Math.round(left))] = content;
			return cells;
		});
	});
}

function tablesIn(node: Node): string[][][] {
	const own = node.rows ? [node.rows.map(({ cells }) => (cells ?? []).map(textIn))] : [];
	const inside = [...(node.kids ?? [])].flatMap(tablesIn);
	return [...own, ...inside];
}

function textIn(node: Node): string {
	return [node.content ?? "", ...(node.kids ?? []).map(textIn)].join("");
}
