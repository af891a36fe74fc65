import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openState } from "../../../src/review/desk/state.ts";
import { CORRECTION_TABLES } from "../../../src/review/store/corrections.ts";
import { DECISION_TABLES, decisionsIn } from "../../../src/review/store/decisions.ts";
import { lettersIn } from "../../../src/review/store/letters.ts";
import { recordIn } from "../../../src/review/store/record.ts";
import type { SyncSql } from "../../../src/review/store/sql.ts";
import { USER_TABLES } from "../../../src/review/store/users.ts";

let folder: string;
let path: string;
let sql: SyncSql | undefined;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-state-"));
	path = join(folder, "review.sqlite");
});
afterEach(async () => {
	sql?.close();
	sql = undefined;
	await rm(folder, { recursive: true, force: true });
});
const open = () => {
	sql = openState(path);
	return sql;
};
const wish = { fingerprint: "f".repeat(16), expected: 0, action: "confirm" as const, text: "", figures: "1", about: "" };
const by = { who: "王芳", at: "2026-01-01T00:00:00Z" };

describe("what survives of the desk", () => {
	test("a state of version 1 is brought to this one with all that it holds", async () => {
		const old = new DatabaseSync(path);
		old.exec(`${[DECISION_TABLES, CORRECTION_TABLES, USER_TABLES].join(";")}; pragma user_version = 1`);
		old.exec(`insert into decision (at, who, fingerprint, version, action, text, figures, about)
			values ('2025-12-01T00:00:00Z', '李强', '${wish.fingerprint}', 1, 'dismiss', '附件说明', '1', '')`);
		old.close();
		const state = open();
		expect(decisionsIn(state).historyOf(wish.fingerprint)).toMatchObject([{ who: "李强", action: "dismiss" }]);
		expect(lettersIn(state).list()).toEqual([]);
		const record = recordIn(state);
		record.seal();
		expect(await record.check(by.at)).toMatchObject({ sealed: 1, broken: [] });
		state.close();
		// Opened again it is as it was.
		expect(await recordIn(open()).check(by.at)).toMatchObject({ sealed: 1, broken: [] });
	});

	test.each([
		"insert or replace into decision select id, at, '冒名', fingerprint, version, action, text, figures, undoes, batch, about from decision",
		"insert or replace into decision (at, who, fingerprint, version, action, text, figures, about) select at, '冒名', fingerprint, version, action, text, figures, about from decision",
		"update decision set who = '冒名'",
		"delete from decision",
		"insert or replace into seal select id, line, 'x' from seal",
	])("no line is rewritten: %s", (attack) => {
		const state = open();
		decisionsIn(state).decide(wish, by);
		recordIn(state).seal();
		expect(() => state.exec(attack)).toThrow(/append-only/);
		expect(decisionsIn(state).historyOf(wish.fingerprint)).toMatchObject([{ who: "王芳" }]);
	});

	test("what was changed by other means is told by the chain", async () => {
		const state = open();
		const decisions = decisionsIn(state);
		decisions.decide(wish, by);
		decisions.decide({ ...wish, fingerprint: "e".repeat(16) }, by);
		const record = recordIn(state);
		record.add({ at: by.at, who: "王芳", action: "登录", about: "" });
		expect(await record.check(by.at)).toMatchObject({ sealed: 3, broken: [] });
		state.exec("drop trigger decision_kept; update decision set who = '冒名' where id = 1");
		expect((await record.check(by.at)).broken).toEqual(["decision 1"]);
		state.exec("drop trigger decision_stays; delete from decision where id = 2");
		expect((await record.check(by.at)).broken).toEqual(["decision 1", "decision 2"]);
	});

	test("the register of letters has what another process added to it", () => {
		const [state, other] = [open(), openState(path)];
		const [own, others] = [lettersIn(state), lettersIn(other)];
		const letter = {
			kind: "urge" as const,
			...{
				organ: "青石市教育局",
				at: by.at,
				who: by.who,
				sent_on: "2026-01-02",
				deadline: "2026-02-01",
				items: [],
			},
			number: (serial: number) => `〔2026〕${serial}号`,
			document: () => new Uint8Array(1),
		} as const;
		const event = { letter: 2, item: 0, at: by.at, who: by.who, kind: "reply", text: "已公布", sha256: "", figures: [] } as const;
		own.register(letter);
		others.register({ ...letter, organ: "云浦区水务局" });
		others.add(event);
		expect(own.list().map(({ number, organ, events }) => [number, organ, events.length])).toEqual([
			["〔2026〕2号", "云浦区水务局", 1],
			["〔2026〕1号", "青石市教育局", 0],
		]);
		others.add({ ...event, letter: 1 });
		expect(own.list("青石市教育局").map(({ events }) => events.map(({ text }) => text))).toEqual([["已公布"]]);
		expect(own.find(2)?.events).toHaveLength(1);
		other.close();
	});

	test("a file of a newer version is left alone", () => {
		open().exec("pragma user_version = 99");
		sql?.close();
		expect(() => open()).toThrow(/newer gouji/);
		sql = undefined;
	});
});
