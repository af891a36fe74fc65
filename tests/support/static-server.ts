import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".css": "text/css",
	".js": "text/javascript",
	".json": "application/json",
	".csv": "text/csv",
	".svg": "image/svg+xml",
};

/** Serves a folder as any static web server does; `asked` has the paths that were asked for. */
export async function serveFolder(
	folder: string,
): Promise<{ readonly origin: string; readonly asked: string[]; readonly close: () => void }> {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://localhost");
		asked.push(pathname);
		const path = join(folder, normalize(decodeURIComponent(pathname)));
		readFile(path).then(
			(bytes) => response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(bytes),
			() => response.writeHead(404).end(),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return { origin: `http://127.0.0.1:${port}`, asked, close: () => server.close() };
}
