import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { lookAtState, openState } from "../../src/storage/state.ts";
import { repository } from "../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-upgrade-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Columns and indexes of every table, whatever order they came in. */
function shapeOf(path: string): unknown[] {
	const database = new DatabaseSync(path, { readOnly: true });
	const tables = database
		.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
		.all();
	const shape = tables.map(({ name }) => {
		const columns = database.prepare("select name, type, pk from pragma_table_info(?) order by name").all(String(name));
		const unique = database
			.prepare(
				'select group_concat(c.name) as on_columns from pragma_index_list(?) l, pragma_index_info(l.name) c where l."unique" = 1 group by l.name order by 1',
			)
			.all(String(name));
		return { name, columns, unique };
	});
	database.close();
	return shape;
}

/** Two readers' outcomes, the first reader's written last; since version 5 the ledger says which came when. */
function outcomes(version: number): string {
	const [saved, first, second] = version < 5 ? ["", "", ""] : [", saved", ", 1", ", 2"];
	return `insert into outcome (sha256, reader, status, tries${saved})
		values ('aa', 'gouji/2', 'failed', 1${first}), ('aa', 'gouji/1', 'failed', 1${second})`;
}

describe.each([3, 4, 5, 6, 7])("a ledger of version %i", (version) => {
	test("is brought up to date by a run, keeps its rows, and ends as a new one begins", async () => {
		const state = join(folder, String(version));
		await openState(state).close();
		const path = join(state, "ledger.sqlite");
		rmSync(path);
		const old = new DatabaseSync(path);
		old.exec(readFileSync(join(repository, "tests", "support", "fixtures", `ledger-${version}.sql`), "utf8"));
		old.exec(`insert into run (started_at) values ('2026-01-01T00:00:00.000Z');
			insert into host (name, next_at, blocked_until, reason) values ('a.example', 1, 2, 'busy');
			${outcomes(version)};
			insert into attempt (url, at, method, outcome, detail, bytes, conditional, tls) values ('u', 't', 'GET', 'content', '', 1, 0, 'none'), ('u', 't', 'GET', 'content', '', 1, 0, 'none');
			pragma user_version = ${version};`);
		old.close();
		expect(() => lookAtState(state)).toThrow(/The ledger has version \d/);
		const store = openState(state);
		expect(await store.ledger.runs()).toMatchObject([{ id: 1, started_at: "2026-01-01T00:00:00.000Z" }]);
		expect(await store.ledger.hosts()).toEqual([{ name: "a.example", next_at: 1, blocked_until: 2, reason: "busy" }]);
		expect((await store.ledger.lastOutcome("aa"))?.reader).toBe("gouji/1");
		expect(await store.ledger.attemptsSince("")).toEqual([{ outcome: "content", count: 2 }]);
		await store.close();
		const fresh = join(folder, `${version}-fresh`);
		await openState(fresh).close();
		expect(shapeOf(path)).toEqual(shapeOf(join(fresh, "ledger.sqlite")));
		await lookAtState(state).close();
	});
});

test("a ledger of a later version is refused", async () => {
	const state = join(folder, "later");
	await openState(state).close();
	const database = new DatabaseSync(join(state, "ledger.sqlite"));
	database.exec("pragma user_version = 99");
	database.close();
	expect(() => openState(state)).toThrow(/version 99/);
});
