import { GoujiError } from "../../model/errors.ts";
import { CORRECTED_FIGURES, CORRECTION_TABLES } from "../store/corrections.ts";
import { DECISION_INDICES, DECISION_TABLES } from "../store/decisions.ts";
import { LETTER_TABLES } from "../store/letters.ts";
import { DECIDED_AGAIN, PEOPLE_TABLES } from "../store/people.ts";
import { RECORD_TABLES } from "../store/record.ts";
import type { SyncSql } from "../store/sql.ts";
import { openSql } from "../store/sql.ts";
import { USER_TABLES } from "../store/users.ts";

/** Raised with every change of the surviving tables, together with a way from the version before. */
const STATE_VERSION = 4;

/** What each version added to the one before it. */
const ADDED: Readonly<Record<number, string>> = {
	2: [DECISION_INDICES, LETTER_TABLES, RECORD_TABLES].join(";\n"),
	3: PEOPLE_TABLES,
	4: [CORRECTED_FIGURES, DECIDED_AGAIN].join(";\n"),
};

/**
 * Opens what survives: decisions, corrections, letters, users. A file of an older version is brought to this one.
 * Throws GoujiError cannot-write, or bad-config for a newer file.
 */
export function openState(path: string): SyncSql {
	const tables = [DECISION_TABLES, CORRECTION_TABLES, USER_TABLES, ...Object.values(ADDED)].join(";\n");
	const { sql: state, was } = openSql(path, tables, STATE_VERSION);
	if (was > STATE_VERSION) throw new GoujiError("bad-config", `${path} was written by a newer gouji`, { hint: "Use that one." });
	for (let version = was + 1; was > 0 && version <= STATE_VERSION; version++)
		state.whole(() => state.exec(`${ADDED[version] ?? ""}; pragma user_version = ${version}`));
	// A decision is worth a disk flush: it survives a power cut.
	state.exec("pragma synchronous = full");
	return state;
}
