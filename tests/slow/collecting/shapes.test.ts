import { describe, expect, test } from "vitest";
import type { Route, Site } from "../../site/server.ts";
import { startSite } from "../../site/server.ts";
import { ARTICLES } from "../../site/shapes/articles.ts";
import { CMS_ARTICLES } from "../../site/shapes/cms-articles.ts";
import { CMS_ENDS, CMS_LISTS, CMS_PAGINGS } from "../../site/shapes/cms-lists.ts";
import { CMS_MORE } from "../../site/shapes/cms-more.ts";
import { LISTS } from "../../site/shapes/lists.ts";
import { OTHERS } from "../../site/shapes/others.ts";
import { SERVICES } from "../../site/shapes/services.ts";
import type { Shape } from "../../site/shapes/shape.ts";
import { DETOURS, PAGINGS } from "../../site/shapes/ways.ts";
import { lookAt } from "../../support/look.ts";

/** In bodies and configurations `{o}` stands for where the site is, `{h}` for its host, `{e}` for the former in a query. */
function placed<T>(value: T, origin: string): T {
	const text = JSON.stringify(value).replaceAll("{o}", origin).replaceAll("{h}", origin.slice("http://".length));
	return JSON.parse(text.replaceAll("{e}", encodeURIComponent(origin))) as T;
}

async function started({ routes }: Shape): Promise<Site> {
	const site = await startSite({});
	for (const [path, route] of Object.entries(routes)) {
		const isText = typeof route !== "function" && typeof route.body === "string";
		site.set(path, isText ? placed<Route>(route, site.origin) : route);
	}
	return site;
}

describe.each([
	["lists in other markup", LISTS],
	["from page to page", PAGINGS],
	["from the configured page to the list", DETOURS],
	["pages about one report", ARTICLES],
	["what came later", OTHERS],
	["how lists of content management systems go on", CMS_PAGINGS],
	["where lists of content management systems end", CMS_ENDS],
	["rows, cards and trees of content management systems", CMS_LISTS],
	["what content management systems have beyond their templates", CMS_MORE],
	["services behind lists", SERVICES],
	["documents on pages of content management systems", CMS_ARTICLES],
])("%s", (_, shapes) => {
	test.each(shapes.map((shape) => [shape.id, shape] as const))("%s", async (_id, shape) => {
		const site = await started(shape);
		try {
			const { references, troubles } = await lookAt(placed(shape.source, site.origin));
			const found = references.map(({ url }) => url.slice(site.origin.length));
			const told = troubles.map(({ doubt, state }) => doubt ?? state);
			expect({ found: found.toSorted(), told: told.toSorted() }).toEqual({
				found: shape.finds.toSorted(),
				told: (shape.told ?? []).toSorted(),
			});
		} finally {
			await site.close();
		}
	});
});
