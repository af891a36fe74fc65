import type { ReportDocument } from "../model/document.ts";
import { GoujiError } from "../model/errors.ts";
import type { Evidence } from "../model/evidence.ts";
import { buildDocument } from "../reading/tables/build-document.ts";
import type { Decision } from "../solve/witness.ts";
import { openPaths } from "../solve/witness.ts";
import type { DocumentOrigin, Pipeline, PublishedReport } from "./pipeline.ts";
import { readAgain } from "./read-pdf.ts";

interface Around {
	readonly pipeline: Pipeline;
	readonly origin: DocumentOrigin;
	/** Whether a figure is announced as something else than what is painted. */
	readonly isReplaced: boolean;
}

/**
 * The report of a document with a text layer. Where its sums do not close, or its reading leaves a
 * question, the other reader reads the file too: figures on which the two differ are published as
 * unsure, and no rule accuses by them. What both read alike stands, as printed.
 * Throws GoujiError "not-a-report" where neither reading is one.
 */
export async function secondOpinion(bytes: Uint8Array, document: ReportDocument, around: Around): Promise<PublishedReport> {
	const { pipeline, origin } = around;
	const first = tryReport(() => pipeline.buildReport(document, origin));
	if (!(first instanceof GoujiError) && !isQuestionable(first, document, around)) return first;
	const again = await readAgain(bytes)
		.then(buildDocument)
		.catch(() => undefined);
	if (!again) return reportOr(first);
	const second = tryReport(() => pipeline.buildReport(again, origin));
	if (second instanceof GoujiError) return reportOr(first);
	if (first instanceof GoujiError) return second;
	const differing = differences(pipeline.figuresOf(document), pipeline.figuresOf(again));
	if (differing.size === 0) return first;
	// Only a reading without any question is better than one with some: as when a font is known to one reader only.
	if (second.quality.status === "verified" && first.quality.cells_read < second.quality.cells_read) return second;
	return pipeline.buildReport(document, origin, differing);
}

function isQuestionable(report: PublishedReport, document: ReportDocument, { pipeline, isReplaced }: Around): boolean {
	if (isReplaced || report.quality.status !== "verified") return true;
	const figures = pipeline.figuresOf(document);
	return openPaths(figures, pipeline.equationsOf(figures)).length > 0;
}

/** Figures that the second reading has otherwise or not at all, as the first one read them. */
function differences(first: readonly Evidence[], second: readonly Evidence[]): Map<string, Decision> {
	const others = new Map(second.map((figure) => [figure.path, figure]));
	const differing = first.filter(({ path, value, raw }) => {
		const other = others.get(path);
		return other?.value !== value || (value === null && other.raw !== raw);
	});
	return new Map(
		differing.map(({ path, value, raw, state }) => [
			path,
			{ path, value: state === "unreadable" ? undefined : value, text: raw, proof: "unsure", method: "text" },
		]),
	);
}

function tryReport(build: () => PublishedReport): PublishedReport | GoujiError {
	try {
		return build();
	} catch (error) {
		if (error instanceof GoujiError) return error;
		throw error;
	}
}

function reportOr(result: PublishedReport | GoujiError): PublishedReport {
	if (result instanceof GoujiError) throw result;
	return result;
}
