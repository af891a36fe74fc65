import type { Paragraph, ReportDocument } from "../../../src/rules.ts";
import { shapeOfName } from "./names.ts";
import { findPeriod } from "./preamble.ts";
import type { ReadSections } from "./sections.ts";
import type { Statement, StatementSource } from "./statements.ts";
import { SOURCES } from "./statements.ts";
import { isTitle, squeeze, statedBy } from "./title-wording.ts";

/** Whose report it is and for which year, with every statement that was weighed. */
export interface Identity {
	/** The report's title as printed or as the page gives it; empty where neither does. */
	readonly title: string;
	readonly issuer: string;
	readonly year: number | undefined;
	/** The name has the shape of an organ's, and not only the page's publisher or the file bears it. */
	readonly isIssuerSure: boolean;
	/** The year is one of which there are reports, and statements do not contradict it about as much as they support it. */
	readonly isYearSure: boolean;
	/** In the order of their sources, those that were taken included. */
	readonly statements: readonly Statement[];
	/** Which statements the title, the issuer and the year were taken from. */
	readonly taken: Readonly<Partial<Record<"title" | "issuer" | "year", Statement>>>;
}

/** The first year that annual reports are made for under the Regulations of 2007. */
const FIRST_YEAR = 2008;
/** How much a statement of the year counts; the sources of each group are copies of one another and count once. */
const WEIGHTS: readonly (readonly [sources: readonly StatementSource[], weight: number])[] = [
	[["title", "index", "meta", "heading", "window"], 3],
	[["preface"], 2],
	[["period"], 1],
	[["date"], 1],
	[["text"], 1],
];
/** A year is sure that leads the next by this much. */
const LEAD = 2;
/** Sizes that differ less are one. */
const AS_LARGE = 0.95;

/** The title among the statements: the one that says most, by most sources, set largest. */
export function chooseTitle(statements: readonly Statement[]): Statement | undefined {
	const titles = statements.filter(({ text }) => isTitle(squeeze(text)));
	const ranked = titles.map((statement) => ({ statement, rank: rankOf(statement, statements) }));
	const best = Math.max(...ranked.map(({ rank }) => rank));
	const finalists = ranked.filter(({ rank }) => rank === best).map(({ statement }) => statement);
	const largest = Math.max(...finalists.map(sizeOf));
	return finalists.find((statement) => sizeOf(statement) >= AS_LARGE * largest);
}

function sizeOf({ printed }: Statement): number {
	return printed?.sizePt ?? 0;
}

/** What a title has of an organ, a year and the statutory words, and how many other places agree with it. */
function rankOf({ issuer, year, text, source, printed }: Statement, all: readonly Statement[]): number {
	const shape = issuer === undefined ? "none" : shapeOfName(issuer);
	const others = all.filter((other) => other.source !== source);
	const alike = others.filter((other) => other.issuer === issuer && other.year === year);
	const ofYear = new Set(others.flatMap((other) => (other.year === year && other.issuer !== issuer ? other.source : [])));
	return (
		(shape === "sound" ? 8 : shape === "doubtful" ? 2 : 0) +
		(isYear(year) ? 4 : 0) +
		(/政府信息公开.{0,12}(?:年度报告|年报)/.test(squeeze(text)) ? 1 : 0) +
		(printed ? 0.5 : 0) +
		(alike.length > 0 ? 0.25 : 0) +
		0.05 * ofYear.size
	);
}

function isYear(year: number | undefined): year is number {
	return year !== undefined && year >= FIRST_YEAR;
}

/** Weighs what a document says of its organ and its year. */
export function identityOf(statements: readonly Statement[], lastDay?: string): Identity {
	const sorted = [...statements].sort((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source));
	const title = chooseTitle(sorted);
	const named = issuerFrom(title, sorted);
	const issuer = named?.issuer ?? "";
	const { year, lead } = weighYears(title, sorted);
	const dated =
		sorted.find((statement) => statement === title && statement.year === year) ?? sorted.find((one) => one.year === year);
	const isPossible = year === undefined || (isYear(year) && (lastDay === undefined || year <= Number(lastDay.slice(0, 4))));
	return {
		title: title ? squeeze(title.text) : "",
		issuer,
		year,
		isIssuerSure: shapeOfName(issuer) === "sound" && named?.source !== "publisher" && named?.source !== "file",
		isYearSure: isPossible && lead >= LEAD,
		statements: sorted,
		taken: {
			...(title ? { title } : {}),
			...(named ? { issuer: named } : {}),
			...(year !== undefined && dated ? { year: dated } : {}),
		},
	};
}

