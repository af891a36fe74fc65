import { setTimeout as pause } from "node:timers/promises";
import { officeConverter } from "../mapping/isolated/office-converter.ts";
import { READER_LIMITS } from "../mapping/isolated/reader-limits.ts";
import { GoujiError } from "../model/errors.ts";
import { stageHandlers } from "../nightly/stage-handlers.ts";
import type { WorkerContext } from "../nightly/worker.ts";
import { DEFAULT_LIMITS } from "../reading/pdf/limits.ts";
import type { Store } from "../storage/store.ts";
import type { Environment } from "./environment.ts";
import { openPool } from "./open-pool.ts";
import type { StoreParts } from "./with-tools.ts";

/** A workshop and its reading processes, which end with it. */
export interface OpenedWorkshop {
	readonly workshop: WorkerContext;
	readonly close: () => void;
}

/** Sources and hosts that one process works at side by side; most of the time they are pauses. */
const SLOTS = { embedded: { discover: 16, fetch: 256 }, postgres: { discover: 4, fetch: 64 } } as const;
/** Beside the documents that are read, so many wait for a reading process to be free. */
const READ_AHEAD = 2;
const IDLE_MS = { embedded: 50, postgres: 400 } as const;

/** What a run or a worker needs to do tasks of every stage. */
export function openWorkshop(store: Store, base: StoreParts["base"], environment: Environment): OpenedWorkshop {
	const { config, archive, sleep, isStopped, warn } = base;
	const kind = config.store === undefined ? "embedded" : "postgres";
	const limits = { ...READER_LIMITS, timeoutMs: config.limits.reading_seconds * 1000 };
	const converted = new Map<string, Uint8Array>();
	const pool = openPool(environment, limits, async (sha256) => converted.get(sha256) ?? checked(await archive.bytesOf(sha256)));
	const convert = base.converter === undefined ? undefined : officeConverter(base.converter);
	const handlers = stageHandlers(store, base, async (sha256, media, contentType) => {
		if (media !== "doc") return pool.read(sha256, "report", { media, contentType });
		if (convert === undefined) throw noConverter();
		const { docx, by } = await convert(checked(await archive.bytesOf(sha256)));
		converted.set(sha256, docx);
		try {
			return await pool.read(sha256, "report", { media: "docx", convertedBy: `made of .doc by ${by}` });
		} finally {
			converted.delete(sha256);
		}
	});
	const workshop: WorkerContext = {
		store,
		handlers,
		slots: { ...SLOTS[kind], read: limits.processes + READ_AHEAD },
		idleMs: IDLE_MS[kind],
		sleep: (ms) => (isStopped() ? pause(ms) : sleep(ms)),
		isStopped,
		warn,
	};
	return { workshop, close: () => pool.close() };
}

function noConverter(): GoujiError {
	return new GoujiError("converter-needed", "A .doc, .wps or .rtf file, of which a Word document has to be made first", {
		hint: "Install LibreOffice (libreoffice-writer-nogui) or name its soffice with `libreoffice`; the next run reads the file.",
	});
}

function checked(bytes: Uint8Array): Uint8Array {
	if (bytes.length <= DEFAULT_LIMITS.bytes) return bytes;
	throw new GoujiError("too-large", `The document has ${bytes.length} bytes; the limit is ${DEFAULT_LIMITS.bytes}`, {
		hint: "Check that this is a report.",
	});
}
