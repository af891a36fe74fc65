import type { ReportFacts } from "./context.ts";

/** The day it was published: as its page states, else when it was first seen on a list that was watched before. */
export function publishedDay({ publication }: ReportFacts): string | undefined {
	if (!publication) return undefined;
	return publication.pageDate ?? (publication.lastAbsent === undefined ? undefined : publication.firstSeen);
}

/** The date in an address such as `t20240131_1.html` or `/2024/1/31/`. */
export function urlDate(url: string): string | undefined {
	const match =
		/(?:^|[^\d])t?(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\D|_)/.exec(url) ??
		/\/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})\//.exec(url);
	if (!match) return undefined;
	const [, year, month = "", day = ""] = match;
	return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
