import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readText } from "../../storage/files.ts";
import type { DeskApp } from "./server.ts";

const TYPES: Readonly<Record<string, string>> = {
	"desk.css": "text/css; charset=utf-8",
	"desk.js": "text/javascript; charset=utf-8",
	"icon.svg": "image/svg+xml",
};

/** Style, script and icon, as they are in the package: nothing is built. */
export function mountAssets(app: DeskApp): void {
	app.get("/healthz", (c) => c.text("ok\n"));
	app.get("/assets/:file", async (c) => {
		const file = c.req.param("file");
		const type = Object.hasOwn(TYPES, file) ? TYPES[file] : undefined;
		if (type === undefined) return c.notFound();
		return c.body(await readText(placeOf(file)), 200, { "Content-Type": type, "Cache-Control": "private, max-age=300" });
	});
}

/** Beside `src` in the repository, above `dist` in the installed package. */
function placeOf(file: string): string {
	const places = ["../../../assets/review/", "../../../../assets/review/"].map((place) =>
		fileURLToPath(new URL(place + file, import.meta.url)),
	);
	return places.find((place) => existsSync(place)) ?? places[0] ?? "";
}
