// A command that hangs: in an expression without end, or in a loop, and a program of its own beside it.
import { spawn } from "node:child_process";
import { isMainThread, parentPort } from "node:worker_threads";
import { supervise } from "../../src/cli/supervise.ts";

if (isMainThread) process.exitCode = await supervise(process.argv[1], process.argv, 300);
else {
	parentPort.on("message", () => {});
	parentPort.postMessage("stoppable");
	const child = spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
	process.stdout.write(`${child.pid}\n`, () => {
		if (process.argv[2] === "loop") for (;;);
		else if (process.argv[2] === "expression") /^(?:a+)+$/.test(`${"a".repeat(60)}!`);
		else child.kill();
	});
	if (process.argv[2] === "ends") process.exitCode = 7;
	parentPort.unref();
}
