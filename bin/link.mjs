// Puts this package's own command on the path of npx and npm scripts: npm links the commands of
// dependencies only. Runs as npm's `prepare` step; does nothing where it cannot write.
import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const link = join(here, "..", "node_modules", ".bin", "gouji");
try {
	chmodSync(join(here, "gouji.mjs"), 0o755);
	mkdirSync(dirname(link), { recursive: true });
	rmSync(link, { force: true });
	symlinkSync(join("..", "..", "bin", "gouji.mjs"), link);
} catch (error) {
	console.warn(`gouji: the command was not linked (${error.code}); use "node bin/gouji.mjs".`);
}
