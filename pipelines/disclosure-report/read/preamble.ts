import { findDates, isoDate, narrow, parseYear, YEAR_PATTERN } from "../../../src/rules.ts";

/** Contact details as printed, spaces taken out. */
export interface Contact {
	unit?: string;
	address?: string;
	postcode?: string;
	phone?: string;
	email?: string;
	website?: string;
}

/** The period that a report says it covers; null when it states none completely. */
export function findPeriod(text: string): { from: string; to: string } | null {
	const flat = text.replaceAll(/\s/g, "");
	const dates = findDates(flat);
	for (let i = 0; i + 1 < dates.length; i++) {
		const [a, b] = [dates[i], dates[i + 1]];
		if (a && b && isBetween(flat.slice(a.index + a.length, b.index))) return { from: a.iso, to: b.iso };
	}
	for (const date of dates) {
		const rest = flat.slice(date.index + date.length);
		const short = /^(?:起?至|到|起到|[-—–－~～至]+)(\d{1,2})月(\d{1,2})日?/.exec(rest);
		const end = short ? isoDate(parseYear(date.iso.slice(0, 4)), Number(short[1]), Number(short[2])) : undefined;
		if (end) return { from: date.iso, to: end };
	}
	const short = new RegExp(`(${YEAR_PATTERN})年(\\d{1,2})月(\\d{1,2})日?(?:起?至|到|[-—–－~～]+)(\\d{1,2})月(\\d{1,2})`).exec(
		flat,
	);
	if (!short) return null;
	const year = parseYear(short[1] ?? "");
	const from = isoDate(year, Number(short[2]), Number(short[3]));
	const to = isoDate(year, Number(short[4]), Number(short[5]));
	return from && to ? { from, to } : null;
}

function isBetween(text: string): boolean {
	return /^(?:起|开始)?(?:至|到|起至|[-—–－~～]+)$/.test(text);
}

/** Contact details from the preamble; `{}` when there are none. */
export function findContact(text: string): Contact {
	const flat = narrow(text.replaceAll(/\s/g, ""));
	const contact: Contact = {};
	const set = (key: keyof Contact, value: string | undefined) => {
		const trimmed = value?.replace(/[,;。)]+$/, "");
		if (trimmed) contact[key] = trimmed;
	};
	set("address", /地址[:为是]?([^,;。)]{3,60})/.exec(flat)?.[1]);
	set("postcode", /(?:邮政编码|邮编)[:为是]?(\d{5,6})/.exec(flat)?.[1]);
	set(
		"phone",
		/(?:电话\/传真|联系电话|电话|传真)(?:号码)?[:为是]?((?:\(\d{3,4}\))?[\d—–-]{6,20}(?:[、,]\d[\d—–-]{6,20})*)/.exec(flat)?.[1],
	);
	set("email", /([A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,20})/.exec(flat)?.[1]);
	set("website", /(https?:?\/\/[^\s,;。)(]+|www\.[^\s,;。)(]+)/.exec(flat)?.[1]);
	set("unit", /与([^,。;()]{3,40}?)(?:联系|\()/.exec(flat)?.[1]);
	return contact;
}
