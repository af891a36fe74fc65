import type { NightlyConfig } from "../collecting/sources/config.ts";
import { GoujiError } from "../model/errors.ts";
import type { Trouble } from "../storage/rows.ts";
import type { Store } from "../storage/store.ts";
import { textTable } from "../text/display.ts";
import { configAt } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { lookAtStore, openStore, PATIENCE_MS } from "./open-store.ts";

/** Options of `gouji acknowledge`. */
export interface AcknowledgeOptions {
	readonly json?: boolean;
	readonly note?: string;
	readonly all?: boolean;
	readonly undo?: boolean;
}

/**
 * Takes what asks for attention as known, until its kind or its details change: by address, source, organ or rule of a list. With nothing
 * named it lists what there is. Returns the exit code.
 */
export async function acknowledge(
	path: string,
	names: readonly string[],
	{ json = false, note = "", all = false, undo = false }: AcknowledgeOptions,
	environment: Environment,
): Promise<number> {
	const config = await configAt(path, environment);
	if (names.length === 0 && !all) {
		const troubles = await listed(config, environment);
		environment.out(json ? `${JSON.stringify(troubles, null, "\t")}\n` : describe(troubles));
		return EXIT.ok;
	}
	const store = await openStore(config, environment, { patienceMs: PATIENCE_MS.look, isStopped: () => false });
	try {
		const meant = chosen(await store.ledger.troubles(), names, all);
		const acknowledged_at = undo ? null : environment.now().toISOString();
		const changed = meant.map((trouble): Trouble => ({ ...trouble, acknowledged_at, note: undo ? null : note }));
		for (const trouble of changed) await store.ledger.saveTrouble(trouble);
		environment.out(json ? `${JSON.stringify(changed, null, "\t")}\n` : describe(changed));
		return EXIT.ok;
	} finally {
		await store.close();
	}
}

async function listed(config: NightlyConfig, environment: Environment): Promise<Trouble[]> {
	const store: Store = await lookAtStore(config, environment);
	try {
		return await store.ledger.troubles();
	} finally {
		await store.close();
	}
}

/** Throws GoujiError bad-arguments for a name that is nobody's. */
function chosen(troubles: readonly Trouble[], names: readonly string[], all: boolean): readonly Trouble[] {
	if (all) return troubles;
	const isMeant = ({ url, source, issuer, kind }: Trouble, name: string) => [url, source, issuer, kind].includes(name);
	const nobodys = names.find((name) => !troubles.some((trouble) => isMeant(trouble, name)));
	if (nobodys !== undefined)
		throw new GoujiError("bad-arguments", `Nothing asks for attention under ${nobodys}`, {
			hint: "Name an address, source, organ or kind as gouji acknowledge without names lists them.",
		});
	return troubles.filter((trouble) => names.some((name) => isMeant(trouble, name)));
}

function describe(troubles: readonly Trouble[]): string {
	if (troubles.length === 0) return "Nothing asks for attention\n";
	const rows = troubles.map(({ kind, source, issuer, year, url, detail, acknowledged_at, note }) => [
		acknowledged_at === null ? "open" : `known since ${acknowledged_at.slice(0, 10)}${note ? `: ${note}` : ""}`,
		kind,
		[source, issuer, year].filter(Boolean).join(" "),
		url,
		detail,
	]);
	return `${textTable([["state", "kind", "whose", "address", "what"], ...rows])}\n`;
}
