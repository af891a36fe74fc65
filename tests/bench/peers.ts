import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
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

function openDataLoader(files: readonly string[]): PeerReading[] | undefined {
	const cli = join(npmPeers, "node_modules", "@opendataloader", "pdf", "dist", "cli.js");
	if (!existsSync(cli)) return undefined;
	const folder = mkdtempSync(join(tmpdir(), "gouji-odl-"));
	try {
		const start = performance.now();
		const run = spawnSync(process.execPath, [cli, ...files, "--output-dir", folder, "--format", "json", "--quiet"], {
			encoding: "utf8",
		});
		const ms = (performance.now() - start) / files.length;
		if (run.status !== 0) return undefined;
		return files.map((file) => {
			const path = join(folder, `${basename(file, ".pdf")}.json`);
			const tables = existsSync(path) ? tablesIn(JSON.parse(readFileSync(path, "utf8")) as Node) : [];
			return { rows: tables.flat(), tables, ms };
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function tablesIn(node: Node): string[][][] {
	const own = node.rows ? [node.rows.map(({ cells }) => (cells ?? []).map(textIn))] : [];
	const inside = [...(node.kids ?? [])].flatMap(tablesIn);
	return [...own, ...inside];
}

function textIn(node: Node): string {
	return [node.content ?? "", ...(node.kids ?? []).map(textIn)].join("");
}
