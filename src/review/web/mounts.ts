import { html } from "../../publish/html.ts";
import type { Pictures } from "../desk/pictures.ts";
import type { Access } from "./guard.ts";
import { page } from "./layout.ts";
import type { Mount } from "./server.ts";

/** What views need besides the desk. */
export interface ViewTools {
	readonly access: Access;
	readonly pictures: Pictures;
	/** ISO 8601 in UTC. */
	readonly now: () => string;
}

/** Every group of routes. */
export function mountsOf(_tools: ViewTools): readonly Mount[] {
	return [(app) => void app.get("/", (c) => page(c, { title: "总览", view: "/", body: html`<h1>总览</h1>` }))];
}
