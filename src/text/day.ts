/** Days of an office: made from moments by the clock of its time zone. */
export interface OfficeClock {
	/** The ISO day of a moment given in ISO 8601. */
	readonly dayOf: (iso: string) => string;
	/** Day and minute, such as 2026-01-08 10:00; the text itself where it is no moment. */
	readonly minuteOf: (iso: string) => string;
}

/** The time zone of an office that names none. */
export const USUAL_TIME_ZONE = "Asia/Shanghai";

/** The clock of a time zone. Two formatters are made once: each takes much memory that no heap counts. */
export function officeClock(timeZone: string = USUAL_TIME_ZONE): OfficeClock {
	const day = new Intl.DateTimeFormat("sv-SE", { timeZone });
	const minute = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
	const written = (format: Intl.DateTimeFormat, iso: string) => {
		const at = new Date(iso);
		return Number.isNaN(at.getTime()) ? iso : format.format(at);
	};
	return { dayOf: (iso) => written(day, iso), minuteOf: (iso) => written(minute, iso) };
}
