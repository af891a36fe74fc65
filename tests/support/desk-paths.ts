import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./command.ts";

/** Paths of the desk's pages or forms, as its code puts them on the application: none is left out of a test. */
export function deskPaths(method: "get" | "post"): readonly string[] {
	const folder = join(repository, "src", "review", "web");
	const found = readdirSync(folder).flatMap((name) => [
		...readFileSync(join(folder, name), "utf8").matchAll(new RegExp(`app\\.${method}\\("([^"]+)"`, "g")),
	]);
	return [...new Set(found.map(([, path = ""]) => path))].sort();
}
