// Writes the command and its reading processes as few files, dist/command: a process starts in less time than it takes to
// load some 260 modules. The library's entries stay one file a module (tsc). Names are kept, so that stack traces can be read.
import { copyFileSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const to = join(root, "dist", "command");
/** Packages that an installation has stay packages; but zod, which every reading process loads, in some seventy modules. */
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const BUNDLED = "zod";
const installed = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => name !== BUNDLED);

/** Files find others from their own place: each keeps the one that it has in dist. */
const ownPlace = {
	name: "own-place",
	transform: {
		filter: { id: /\.ts$/, code: "import.meta.url" },
		handler: (code, id) => {
			const place = `../${relative(root, id).split(sep).join("/").replace(/\.ts$/, ".js")}`;
			return { code: code.replaceAll("import.meta.url", `new URL(${JSON.stringify(place)}, import.meta.url).href`), map: null };
		},
	},
};

const bundle = await rolldown({
	input: { main: join(root, "pipelines", "main.ts") },
	platform: "node",
	external: (id) => isBuiltin(id) || installed.some((name) => id === name || id.startsWith(`${name}/`)),
	plugins: [ownPlace],
});
await bundle.write({
	dir: to,
	format: "esm",
	cleanDir: true,
	entryFileNames: "[name].js",
	chunkFileNames: "[name].js",
	// A third of the text that every process would decode; licences stay.
	comments: { legal: true, annotation: false, jsdoc: false },
	// In a folder of its own: its faults are not gouji's (src/model/causes.ts).
	codeSplitting: { groups: [{ name: "packages/zod", test: /node_modules[\\/]zod[\\/]/ }] },
});
await bundle.close();
const zod = dirname(createRequire(import.meta.url).resolve("zod/package.json"));
copyFileSync(join(zod, "LICENSE"), join(to, "packages", "LICENSE-zod"));
