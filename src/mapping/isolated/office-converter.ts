import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { GoujiError } from "../../model/errors.ts";
import { readBytes } from "../../storage/files.ts";
import { Patience, useOf } from "./process-use.ts";

/** Makes Word documents of older office files. Throws GoujiError unreadable, timeout, out-of-memory or too-large. */
export type OfficeConverter = (bytes: Uint8Array) => Promise<ConvertedDocument>;

/** A Word document that was made of another file. */
export interface ConvertedDocument {
	readonly docx: Uint8Array;
	/** By what, such as "LibreOffice 7.4.7.2"; part of the provenance of what is read from it. */
	readonly by: string;
}

/** Bounds of one conversion; a report of twenty pages takes 3 s of processor time, 250 MB, and 60 kB. */
export interface ConversionLimits {
	readonly timeoutMs: number;
	readonly memoryBytes: number;
	/** Of what comes out. */
	readonly bytes: number;
}

const LIMITS: ConversionLimits = { timeoutMs: 60_000, memoryBytes: 1_500 * 1024 * 1024, bytes: 50 * 1024 * 1024 };

const USUAL_PLACES = [
	"/usr/bin/soffice",
	"/usr/local/bin/soffice",
	"/usr/lib/libreoffice/program/soffice",
	"/opt/libreoffice/program/soffice",
	"/Applications/LibreOffice.app/Contents/MacOS/soffice",
];

/** Where LibreOffice is: at a place that is named, else one of the usual ones. Undefined where it is not; nothing is started. */
export function officeAt(place: string | undefined): string | undefined {
	return [...(place === undefined ? USUAL_PLACES : [place])].find((path) => existsSync(path));
}

/** LibreOffice as a converter; it is started for the first document. */
export function officeConverter(path: string, limits: ConversionLimits = LIMITS): OfficeConverter {
	const program = programBehind(path);
	const known = { start: undefined as Promise<readonly string[]> | undefined, name: undefined as Promise<string> | undefined };
	// One at a time: each has its own profile and the whole of its memory.
	let last: Promise<unknown> = Promise.resolve();
	return (bytes) => {
		known.start ??= withoutNetwork();
		known.name ??= nameOf(path);
		const made = last.then(async () => {
			const start = [...((await known.start) ?? []), program];
			const docx = await inOwnFolder((folder) => convert(bytes, { folder, start, limits }));
			return { docx, by: (await known.name) ?? "LibreOffice" };
		});
		last = made.catch(() => undefined);
		return made;
	};
}

/** The program behind the script that starts it: its own process can be watched and ended. */
function programBehind(path: string): string {
	const real = realpathSync(path);
	const binary = join(dirname(real), "soffice.bin");
	return existsSync(binary) ? binary : real;
}

async function nameOf(path: string): Promise<string> {
	return inOwnFolder(
		(folder) =>
			new Promise((resolve) => {
				execFile(
					path,
					[`-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`, "--version"],
					{ env: surroundings(folder), timeout: 30_000 },
					(error, stdout) => {
						const [, name, version] = /^(\w+) (\d[\d.]{0,30})/.exec(stdout) ?? [];
						resolve(error || name === undefined ? "LibreOffice" : `${name} ${version}`);
					},
				);
			}),
	);
}

/** What a process is started through where the system lets anybody take a process off the network. */
async function withoutNetwork(): Promise<string[]> {
	const prefix = ["/usr/bin/unshare", "--user", "--map-current-user", "--net"];
	const [unshare = "", ...options] = prefix;
	if (process.platform !== "linux" || !existsSync(unshare)) return [];
	return new Promise((resolve) => {
		execFile(unshare, [...options, "/bin/true"], { env: {}, timeout: 10_000 }, (error) => resolve(error ? [] : prefix));
	});
}

interface Conversion {
	readonly folder: string;
	/** The program, with what it is started through. */
	readonly start: readonly string[];
	readonly limits: ConversionLimits;
}

