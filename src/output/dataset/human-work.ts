import { readFile, stat } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { isOwnBug, systemCode } from "../../model/causes.ts";
import type { FindingDecision } from "../../model/dataset.ts";
import { GoujiError } from "../../model/errors.ts";

/** One correction, or its being taken back, as it is handed over: of a report, of a document, or of an organ's year. */
const Entry = z
	.object({
		/** Of the set, or of report.json. */
		report_id: z.string().optional(),
		/** Of the document's bytes. */
		sha256: z.string().optional(),
		/** `issuer_id` of the set, or a name of the organ. */
		issuer: z.string().optional(),
		year: z.int().optional(),
		path: z.string(),
		value: z.number().nullable(),
		/** The reading that it replaces: where it is named, another reading is not corrected. */
		before: z.number().nullable().optional(),
		author: z.string().optional(),
		at: z.string(),
		reason: z.string(),
		is_withdrawn: z.union([z.boolean(), z.literal(0), z.literal(1)]).optional(),
		/** Whose the document was when it was corrected, where the set never held it. */
		known_as: z.object({ issuer_id: z.string(), year: z.int() }).optional(),
		/** Whether the reading that it replaces was of a text layer. */
		wasText: z.boolean().optional(),
	})
	.refine(
		({ report_id, sha256, issuer, year }) =>
			[report_id, sha256, issuer].filter((key) => key !== undefined).length === 1 &&
			(issuer === undefined) === (year === undefined),
		"report_id, sha256, or issuer with year, and only one of them",
	)
	.refine(({ reason, is_withdrawn }) => reason.trim() !== "" || Boolean(is_withdrawn), "a reason");
export type CorrectionEntry = z.infer<typeof Entry>;

/** What people did: corrections in the order in which they were handed over, and decisions by fingerprint, in its order. */
export interface HumanWork {
	readonly corrections: readonly CorrectionEntry[];
	readonly decisions: readonly FindingDecision[];
}

export const NO_HUMAN_WORK: HumanWork = { corrections: [], decisions: [] };

/**
 * Reads corrections from a JSON list, or corrections and decisions from the review desk's own state file (SQLite). Throws
 * GoujiError no-such-file or bad-arguments; a list in which one has no reason is refused.
 */
export async function readHumanWork(path: string): Promise<HumanWork> {
	const bytes = await readFile(path).catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
	try {
		const isDatabase = bytes.subarray(0, 15).toString("latin1") === "SQLite format 3";
		return isDatabase ? fromDesk(path) : { ...NO_HUMAN_WORK, corrections: parseCorrections(JSON.parse(bytes.toString("utf8"))) };
	} catch (cause) {
		const message = cause instanceof z.ZodError ? z.prettifyError(cause) : cause instanceof Error ? cause.message : String(cause);
		throw new GoujiError("bad-arguments", `${path} holds no corrections: ${message}`, {
			hint: "Name the review desk's state file, or a JSON list of { report_id or sha256 or issuer and year, path, value, at, reason }.",
			cause,
		});
	}
}

/**
 * The corrections of the review desk's state file; undefined where there is no such file, which is seen, not guessed: one that
 * cannot be looked at or read is GoujiError no-such-file or bad-arguments.
 */
export async function readDeskCorrections(path: string): Promise<readonly CorrectionEntry[] | undefined> {
	try {
		await stat(path);
	} catch (cause) {
		if (systemCode(cause) === "ENOENT") return undefined;
		throw new GoujiError("no-such-file", `${path} cannot be looked at`, { hint: "Check the permissions.", cause });
	}
	try {
		return inDesk(path, correctionsIn);
	} catch (cause) {
		if (isOwnBug(cause)) throw cause;
		const message = cause instanceof z.ZodError ? z.prettifyError(cause) : cause instanceof Error ? cause.message : String(cause);
		throw new GoujiError("bad-arguments", `${path} holds no corrections: ${message}`, {
			hint: "Put back the review desk's state file from a copy.",
			cause,
		});
	}
}

/** Corrections of a JSON list. Throws ZodError. */
export function parseCorrections(json: unknown): CorrectionEntry[] {
	return z.array(Entry).parse(json);
}

const Standing = z.object({
	...{ fingerprint: z.string(), state: z.string(), figures: z.string() },
	...{ reason: z.string(), at: z.string(), deadline: z.string() },
});

function fromDesk(path: string): HumanWork {
	return inDesk(path, (desk) => ({ corrections: correctionsIn(desk), decisions: decisionsIn(desk) }));
}

function inDesk<T>(path: string, read: (desk: DatabaseSync) => T): T {
	const desk = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
	try {
		return read(desk);
	} finally {
		desk.close();
	}
}

function correctionsIn(desk: DatabaseSync): CorrectionEntry[] {
	const corrections = desk
		.prepare("select sha256, path, value, before, who as author, at, reason, is_withdrawn from correction order by id")
		.all();
	const places = hasTable(desk, "corrected_figure")
		? desk.prepare("select sha256, path, issuer_id, year, is_text from corrected_figure").all()
		: [];
	const placed = new Map(places.map((place) => [`${place.sha256} ${place.path}`, place]));
	return parseCorrections(corrections.map((one) => ({ ...one, ...knownOf(placed.get(`${one.sha256} ${one.path}`)) })));
}

function decisionsIn(desk: DatabaseSync): FindingDecision[] {
	const standings = hasTable(desk, "standing")
		? desk
				.prepare(
					"select fingerprint, state, figures, reason, at, deadline from standing where state <> 'open' order by fingerprint",
				)
				.all()
		: [];
	return z.array(Standing).parse(standings);
}

function hasTable(desk: DatabaseSync, name: string): boolean {
	return desk.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(name) !== undefined;
}

/** What the desk kept of the figure when it was corrected. */
function knownOf(place: Readonly<Record<string, unknown>> | undefined) {
	if (!place) return {};
	const { issuer_id, year, is_text } = place;
	return { known_as: { issuer_id, year }, ...(is_text === null ? {} : { wasText: is_text === 1 }) };
}