/** The title's organ; where that is no whole name, the first statement with one. */
function issuerFrom(title: Statement | undefined, sorted: readonly Statement[]): Statement | undefined {
	const all = title ? [title, ...sorted] : sorted;
	const of = (shape: string) => all.find(({ issuer }) => issuer !== undefined && shapeOfName(issuer) === shape);
	return of("sound") ?? of("doubtful");
}

/** The year that statements speak for most, and by how much it leads. */
function weighYears(title: Statement | undefined, sorted: readonly Statement[]): { year: number | undefined; lead: number } {
	const all = title ? [title, ...sorted] : sorted;
	const votes = new Map<number, number>();
	for (const [sources, weight] of WEIGHTS) {
		const first = all.find(({ source, year }) => year !== undefined && sources.includes(source));
		if (first?.year !== undefined) votes.set(first.year, (votes.get(first.year) ?? 0) + weight);
	}
	// Of equal ones, the first: the title goes before the preface, and so on.
	const [best, next] = [...votes].sort((a, b) => b[1] - a[1]);
	if (!best) return { year: all.find(({ source }) => source === "file")?.year, lead: LEAD };
	const only = best[1] - (next?.[1] ?? 0);
	return { year: best[0], lead: next === undefined ? LEAD : only };
}

/** The statements of a report's end and its period: the organ that signs, the years that they are of. */
export function closingStatements(narrative: ReadSections, document: ReportDocument): Statement[] {
	const { signature, publishedOn, closing, sections } = narrative;
	const none = { issuer: undefined, year: undefined };
	const period = findPeriodClause([sections.preamble, sections.overview].filter((text) => text !== null).join("\n"));
	const own = yearOfText(sections.overview ?? "");
	return [
		...(signature === undefined || !closing
			? []
			: [{ ...none, ...at(closing.organ), source: "signature", issuer: signature } as const]),
		...(period
			? [{ ...none, text: period.clause, page: pageOf(document, period.clause), source: "period", year: period.year } as const]
			: []),
		...(publishedOn === null || !closing
			? []
			: [{ ...none, ...at(closing.date), source: "date", year: yearOfDay(publishedOn) - 1 } as const]),
		...(own ? [{ ...none, text: own.text, page: pageOf(document, own.text), source: "text", year: own.year } as const] : []),
	];
}

function at({ text, page }: Paragraph): Pick<Statement, "text" | "page"> {
	return { text, page };
}

function yearOfDay(day: string): number {
	return Number(day.slice(0, 4));
}

/** The page of the first paragraph with these words. */
function pageOf({ blocks }: ReportDocument, words: string): number | undefined {
	return blocks.flatMap((block) =>
		block.kind === "paragraph" && block.paragraph.text.includes(words) ? block.paragraph.page : [],
	)[0];
}

/** The clause that states the period, and the year that the period is of; undefined where it is of several. */
function findPeriodClause(text: string): { readonly clause: string; readonly year: number } | undefined {
	for (const clause of text.slice(0, 20_000).split(/[，。；\n]/)) {
		const period = findPeriod(clause);
		if (period && yearOfDay(period.from) === yearOfDay(period.to)) return { clause: clause.trim(), year: yearOfDay(period.from) };
	}
	return undefined;
}

/** The year that an overview begins its sentences with: 2023年，我局…. */
function yearOfText(text: string): { text: string; year: number } | undefined {
	const counts = new Map<number, { text: string; count: number }>();
	for (const match of text
		.slice(0, 20_000)
		.matchAll(/(?:^|[。；\n])\s*(20\d\d)\s*年度?(?=[，,]|全|我|本|[\u4e00-\u9fa5]{2})(?!\d)/g)) {
		const year = Number(match[1]);
		const known = counts.get(year);
		counts.set(year, { text: known?.text ?? match[0].replace(/^[。；\n\s]+/, ""), count: (known?.count ?? 0) + 1 });
	}
	const [best, next] = [...counts].sort((a, b) => b[1].count - a[1].count);
	return best && best[1].count > (next?.[1].count ?? 0) ? { text: best[1].text, year: best[0] } : undefined;
}

/** A file's name as a statement, where the document itself does not say everything. */
export function fileStatement(file: string): Statement[] {
	const name = file.replace(/\.\w{2,5}$/, "");
	const title = squeeze(name);
	return isTitle(title) ? [{ source: "file", text: name, page: undefined, ...statedBy(title) }] : [];
}
