import type { Desk } from "../desk/desk.ts";
import { parseFilters } from "../search-index/filters.ts";
import type { After, FindingRow } from "../search-index/lists.ts";
import { listFindings } from "../search-index/lists.ts";
import type { Presence } from "./presence.ts";

/** Findings that are looked through for one that nobody else looks at. */
const MOST_SKIPPED = 60;

/** What comes next in a list: what others have open is passed over, so that two people in one list do not decide on the same. */
export function nextInList(
	desk: Desk,
	list: string,
	{ after, presence, who }: { readonly after?: After | undefined; readonly presence: Presence; readonly who: string },
): FindingRow | undefined {
	const filters = parseFilters(Object.fromEntries(new URLSearchParams(list)));
	const busy = new Set([...presence.now()].filter(([other]) => other !== who).map(([, name]) => name));
	const rows = listFindings(desk.index, filters, { after, limit: busy.size === 0 ? 1 : MOST_SKIPPED });
	return rows.find(({ name }) => !busy.has(name)) ?? rows[0];
}

/** The same for somebody who is sent there: it is theirs before they have it open. */
export function takeNext(
	desk: Desk,
	list: string,
	place: { readonly after?: After | undefined; readonly presence: Presence; readonly who: string },
): FindingRow | undefined {
	const next = nextInList(desk, list, place);
	if (next) place.presence.look(place.who, next.name);
	return next;
}
