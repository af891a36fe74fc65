import { readFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Correction } from "../../model/dataset.ts";
import { GoujiError } from "../../model/errors.ts";

/** One correction, or its being taken back, as it is handed over: of a report, or of a document whoever read it. */
const Entry = z
	.object({
		report_id: z.string().optional(),
		/** Of the document's bytes. */
		sha256: z.string().optional(),
		path: z.string(),
		value: z.number().nullable(),
		author: z.string().optional(),
		at: z.string(),
		reason: z.string(),
		is_withdrawn: z.union([z.boolean(), z.literal(0), z.literal(1)]).optional(),
	})
	.refine(({ report_id, sha256 }) => (report_id === undefined) !== (sha256 === undefined), "report_id or sha256, and not both")
	.refine(({ reason, is_withdrawn }) => reason.trim() !== "" || Boolean(is_withdrawn), "a reason");

/** The corrections in force. */
export interface Corrections {
	/** Of one report, by its id or its document's hash; the later one counts where both have a path. */
	readonly of: (id: string, document: string) => readonly Correction[];
}

export const noCorrections: Corrections = { of: () => [] };

/**
 * Reads corrections from a JSON list, or from the review desk's own state file (SQLite). Throws GoujiError
 * no-such-file or bad-arguments; a correction without a reason is refused.
 */
export async function readCorrections(path: string): Promise<Corrections> {
	const bytes = await readFile(path).catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
	try {
		const isDatabase = bytes.subarray(0, 15).toString("latin1") === "SQLite format 3";
		return parseCorrections(isDatabase ? fromDesk(path) : JSON.parse(bytes.toString("utf8")));
	} catch (cause) {
		const message = cause instanceof z.ZodError ? z.prettifyError(cause) : cause instanceof Error ? cause.message : String(cause);
		throw new GoujiError("bad-arguments", `${path} holds no corrections: ${message}`, {
			hint: "Name the review desk's state file, or a JSON list of { report_id or sha256, path, value, author, at, reason }.",
			cause,
		});
	}
}

function fromDesk(path: string): unknown {
	const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
	try {
		return database
			.prepare("select sha256, path, value, who as author, at, reason, is_withdrawn from correction order by id")
			.all();
	} finally {
		database.close();
	}
}

/** Corrections in force from entries, oldest first where their times are the same. Throws ZodError. */
export function parseCorrections(json: unknown): Corrections {
	const entries = z.array(Entry).parse(json);
	const inOrder = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
	const byReport = new Map<string, Map<string, Correction>>();
	for (const { report_id, sha256, path, value, at, reason, is_withdrawn } of inOrder) {
		const key = report_id === undefined ? `document ${sha256}` : `report ${report_id}`;
		const own = byReport.get(key) ?? new Map<string, Correction>();
		byReport.set(key, own);
		if (is_withdrawn) own.delete(path);
		else own.set(path, { path, value, at, reason });
	}
	return {
		of: (id, document) => [
			...(byReport.get(`document ${document}`)?.values() ?? []),
			...(byReport.get(`report ${id}`)?.values() ?? []),
		],
	};
}
