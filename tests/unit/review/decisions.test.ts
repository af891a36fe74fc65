import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DecisionRequest, Decisions } from "../../../src/review/store/decisions.ts";
import { DECISION_TABLES, decisionsIn, standingOf, stateFor } from "../../../src/review/store/decisions.ts";
import type { SyncSql } from "../../../src/review/store/sql.ts";
import { openSql } from "../../../src/review/store/sql.ts";

let sql: SyncSql;
let decisions: Decisions;
beforeAll(() => {
	({ sql } = openSql(":memory:", DECISION_TABLES, 1));
	decisions = decisionsIn(sql);
});
afterAll(() => sql.close());

let next = 0;
const fresh = () => String(++next).padStart(16, "0");
const wish = (
	fingerprint: string,
	expected: number,
	action: DecisionRequest["action"],
	text = "",
	figures = "a",
): DecisionRequest => ({
	fingerprint,
	expected,
	action,
	text,
	figures,
	about: "",
});
const by = { who: "张", at: "2026-01-10T00:00:00.000Z" };
const carriedOut = (wishes: readonly DecisionRequest[]) => wishes.map((one) => decisions.decide(one, by).ok);

describe("decisions", () => {
	test.each([
		[["confirm"], "confirmed"],
		[["dismiss"], "dismissed"],
		[["ask"], "asked"],
		[["confirm", "resolve"], "resolved"],
		[["note"], "open"],
		[["confirm", "note", "deadline"], "confirmed"],
		[["confirm", "undo"], "open"],
		[["confirm", "dismiss", "undo"], "confirmed"],
		[["confirm", "dismiss", "undo", "undo"], "open"],
		[["confirm", "undo", "ask"], "asked"],
	] as const)("%j leave a finding %s", (actions, state) => {
		const fingerprint = fresh();
		expect(carriedOut(actions.map((action, i) => wish(fingerprint, i, action, "x")))).toEqual(actions.map(() => true));
		const standing = decisions.standing(fingerprint);
		expect([standing.state, standing.version]).toEqual([state, actions.length]);
		expect(standingOf(fingerprint, decisions.historyOf(fingerprint))).toEqual(standing);
	});

	test("of two reviewers who saw the same version one is refused, and told what the other did", () => {
		const fingerprint = fresh();
		expect(decisions.decide(wish(fingerprint, 0, "confirm"), { ...by, who: "张" }).ok).toBe(true);
		const second = decisions.decide(wish(fingerprint, 0, "dismiss", "误报"), { ...by, who: "李" });
		expect(second).toMatchObject({ ok: false, meanwhile: [{ who: "张", action: "confirm", version: 1 }] });
		expect(decisions.standing(fingerprint)).toMatchObject({ state: "confirmed", version: 1 });
	});

	test("taken together are all kept or none", () => {
		const [first, second] = [fresh(), fresh()];
		decisions.decide(wish(second, 0, "ask"), by);
		const refused = decisions.decideAll([wish(first, 0, "confirm"), wish(second, 0, "confirm")], { ...by, batch: "b" });
		expect(refused.map(({ ok }) => ok)).toEqual([false]);
		expect(decisions.standing(first).version).toBe(0);
		const kept = decisions.decideAll([wish(first, 0, "confirm"), wish(second, 1, "confirm")], { ...by, batch: "b" });
		expect(kept.map(({ ok }) => ok)).toEqual([true, true]);
		expect(decisions.batchOf("b")).toHaveLength(2);
	});

	test("hold for the figures they were made on, and come up again for others", () => {
		const fingerprint = fresh();
		decisions.decide(wish(fingerprint, 0, "dismiss", "附表另有说明", "figures-1"), by);
		const standing = decisions.standing(fingerprint);
		expect(stateFor(standing, "figures-1")).toBe("dismissed");
		expect(stateFor(standing, "figures-2")).toBe("reopened");
	});

	test("cannot be changed or removed, not even in the database", () => {
		const fingerprint = fresh();
		decisions.decide(wish(fingerprint, 0, "confirm"), by);
		expect(() => sql.exec("update decision set who = '别人'")).toThrow(/append-only/);
		expect(() => sql.exec("delete from decision")).toThrow(/append-only/);
	});

	test("nothing decided cannot be undone", () => {
		expect(() => decisions.decide(wish(fresh(), 0, "undo"), by)).toThrow(/nothing to undo/);
	});
});
