// Loaded before the command: writes what it and its reading processes used of the processor, in milliseconds, into the file that
// GOUJI_TIMES names. A reading process is killed and not waited for, so it is looked at just before (Linux only; 0 elsewhere).
import { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

let readers = 0;
const kill = ChildProcess.prototype.kill;
ChildProcess.prototype.kill = function (...args) {
	try {
		for (const thread of readdirSync(`/proc/${this.pid}/task`))
			readers += Number(readFileSync(`/proc/${this.pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]) / 1e6;
	} catch {
		// It has ended, or this system does not tell.
	}
	return kill.apply(this, args);
};
process.on("exit", () => {
	const { user, system } = process.cpuUsage();
	writeFileSync(process.env.GOUJI_TIMES, JSON.stringify({ command: (user + system) / 1000, readers }));
});
