import { resolve } from "node:path";
import { pdfsIn } from "../collecting/folder-source.ts";
import type { Issuer } from "../collecting/sources/config.ts";
import { GoujiError } from "../model/errors.ts";
import type { LetterPaper } from "../output/documents/letter-paper.ts";
import { LETTER_MARKS, PLAIN_PAPER } from "../output/documents/letter-paper.ts";
import type { WordTemplate } from "../output/documents/office/word-template.ts";
import { openTemplate } from "../output/documents/office/word-template.ts";
import type { Documents } from "../review/desk/documents.ts";
import { documentsAmong, documentsIn } from "../review/desk/documents.ts";
import { readBytes } from "../storage/files.ts";
import { USUAL_TIME_ZONE } from "../text/day.ts";
import type { ConfigKnowledge } from "./configuration.ts";
import { configurationAt, samplesConfig } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { openArchives } from "./open-store.ts";

/** Where the things of a run are, and what its roster says. */
export interface ReviewSource {
	readonly output: string;
	/** Folder of what survives: decisions, corrections, users. */
	readonly state: string;
	readonly roster: readonly Issuer[];
	/** First year that the roster's issuers owe. */
	readonly from: number | undefined;
	/** The name of the office that sends letters; undefined where none is configured. */
	readonly office: string | undefined;
	/** What letters are written on. */
	readonly paper: LetterPaper;
	/** Whose days and hours are meant. */
	readonly timeZone: string;
	readonly documents: Documents & { readonly load: () => Promise<void> };
}

/** Finds them by a configuration of `gouji run`, of sources or folders; without one, the samples that it reads. */
export async function reviewSource(
	config: string | undefined,
	options: { readonly output: string; readonly state?: string },
	environment: Pick<Environment, "samples"> & ConfigKnowledge,
): Promise<ReviewSource> {
	const state = options.state === undefined ? undefined : resolve(options.state);
	const read = config === undefined ? undefined : await configurationAt(config, environment);
	if (read?.kind === "sources") {
		const nightly = read.config;
		const { archive } = await openArchives(nightly, { isShared: true });
		return {
			output: nightly.output,
			state: state ?? nightly.state,
			roster: nightly.roster,
			from: nightly.roster_from,
			office: nightly.office,
			paper: { template: await templateAt(nightly.letter_template), copyTo: nightly.copy_to },
			timeZone: nightly.time_zone,
			documents: { ...documentsIn(archive), load: async () => {} },
		};
	}
	const { folders, output } = read?.config ?? samplesConfig(environment, options.output);
	return {
		output,
		state: state ?? resolve("state"),
		roster: [],
		from: undefined,
		office: undefined,
		paper: PLAIN_PAPER,
		timeZone: USUAL_TIME_ZONE,
		documents: documentsAmong(async () => (await Promise.all(folders.map(pdfsIn))).flat()),
	};
}

/** A letterhead with its pictures is far smaller. */
const MAX_TEMPLATE = 20_000_000;

/** Opens the office's own template. Throws GoujiError bad-config where letters cannot be written on it. */
async function templateAt(path: string | undefined): Promise<WordTemplate | undefined> {
	if (path === undefined) return undefined;
	const bytes = await readBytes(path, MAX_TEMPLATE).catch((cause: unknown) => {
		throw new GoujiError("bad-config", `letter_template: ${path} cannot be read`, { hint: "Correct the path.", cause });
	});
	const template = openTemplate(bytes);
	if (!template) throw badTemplate(`${path} is no Word document (.docx)`, "Save it as .docx.");
	if (!template.marks.has("正文")) throw badTemplate(`${path} has no {{正文}}`, "Write {{正文}} where the text of letters goes.");
	if (template.marks.has("主送机关") && !template.marks.has("标题"))
		throw badTemplate(`${path} has {{主送机关}} and no {{标题}}, which would stand below it`, "Write {{标题}} above it.");
	const unknown = [...template.marks].filter((mark) => !LETTER_MARKS.some((known) => known === mark));
	if (unknown.length > 0)
		throw badTemplate(
			`${path} has {{${unknown.join("}}, {{")}}}, which nothing fills`,
			`Use ${LETTER_MARKS.map((mark) => `{{${mark}}}`).join(" ")}.`,
		);
	return template;
}

function badTemplate(message: string, hint: string): GoujiError {
	return new GoujiError("bad-config", `letter_template: ${message}`, { hint });
}
