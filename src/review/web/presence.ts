/** Who looks at which report now; kept in memory, as sessions are. */
export interface Presence {
	/** Somebody opened a report. */
	readonly look: (who: string, name: string) => void;
	/** Who else looks at a report. */
	readonly othersAt: (name: string, who: string) => readonly string[];
	/** Everybody who looks at something, and at what. */
	readonly now: () => ReadonlyMap<string, string>;
}

/** Whoever opened nothing for so long is taken to be gone. */
const GONE_MS = 5 * 60 * 1000;

/** Nobody looks yet; `now` gives ISO 8601. */
export function presenceOf(now: () => string): Presence {
	const last = new Map<string, { readonly name: string; readonly at: number }>();
	const fresh = () => {
		const moment = Date.parse(now());
		for (const [who, { at }] of last) if (moment - at > GONE_MS) last.delete(who);
		return last;
	};
	return {
		look: (who, name) => void last.set(who, { name, at: Date.parse(now()) }),
		othersAt: (name, who) => [...fresh()].filter(([other, seen]) => other !== who && seen.name === name).map(([other]) => other),
		now: () => new Map([...fresh()].map(([who, { name }]) => [who, name])),
	};
}
