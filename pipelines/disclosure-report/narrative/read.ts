import type { DocumentClaim } from "./documents.ts";
import { findDocumentClaims } from "./documents.ts";
import type { Mention } from "./mentions.ts";
import { findMentions } from "./mentions.ts";
import type { NoneClaim } from "./none.ts";
import { findNoneClaims } from "./none.ts";
import type { RemedyClaim } from "./remedies.ts";
import { findRemedyClaims } from "./remedies.ts";
import type { RequestClaim } from "./requests.ts";
import { findRequestClaims } from "./requests.ts";

/** What a report's text claims in figures. */
export interface Narrative {
	readonly mentions: readonly Mention[];
	readonly requests: readonly RequestClaim[];
	readonly remedies: readonly RemedyClaim[];
	readonly documents: readonly DocumentClaim[];
	readonly none: readonly NoneClaim[];
}

/** A report, as far as its narrative goes. */
export interface Told {
	readonly issuer: string;
	readonly year: number;
	readonly sections: Readonly<Record<string, string | null>>;
}

/** Sections that tell of the year; 五 speaks of plans and 导语 of the report itself. */
const TELLING = ["overview", "proactive", "requests", "remedies", "other"];
const known = new WeakMap<Told, Narrative>();

/** Reads a report's claims; read once for each report value. */
export function readNarrative(report: Told): Narrative {
	const before = known.get(report);
	if (before) return before;
	const told = TELLING.flatMap((section) => {
		const text = report.sections[section];
		return text ? [{ section, text }] : [];
	});
	const mentions = told.flatMap(({ section, text }) => findMentions(section, text));
	const narrative: Narrative = {
		mentions,
		requests: findRequestClaims(mentions, report),
		remedies: findRemedyClaims(mentions, report),
		documents: findDocumentClaims(mentions, report),
		none: told.flatMap(({ section, text }) => findNoneClaims(section, text, report)),
	};
	known.set(report, narrative);
	return narrative;
}
