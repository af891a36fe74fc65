import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The system's Chromium. Where there is none and this is root on Debian, it is installed; else undefined, and the tests
 * that need it say so. In CI that is a failure: they must not be skipped unseen there.
 */
export function findChromium(): string | undefined {
	const found = installed() ?? (install() ? installed() : undefined);
	if (found === undefined) {
		const message =
			"Chromium is not here and cannot be installed: browser tests are NOT run. Install Debian's chromium and fonts-noto-cjk.";
		if (process.env.CI) throw new Error(message);
		console.warn(message);
	}
	return found;
}

function installed(): string | undefined {
	if (process.env.CHROMIUM && existsSync(process.env.CHROMIUM)) return process.env.CHROMIUM;
	const folders = (process.env.PATH ?? "").split(delimiter);
	return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

function install(): boolean {
	if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
	try {
		const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
		execFileSync("apt-get", ["update", "-qq"], { env, stdio: "ignore", timeout: 180_000 });
		const packages = ["chromium", "fonts-noto-cjk"];
		execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
			env,
			stdio: "ignore",
			timeout: 600_000,
		});
		return true;
	} catch {
		// No network, or no such package: the caller says that it is missing.
		return false;
	}
}
