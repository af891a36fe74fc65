import { sniff } from "../collecting/http/answer.ts";
import type { HeldReading } from "../storage/rows.ts";
import { faultOf } from "../storage/verify.ts";
import type { Unread } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";
import type { ReportLine } from "./run-report.ts";

/** Readings that this run would need and that are not there, or not as they were kept. */
export interface LostReadings {
	/** Their documents, to be read again. */
	readonly unread: readonly Unread[];
	/** Names of lost readings by the document they were made from. */
	readonly byDocument: ReadonlyMap<string, readonly string[]>;
	/** Those whose document is lost too: nothing can make them again. */
	readonly forGood: readonly ReportLine[];
}

/** So many are looked at side by side. */
const AT_ONCE = 8;

/** Looks at every reading that this run goes by: what this reader made of a document, and what was made of it last. */
export async function findLostReadings(tools: NightlyTools): Promise<LostReadings> {
	const { ledger, readings, archive, reader } = tools;
	const byDocument = new Map<string, readonly string[]>();
	const unread: Unread[] = [];
	const forGood: ReportLine[] = [];
	const groups = [...Map.groupBy(await ledger.heldReadings(), ({ sha256 }) => sha256)];
	for (let i = 0; i < groups.length; i += AT_ONCE) {
		const looked = groups.slice(i, i + AT_ONCE).map(async ([sha256, rows]) => {
			const lost: string[] = [];
			for (const name of neededOf(rows, reader)) if ((await faultOf(name, readings)) !== undefined) lost.push(name);
			return { sha256, rows, lost };
		});
		for (const { sha256, rows, lost } of await Promise.all(looked)) {
			if (lost.length === 0) continue;
			byDocument.set(sha256, lost);
			const { url, content_type, tries } = rows.reduce((most, row) => (row.tries > most.tries ? row : most));
			const fault = await faultOf(sha256, archive);
			if (fault !== undefined)
				forGood.push({ url: url ?? sha256, detail: `its reading is lost, and so is the document: ${fault}` });
			else
				unread.push({
					sha256,
					media: sniff(await archive.bytesOf(sha256)),
					contentType: content_type ?? "",
					tries: tries + 1,
					url: url ?? sha256,
					isMend: true,
				});
		}
	}
	return { unread, byDocument, forGood };
}

/** Rows are those of one document. */
function neededOf(rows: readonly HeldReading[], reader: string): ReadonlySet<string> {
	const own = rows.filter((row) => row.reader === reader);
	const last = rows.reduce((latest, row) => (row.saved > latest.saved ? row : latest));
	return new Set([...own, last].map(({ report }) => report));
}
