import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { typeset } from "../make.ts";
import type { Kind } from "./kinds/kind.ts";
import { printableHtml } from "./markup/printed-page.ts";
import { webPage } from "./markup/web-page.ts";
import type { Making, ProducerName, ShownReport } from "./model.ts";
import { docxOf } from "./word/docx.ts";
import { writtenPdf } from "./writer/writer.ts";

const run = promisify(execFile);

/** A document that was made. */
export interface Produced {
	readonly extension: "pdf" | "html" | "docx";
	readonly bytes: Uint8Array;
}

type Produce = (report: ShownReport, kind: Kind, making: Making) => Promise<Produced>;

/** How each producer sets a report. */
export const PRODUCE: Readonly<Record<ProducerName, Produce>> = {
	writer: async (report, kind, making) => ({
		extension: "pdf",
		bytes: writtenPdf(report, making, kind.write?.(report, making)),
	}),
	chromium: (report, kind, making) =>
		inFolder(async (folder) => {
			const pdf = join(folder, "page.pdf");
			await typeset(printableHtml(report, making, kind.print?.(report, making)), pdf);
			return { extension: "pdf", bytes: new Uint8Array(await readFile(pdf)) };
		}),
	office: (report, _, making) =>
		inFolder(async (folder) => {
			const source = join(folder, "page.docx");
			await writeFile(source, docxOf(report, making));
			const profile = `-env:UserInstallation=file://${folder}/profile`;
			const program = process.env.SOFFICE ?? "soffice";
			await run(program, [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source], { timeout: 180_000 });
			return { extension: "pdf", bytes: new Uint8Array(await readFile(join(folder, "page.pdf"))) };
		}),
	html: async (report, kind, making) => ({
		extension: "html",
		bytes: new TextEncoder().encode(webPage(report, making, kind.web?.(report, making))),
	}),
	docx: async (report, _, making) => ({ extension: "docx", bytes: docxOf(report, making) }),
};

const PROGRAMS: Readonly<Partial<Record<ProducerName, string>>> = {
	chromium: process.env.CHROMIUM ?? "chromium",
	office: process.env.SOFFICE ?? "soffice",
};

/** Whether what a producer needs is on this machine; what is not is said aloud. */
export function isThere(name: ProducerName): boolean {
	const program = PROGRAMS[name];
	if (program === undefined || spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0) return true;
	console.error(`${program} is not on this machine: nothing is made by ${name}`);
	return false;
}

/** A program that writes a PDF anew. */
interface Rewriter {
	readonly name: string;
	readonly program: string;
	readonly arguments: (from: string, to: string) => readonly string[];
}

/** Programs that write a PDF anew, as archives and mail gateways do. */
export const REWRITERS: readonly Rewriter[] = [
	{ name: "qpdf", program: "qpdf", arguments: (from, to) => ["--object-streams=generate", "--linearize", from, to] },
	{ name: "mutool", program: "mutool", arguments: (from, to) => ["clean", "-ggg", "-z", from, to] },
	{
		name: "ghostscript",
		program: "gs",
		arguments: (from, to) => ["-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", `-sOutputFile=${to}`, from],
	},
];

/** Rewriters of this machine; those that are not are said aloud. */
export function presentRewriters(): Rewriter[] {
	return REWRITERS.filter(({ program }) => {
		const isHere = spawnSync(program, [program === "mutool" ? "-v" : "--version"], { stdio: "ignore" }).error === undefined;
		if (!isHere) console.error(`${program} is not on this machine: nothing is written anew by it`);
		return isHere;
	});
}

/** A PDF written anew by a program. */
export function rewritten(pdf: Uint8Array, { program, arguments: of }: Rewriter): Promise<Uint8Array> {
	return inFolder(async (folder) => {
		const [from, to] = [join(folder, "from.pdf"), join(folder, "to.pdf")];
		await writeFile(from, pdf);
		await run(program, of(from, to), { timeout: 60_000 });
		return new Uint8Array(await readFile(to));
	});
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-"));
	try {
		return await use(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
