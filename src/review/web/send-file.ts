import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { DeskEnv } from "./desk-env.ts";

const TYPES: Readonly<Record<string, string>> = {
	xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	zip: "application/zip",
};

/** A file to save, under a name in any script. */
export function download(c: Context<DeskEnv>, bytes: Uint8Array, name: string): Response {
	const ending = name.split(".").at(-1) ?? "";
	return c.body(new Uint8Array(bytes), 200, {
		"Content-Type": TYPES[ending] ?? "application/octet-stream",
		"Content-Disposition": `attachment; filename="gouji.${ending}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, "_")}`,
	});
}

/** A policy for a page that carries this one style in itself and loads nothing. */
export function inlinePolicy(style: string): string {
	const hash = createHash("sha256").update(style).digest("base64");
	return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
