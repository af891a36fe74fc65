import { execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** A PostgreSQL server of a test's own, on loopback. */
export interface TestPostgres {
	/** postgres:// address of a new, empty database. */
	readonly newDatabase: () => Promise<string>;
	/** Stops it as a crash would (immediate) or an operator (fast), leaves it away for so long, and starts it again. */
	readonly restart: (mode: "fast" | "immediate", awayMs: number) => Promise<void>;
	readonly stop: () => Promise<void>;
	readonly start: () => Promise<void>;
	/** Stops it for good and removes its folder. */
	readonly close: () => Promise<void>;
}

/** Where Debian puts the servers; the newest that is there. */
function programs(): string | undefined {
	const root = "/usr/lib/postgresql";
	const versions = existsSync(root) ? readdirSync(root).filter((name) => existsSync(join(root, name, "bin", "initdb"))) : [];
	const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
	return newest === undefined ? undefined : join(root, newest, "bin");
}

/** Installs Debian's PostgreSQL where it is missing and that is allowed; in CI it must not be missing. */
function findPrograms(): string | undefined {
	const isRoot = process.getuid?.() === 0;
	if (programs() === undefined && isRoot && existsSync("/usr/bin/apt-get")) {
		try {
			// Without its own cluster: the tests make theirs.
			execFileSync("apt-get", ["update", "-q"], { stdio: "ignore", timeout: 300_000 });
			const names = ["--no-install-recommends", "-y", "-q", "postgresql"];
			execFileSync("apt-get", ["install", ...names], {
				stdio: "ignore",
				timeout: 600_000,
				env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
			});
		} catch {
			// Without network there is nothing to install from; what follows says so.
		}
	}
	return programs();
}

const found = findPrograms();

/** Why tests with PostgreSQL are left out; undefined where they are not. In CI they are never left out. */
export const withoutPostgres: string | undefined =
	found !== undefined || process.env.CI === "true"
		? undefined
		: "PostgreSQL is not installed (Debian: apt install postgresql); the tests that need it are skipped";
if (withoutPostgres !== undefined) console.warn(`SKIPPED: ${withoutPostgres}`);

/** A port that is free now. */
function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}

/** The user that the server runs as: it refuses to be root. */
function serverUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const users = readFileSync("/etc/passwd", "utf8")
		.split("\n")
		.map((line) => line.split(":"));
	const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
	return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

/** Makes a cluster in a folder of its own and starts it. */
export async function startPostgres(): Promise<TestPostgres> {
	if (found === undefined) throw new Error("PostgreSQL is missing; in CI it must be there");
	const bin = found;
	const folder = mkdtempSync(join(tmpdir(), "gouji-pg-"));
	const user = serverUser();
	chmodSync(folder, 0o700);
	if (user) chownSync(folder, user.uid, user.gid);
	const as = { cwd: folder, ...(user ? { uid: user.uid, gid: user.gid } : {}) };
	const cluster = join(folder, "cluster");
	const port = await freePort();
	const command = (program: string, args: readonly string[]) =>
		new Promise<void>((resolve, reject) => {
			execFile(
				join(bin, program),
				[...args],
				{ ...as, env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8" } },
				(error, stdout, stderr) => (error ? reject(new Error(`${program}: ${stdout}${stderr}`, { cause: error })) : resolve()),
			);
		});
	await command("initdb", ["-D", cluster, "-U", "gouji", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
	const settings = [
		"-c",
		"listen_addresses=127.0.0.1",
		"-c",
		`port=${port}`,
		"-c",
		`unix_socket_directories=${folder}`,
		"-c",
		"max_connections=100",
	];
	const address = (database: string) => `postgres://gouji@127.0.0.1:${port}/${database}`;
	const start = async () => {
		// Not through pg_ctl: as this process' child the server can be ended with it where a test is cut short.
		const child = spawn(join(bin, "postgres"), ["-D", cluster, ...settings], { ...as, stdio: "ignore" });
		child.on("error", () => {});
		process.once("exit", () => child.kill("SIGQUIT"));
		for (let tries = 0; tries < 300; tries++) {
			const client = new pg.Client({ connectionString: address("postgres") });
			client.on("error", () => {});
			const isUp = await client.connect().then(
				() => true,
				() => false,
			);
			await client.end().catch(() => undefined);
			if (isUp) return;
			await pause(100);
		}
		throw new Error("PostgreSQL did not start");
	};
	const stop = (mode: "fast" | "immediate" = "fast") => command("pg_ctl", ["-D", cluster, "-m", mode, "-w", "stop"]);
	await start();
	let databases = 0;
	return {
		newDatabase: async () => {
			const name = `test_${++databases}`;
			const client = new pg.Client({ connectionString: address("postgres") });
			await client.connect();
			await client.query(`create database ${name}`);
			await client.end();
			return address(name);
		},
		restart: async (mode, awayMs) => {
			await stop(mode);
			await pause(awayMs);
			await start();
		},
		stop: () => stop(),
		start,
		close: async () => {
			await stop("immediate").catch(() => undefined);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
