import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { GoujiError } from "../../model/errors.ts";

const RosterOrgan = z.object({
	name: z.string(),
	id: z.string().optional(),
	aliases: z.array(z.string()).default([]),
	level: z.string().optional(),
	code: z.string().optional(),
	parent: z.string().optional(),
	complete: z.boolean().default(false),
});
/** An organ of the roster, as a run publishes it. */
export type RosterOrgan = z.infer<typeof RosterOrgan>;

const Unread = z.object({
	url: z.string(),
	title: z.string(),
	issuer: z.string(),
	year: z.int(),
	reason: z.string(),
});

const Owed = z.object({
	issuer: z.string(),
	year: z.int(),
	deadline: z.string(),
	state: z.enum(["not-due", "not-found", "unread"]),
	seenWhole: z.boolean().optional(),
	document: Unread.optional(),
});

const OwedFile = z.object({ owed: z.array(Owed), unread: z.array(Unread) });
const RosterFile = z.object({ schema: z.literal("gouji/roster@1"), organs: z.array(RosterOrgan) });

/** What a run published beside its reports: whose reports are owed, and which of them were not had. */
export interface Surroundings {
	readonly roster: readonly RosterOrgan[];
	readonly owed: readonly z.infer<typeof Owed>[];
	readonly unread: readonly z.infer<typeof Unread>[];
}

/** Of a folder of reports that no run made: nobody is known to owe any. */
export const NO_SURROUNDINGS: Surroundings = { roster: [], owed: [], unread: [] };

/**
 * Reads `roster.json` and `owed.json` of the folder in which the reports' folder lies; what is not there is empty. Throws
 * GoujiError bad-arguments where one is there and is none.
 */
export async function readSurroundings(folder: string): Promise<Surroundings> {
	const roster = await read(join(folder, "roster.json"), RosterFile);
	const owed = await read(join(folder, "owed.json"), OwedFile);
	return { roster: roster?.organs ?? [], owed: owed?.owed ?? [], unread: owed?.unread ?? [] };
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
	const text = await readFile(path, "utf8").catch(() => undefined);
	if (text === undefined) return undefined;
	const parsed = schema.safeParse(fromJson(text));
	if (parsed.success) return parsed.data;
	throw new GoujiError("bad-arguments", `${path} is not what a run writes there`, {
		hint: "Run gouji run again, or take it away.",
	});
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
