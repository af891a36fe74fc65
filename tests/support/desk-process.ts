import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { entry } from "./command.ts";

/** `gouji review`, started as a user starts it. */
export interface DeskProcess {
	/** Without a slash at its end. */
	readonly origin: string;
	/** The address that was printed, with the token that lets its reader in. */
	readonly address: string;
	/** For programs: the header that lets them in. */
	readonly headers: Readonly<Record<string, string>>;
	readonly stop: () => Promise<void>;
}

/** Starts it in a folder and waits until it says where it listens. Throws with what it printed where it ends before. */
export function startDesk(args: readonly string[], cwd: string): Promise<DeskProcess> {
	const child = spawn(process.execPath, [entry, "review", ...args], { cwd });
	return new Promise((resolve, reject) => {
		let printed = "";
		const hear = (piece: Buffer) => {
			printed += piece.toString("utf8");
			const [address, origin, token] = /^(http:\/\/[^\s/]+)\/(?:\?token=(\S+))?$/m.exec(printed) ?? [];
			const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
			if (address !== undefined && origin !== undefined) resolve({ origin, address, headers, stop: () => stop(child) });
		};
		child.stdout.on("data", hear);
		child.stderr.on("data", hear);
		child.on("exit", (code) => reject(new Error(`gouji review ended with ${code}: ${printed}`)));
	});
}

function stop(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		child.on("exit", () => resolve());
		child.kill("SIGTERM");
	});
}
