// What other readers of scans take for pages, and how many of the figures that are printed on them they read.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { drawPage } from "../../src/reading/pdf/draw.ts";
import { narrow } from "../../src/text/figures.ts";

const run = promisify(execFile);
const DPI = 200;

/** A peer's name, its processor time for all pages in milliseconds, and the share of figures read; undefined where it is not installed. */
export interface ScanPeer {
	readonly name: string;
	readonly ms: number;
	readonly right: number;
}

/** Native tesseract and `@gutenye/ocr-node`, which `install-peers.sh` puts into a folder. Figures are as printed. */
export async function scanPeers(bytes: Uint8Array, pages: number, figures: readonly string[]): Promise<ScanPeer[]> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-bench-"));
	try {
		const files: string[] = [];
		for (let page = 1; page <= pages; page++) {
			const file = join(folder, `${page}.png`);
			await writeFile(file, (await drawPage(bytes, page, { dpi: DPI })).png);
			files.push(file);
		}
		const peers = [
			["tesseract chi_sim+eng, text", await timed("tesseract", files, (file) => [file, "-", "-l", "chi_sim+eng", "--psm", "6"])],
			["@gutenye/ocr-node, PP-OCRv4 det + rec", await timed(process.execPath, [files], (all) => [PEER, GUTENYE, ...all])],
		] as const;
		return peers.flatMap(([name, read]) => (read ? [{ name, ms: read.ms, right: shareOf(figures, read.text) }] : []));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** The folder that the peers of npm are installed in. */
const GUTENYE = join(process.env.GOUJI_PEERS ?? "/tmp/gouji-peers", "node_modules", "@gutenye", "ocr-node", "build", "index.js");
const PEER = join(import.meta.dirname, "ocr-peer.mjs");

/** Processor time of commands, one after another on one thread, and what they print. */
async function timed<T>(
	command: string,
	of: readonly T[],
	args: (one: T) => string[],
): Promise<{ readonly ms: number; readonly text: string } | undefined> {
	const children = childMs();
	let text = "";
	try {
		for (const one of of) {
			const env = { ...process.env, OMP_THREAD_LIMIT: "1" };
			const { stdout, stderr } = await run("sh", ["-c", '"$0" "$@" && times >&2', command, ...args(one)], {
				env,
				maxBuffer: 1e8,
			});
			children.add(stderr);
			text += stdout;
		}
		return { ms: children.ms, text };
	} catch {
		return undefined;
	}
}

/** Adds up what a shell's `times` says of its children: the last line, minutes and seconds, user and system. */
function childMs(): { readonly add: (told: string) => void; readonly ms: number } {
	let ms = 0;
	return {
		add: (told) => {
			for (const [, minutes = 0, seconds = 0] of (told.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g))
				ms += Number(minutes) * 60_000 + Number(seconds) * 1000;
		},
		get ms() {
			return ms;
		},
	};
}

/** How many of the figures stand anywhere in a text, each as often as it is printed. */
function shareOf(figures: readonly string[], text: string): number {
	const left = new Map<string, number>();
	for (const [figure] of narrow(text).matchAll(/\d+(?:\.\d+)?/g)) left.set(figure, (left.get(figure) ?? 0) + 1);
	const found = figures.filter((figure) => {
		const count = left.get(figure) ?? 0;
		left.set(figure, count - 1);
		return count > 0;
	});
	return found.length / Math.max(1, figures.length);
}
