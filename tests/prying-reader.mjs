// Stands in for a reading process that a document has taken over: tries everything that it should not be able to do.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { denyNetwork } from "../src/mapping/isolated/reader-confinement.ts";

denyNetwork();
const attempts = {
	"read the system": () => readFileSync("/etc/hostname"),
	write: () => writeFileSync(join(tmpdir(), "gouji-pried"), "x"),
	"write into the package": () => writeFileSync(new URL("pried", import.meta.url), "x"),
	"start a program": () => {
		const { error } = spawnSync(process.execPath, ["--version"]);
		if (error) throw error;
	},
	connect: () => net.connect(80, "192.0.2.1"),
	fetch: () => fetch("http://192.0.2.1/"),
	"know a secret": () => {
		if (process.env.GOUJI_TEST_SECRET === undefined) throw new Error("none");
	},
};
process.on("message", ({ id }) => {
	const done = Object.entries(attempts).flatMap(([name, attempt]) => {
		try {
			attempt();
			return [name];
		} catch {
			return [];
		}
	});
	process.send({ id, json: JSON.stringify(done) });
});
process.on("disconnect", () => process.exit(0));
