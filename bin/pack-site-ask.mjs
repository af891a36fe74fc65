// Makes what the public site's page for questions loads, dist/site-ask: its script in one file, DuckDB's worker and its
// WebAssembly, packed (7.6 MB; the npm package has 140 MB, and npm cannot leave files of a dependency out). Runs as npm's
// `prepare` step; needs development dependencies. Where it has not run the site has no such page, and says so.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const ENTRY = join(root, "src", "output", "documents", "site", "ask", "ask.ts");
const to = join(root, "dist", "site-ask");
const require = createRequire(import.meta.url);

async function pack() {
	const { rolldown } = await import("rolldown");
	const bundle = await rolldown({
		input: ENTRY,
		platform: "browser",
		// Types of Node's are for the checker only.
		resolve: { conditionNames: ["browser", "import", "default"] },
	});
	await bundle.write({
		file: join(to, "ask.js"),
		format: "iife",
		minify: true,
		comments: { legal: true, annotation: false, jsdoc: false },
	});
	await bundle.close();
	const worker = require.resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js");
	const text = readFileSync(worker, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
	writeFileSync(join(to, "duckdb.worker.js"), text);
	writeFileSync(
		join(to, "duckdb.wasm.gz"),
		gzipSync(readFileSync(require.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm")), { level: 9 }),
	);
	writeFileSync(
		join(to, "LICENSES.txt"),
		licences(["@duckdb/duckdb-wasm", "apache-arrow", "hyparquet", "hyparquet-compressors"]),
	);
}

/** Name, version and licence of the packages in it, with the text where the package has one. */
function licences(names) {
	return names
		.map((name) => {
			const folder = join(root, "node_modules", name);
			const { version, license, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
			const text = ["LICENSE", "LICENSE.txt", "LICENSE.md"].flatMap((file) => {
				try {
					return [readFileSync(join(folder, file), "utf8")];
				} catch {
					return [];
				}
			});
			return `${name} ${version} (${license}) ${repository?.url ?? repository ?? ""}\n\n${text[0] ?? ""}`;
		})
		.join("\n\n");
}

try {
	// An installed package has it made already, and a container's first layers have no sources yet.
	if (existsSync(ENTRY)) {
		mkdirSync(to, { recursive: true });
		await pack();
	}
} catch (error) {
	if (error?.code !== "ERR_MODULE_NOT_FOUND" && error?.code !== "MODULE_NOT_FOUND") throw error;
	console.warn("gouji: the site's page for questions was not made: development dependencies are not installed.");
}
