import { createHash } from "node:crypto";
import type { PublishedReport } from "../../check/published-report.ts";
import { organsOf } from "../../collecting/owed/organs.ts";
import type { IdentityFacts, SetKnowledge } from "../../model/dataset.ts";
import type { RosterOrgan } from "./surroundings.ts";

/** Whose a report is. */
export interface KnownIssuer {
	readonly id: string;
	/** The roster's name, else the printed one. */
	readonly name: string;
	readonly organ: RosterOrgan | undefined;
	/** False where the name alone may be another organ's: nothing is joined to it then. */
	readonly isIdentified: boolean;
}

/** Who is who among the issuers of a set. */
export interface IssuerBook {
	readonly roster: readonly RosterOrgan[];
	readonly issuerOf: (facts: Pick<IdentityFacts, "issuer" | "organ" | "address">) => KnownIssuer;
	/** Of a name in the roster; undefined for others. */
	readonly idOf: (name: string) => string | undefined;
}

/**
 * Tells organs apart: by the roster, under any of their names; else by a name that bears its place. A name such as 财政局
 * alone is anybody's, and a district's such as 鼓楼区 is several cities': the first is joined to nothing, the second only
 * within one site.
 */
export function issuerBook(roster: readonly RosterOrgan[], knowledge: SetKnowledge): IssuerBook {
	const due = { day: "12-31", basis: "" };
	const organs = organsOf([...roster.map((organ) => ({ ...organ, aliases: [...organ.aliases] }))], {
		regionOf: knowledge.regionOf,
		organOf: (_, level = "") => ({ level, due }),
	});
	const byName = new Map(roster.map((organ) => [organ.name, organ]));
	const find = (name: string) => byName.get(organs.find(name)?.name ?? "");
	return {
		roster,
		idOf: (name) => idOfOrgan(find(name)),
		issuerOf: ({ issuer, organ: told, address }) => {
			const organ = find(told ?? issuer);
			const id = idOfOrgan(organ);
			if (organ && id !== undefined) return { id, name: organ.name, organ, isIdentified: true };
			const name = plain(issuer);
			const place = knowledge.regionOf(issuer);
			const isCentral = knowledge.kindOf(issuer).level === "central";
			if (place === undefined && !isCentral) {
				const where = createHash("sha256").update(address).digest("hex").slice(0, 8);
				return { id: `${name || "unknown"}@${where}`, name: issuer, organ: undefined, isIdentified: false };
			}
			const site = isCentral || !isDistrict(place ?? "") ? undefined : siteOf(address);
			return { id: site === undefined ? name : `${name}@${site}`, name: issuer, organ: undefined, isIdentified: true };
		},
	};
}

/** Whose a published report is, as the data set will tell it. */
export function issuerOfReport(book: IssuerBook, { issuer, source }: Pick<PublishedReport, "issuer" | "source">): KnownIssuer {
	const { name, organ } = issuer;
	const { url, page_url, file } = source;
	return book.issuerOf({ issuer: name, address: url ?? page_url ?? file, ...(organ === undefined ? {} : { organ }) });
}

/** What an issuer is called where others may have its name: with its site, where its name alone is not its own. */
export function distinctName(
	{ id, name }: Pick<KnownIssuer, "id" | "name">,
	{ source: { url } }: Pick<PublishedReport, "source">,
): string {
	if (!id.includes("@") || url === undefined || !/^https?:/i.test(url) || !URL.canParse(url)) return name;
	return `${name}（${new URL(url).hostname}）`;
}

function idOfOrgan(organ: RosterOrgan | undefined): string | undefined {
	return organ && (organ.id ?? plain(organ.name));
}

/** Names differ in width of characters and in signs that no name of a file may have. */
function plain(name: string): string {
	return name.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** Cities' districts, counties and banners have names that others in the country have too. */
function isDistrict(place: string): boolean {
	if (!/[区县旗]$/.test(place) || place.endsWith("自治区")) return false;
	// 通州区 bears no city, 淮安市洪泽区 does.
	const city = place.search(/[省市州盟]/);
	return city < 0 || city >= place.length - 2;
}

/** The label before .gov.cn, or the two last ones: one body's site. */
function siteOf(address: string): string | undefined {
	if (!/^https?:/i.test(address) || !URL.canParse(address)) return undefined;
	const labels = new URL(address).hostname.split(".");
	const ending = /\.(?:gov|com|org|net|edu)\.cn$/.test(`.${labels.join(".")}`) ? 3 : 2;
	return labels.slice(-ending).join(".");
}