async function convert(bytes: Uint8Array, { folder, start, limits }: Conversion): Promise<Uint8Array> {
	const profile = join(folder, "profile");
	await mkdir(join(profile, "user"), { recursive: true });
	await writeFile(join(profile, "user", "registrymodifications.xcu"), PROFILE);
	// The name says nothing of the site: what kind it is, the program sees by its bytes.
	const file = join(folder, "document.doc");
	await writeFile(file, bytes);
	const [program = "", ...before] = start;
	const options = [
		`-env:UserInstallation=${pathToFileURL(profile).href}`,
		...["--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--nofirststartwizard"],
		...["--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, file],
	];
	const made = join(folder, "document.docx");
	// Over a new profile it ends once without having done anything, to be started again.
	for (let start = 0; start < 2 && !existsSync(made); start++) {
		// No shell: none of these words is the document's. Its own group, so that all it starts ends with it.
		const child = spawn(program, [...before, ...options], {
			cwd: folder,
			env: surroundings(folder),
			stdio: "ignore",
			detached: true,
		});
		if ((await ended(child, limits)) !== START_AGAIN) break;
	}
	if (!existsSync(made)) {
		throw new GoujiError("unreadable", "LibreOffice made no document of it", {
			hint: "Open the file by hand; ask the publisher for a PDF, or save it as one into a folder source.",
		});
	}
	return readBytes(made, limits.bytes);
}

/** How LibreOffice ends to be started again (`EXITHELPER_NORMAL_RESTART`). */
const START_AGAIN = 81;
/** How often the process is looked at. */
const POLL_MS = 100;

function ended(child: ChildProcess, { timeoutMs, memoryBytes }: ConversionLimits): Promise<number | null> {
	const patience = new Patience(timeoutMs);
	return new Promise((resolve, reject) => {
		const end = (error: GoujiError) => {
			finish();
			reject(error);
		};
		const finish = () => {
			clearInterval(poll);
			killGroup(child);
		};
		const poll = setInterval(() => {
			void useOf(child.pid).then((use) => {
				if (use === undefined) return;
				if (use.memoryBytes > memoryBytes) end(tooMuch("out-of-memory", `more than ${Math.round(memoryBytes / 1048576)} MB`));
				else if (patience.isOver(POLL_MS, use)) end(tooMuch("timeout", `more than ${timeoutMs / 1000} s`));
			});
		}, POLL_MS);
		child.once("error", (cause) =>
			end(
				new GoujiError("unreadable", "LibreOffice did not start", {
					hint: "Check the installation, or set office: false.",
					cause,
				}),
			),
		);
		child.once("exit", (code) => {
			finish();
			resolve(code);
		});
	});
}

function killGroup({ pid }: ChildProcess): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, "SIGKILL");
	} catch {
		// The group has ended: that is what is wanted.
	}
}

function tooMuch(code: "out-of-memory" | "timeout", what: string): GoujiError {
	return new GoujiError(code, `Making a Word document of it took ${what}`, {
		hint: "Look at the file by hand; it may be made to exhaust its reader.",
	});
}

async function inOwnFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-office-"));
	try {
		return await use(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** No secret of the operator's, and nobody's profile. Whatever would still ask for something asks at a closed door. */
function surroundings(folder: string): Record<string, string> {
	const nowhere = "http://127.0.0.1:9";
	return {
		PATH: "/usr/bin:/bin",
		HOME: folder,
		TMPDIR: folder,
		LANG: "C.UTF-8",
		SAL_USE_VCLPLUGIN: "svp",
		http_proxy: nowhere,
		https_proxy: nowhere,
	};
}

const setting = (path: string, name: string, value: string) =>
	`<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;

/** No macros at all, no links brought up to date, no network. */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${[
	setting("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
	setting("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
	setting("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
	setting("Office.Writer/Content/Update", "Link", "0"),
	setting("Inet/Settings", "ooInetProxyType", "2"),
	setting("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
	setting("Inet/Settings", "ooInetHTTPProxyPort", "9"),
	setting("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
	setting("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
].join("\n")}
</oor:items>
`;
