import { createHash } from "node:crypto";
import type { DocumentOrigin, PublishedReport } from "../check/published-report.ts";
import { GoujiError } from "../model/errors.ts";
import type { Issue } from "../model/issue.ts";
import type { Arbitration, ReaderFailure, Witness, WitnessRecord } from "../model/witness.ts";
import { failureOf, issueOfFailure } from "../model/witness.ts";
import { withPictures } from "../reading/pictures.ts";
import { buildDocument } from "../reading/tables/build-document.ts";
import { wellFormedName } from "../text/well-formed.ts";
import { compareReadings, failedWitness, withoutSecond } from "./compare-readers.ts";
import { decideFigures } from "./decide-figures.ts";
import { PixelWitness } from "./look-at-figures.ts";
import type { MappedReport } from "./mapped-report.ts";
import type { FirstReading, ReadingContext } from "./read-document.ts";
import { readFirst, unreadPage, withRegions } from "./read-document.ts";
import { openPaths } from "./solve/figure-readings.ts";
import { orThrow } from "./why-none.ts";

/** What a report says of the bytes it was read from. */
export function originOf(bytes: Uint8Array, file: string): DocumentOrigin {
	return { file: wellFormedName(file), sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
}

/**
 * The whole way of one PDF: bytes to pages, to a document, to figures, to what witnesses agree on, to a checked report.
 * Where the report wants review, accuses, or has sums that do not close, a second reader of its text is asked: figures
 * on which the two differ are published as unsure, and no rule accuses by them. What both read alike stands, as printed.
 * Throws GoujiError: what the document deserves, "not-a-report" where it was read and is none, "unreadable" and "unreadable-scan" where it was not.
 */
export async function extractReport<Report extends PublishedReport>(
	bytes: Uint8Array,
	file: string,
	context: ReadingContext<Report>,
): Promise<Report> {
	try {
		return await extractPages(bytes, file, context);
	} catch (error) {
		throw await withAttachments(error, bytes);
	}
}

/** A cover that is no report may carry one: then it was not read. */
async function withAttachments(error: unknown, bytes: Uint8Array): Promise<unknown> {
	if (!(error instanceof GoujiError) || error.code !== "not-a-report") return error;
	const { attachedDocuments } = await import("../reading/pdf/attachments.ts");
	const names = await attachedDocuments(bytes);
	if (names.length === 0) return error;
	return new GoujiError("unreadable", `The PDF is a cover; documents are attached inside it: ${names.join(", ")}`, {
		hint: "Open it, save the attached report, and read that.",
		cause: error,
	});
}

async function extractPages<Report extends PublishedReport>(
	bytes: Uint8Array,
	file: string,
	context: ReadingContext<Report>,
): Promise<Report> {
	const origin = context.origin ?? originOf(bytes, file);
	const first = await readFirst(bytes, context);
	tellBugs(first.failures, context);
	const witness = new PixelWitness(bytes, context, first.pages);
	const recognized = first.recognized.length > 0 ? await decideFigures(first, context) : NOTHING;
	const pixels = joined([recognized, await witness.look(first.mapped)]);
	const known = joined([base(first), pixels]);
	const report = attempt(() => first.mapped.publish(origin, known));
	const isRecognized = first.pages.every(({ method }) => method === "ocr");
	if (isRecognized || !isQuestionable(report, first)) return orThrow(report, known, first.pages);
	const second = await askSecond(first, context);
	if (!("failure" in second)) return better({ first, second, pixels, recognized, witness, report }, origin);
	// A reader that failed before is not asked again.
	if (!first.failures.includes(second.failure)) tellBugs([second.failure], context);
	const lone = joined([base(first), withoutSecond(first.mapped, second.failure), pixels]);
	return orThrow(
		attempt(() => first.mapped.publish(origin, lone)),
		lone,
		first.pages,
	);
}

function tellBugs(failures: readonly ReaderFailure[], { onBug }: Pick<ReadingContext, "onBug">): void {
	for (const failure of failures) if (failure.kind === "bug") onBug?.(failure);
}

const NOTHING: Arbitration = { decisions: new Map(), confirmed: new Map(), issues: [], witnesses: [] };

/** What the first reading itself says of its readers. */
function base({ document, issues, failures }: FirstReading): Arbitration {
	const readers = [...new Set(document.readings.map(({ reader }) => reader))];
	const first = readers.map((reader): WitnessRecord => ({ reader, result: "first" }));
	return {
		...NOTHING,
		issues: [...issues, ...failures.map(issueOfFailure)],
		witnesses: [...first, ...failures.map(failedWitness)],
	};
}

/** Several findings on the same document as one; a witness that failed twice failed once. */
function joined(parts: readonly Arbitration[]): Arbitration {
	const unique = <T>(values: readonly T[]) => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
	return {
		decisions: new Map(parts.flatMap(({ decisions }) => [...decisions])),
		confirmed: allConfirmed(parts),
		issues: unique(parts.flatMap(({ issues }) => issues)),
		witnesses: unique(parts.flatMap(({ witnesses }) => witnesses)),
	};
}

/** Every reader that confirms a figure, whichever part says so. */
function allConfirmed(parts: readonly Arbitration[]): Map<string, readonly string[]> {
	const all = new Map<string, readonly string[]>();
	for (const { confirmed } of parts)
		for (const [path, readers] of confirmed) all.set(path, [...new Set([...(all.get(path) ?? []), ...readers])]);
	return all;
}

/** Whether another reader should look at the text: something is in doubt, accuses, or does not add up. */
function isQuestionable(report: PublishedReport | GoujiError, { mapped, isReplaced }: FirstReading): boolean {
	if (report instanceof GoujiError || isReplaced || report.quality.status !== "verified") return true;
	if (report.findings.some(({ verdict, severity }) => verdict === "broken" && severity === "error")) return true;
	return openPaths(mapped.figures, mapped.equations).length > 0;
}

/** The text by the readers that did not give it the first time, on the same recognised pixels; or why there is none. */
async function askSecond<Report extends PublishedReport>(
	first: FirstReading<Report>,
	tools: ReadingContext<Report>,
): Promise<Witness<MappedReport<Report>> & { readonly issues?: readonly Issue[] }> {
	const reader = first.pages.some((page) => page.reader === "pdfium") ? "pdf.js" : "pdfium";
	try {
		const other = await first.askOther();
		if ("failure" in other) return { reader: other.failure.reader, failure: other.failure };
		const regional = first.recognized.filter(({ regions }) => regions !== undefined);
		const byNumber = new Map(first.recognized.map(({ page, regions }) => [page.number, { page, regions }]));
		const pages = other.pages.map((page) => {
			const entry = byNumber.get(page.number);
			if (!entry) return page;
			return entry.regions ? withPictures(page, entry.page, entry.regions) : entry.page;
		});
		const document = buildDocument(pages);
		const mapped = tools.pipeline.map(regional.length > 0 ? withRegions(document, regional) : document);
		return { reader, mapped, issues: pages.flatMap(unreadPage) };
	} catch (error) {
		return { reader, failure: failureOf(reader, error) };
	}
}

interface Both<Report extends PublishedReport> {
	readonly first: FirstReading<Report>;
	readonly second: { readonly reader: string; readonly mapped: MappedReport<Report>; readonly issues?: readonly Issue[] };
	/** What recognised parts and the drawn pages came to for the first reading; and recognised parts alone. */
	readonly pixels: Arbitration;
	readonly recognized: Arbitration;
	readonly witness: PixelWitness<Report>;
	readonly report: Report | GoujiError;
}

/** The first reading with what the second one has otherwise in doubt; the second one's, where it alone has no question. */
async function better<Report extends PublishedReport>(both: Both<Report>, origin: DocumentOrigin): Promise<Report> {
	const { first, second, pixels, report } = both;
	const [one] = first.document.readings;
	const own = base(first);
	const others: Arbitration = { ...NOTHING, issues: second.issues ?? [] };
	const isBetter = report instanceof GoujiError || isWhole(second.mapped, report, origin);
	if (isBetter) {
		const known = compareReadings(second.mapped, first.mapped, { other: one?.reader ?? "", trustSums: true });
		const failed = own.witnesses.filter(({ result }) => result === "failed");
		const witnesses: WitnessRecord[] = [{ reader: second.reader, result: "first" }, ...failed];
		const seen = await both.witness.look(second.mapped);
		const other = attempt(() =>
			second.mapped.publish(origin, joined([{ ...own, witnesses }, others, known, both.recognized, seen])),
		);
		if (!(other instanceof GoujiError)) return other;
	}
	const compared = compareReadings(first.mapped, second.mapped, { other: second.reader, trustSums: false });
	const weighed = joined([own, others, compared, pixels]);
	return orThrow(
		attempt(() => first.mapped.publish(origin, weighed)),
		weighed,
		first.pages,
	);
}

/** Only a reading without any question is better than one with some: as when a font is known to one reader only. */
function isWhole(second: MappedReport, first: PublishedReport, origin: DocumentOrigin): boolean {
	const report = attempt(() => second.publish(origin));
	if (report instanceof GoujiError) return false;
	return report.quality.status === "verified" && first.quality.cells_read < report.quality.cells_read;
}

function attempt<Report extends PublishedReport>(publish: () => Report): Report | GoujiError {
	try {
		return publish();
	} catch (error) {
		if (error instanceof GoujiError) return error;
		throw error;
	}
}
