import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import PQueue from "p-queue";
import { describe, expect, test } from "vitest";
import { isOwnBug, sqliteCode, systemCode } from "../../src/model/causes.ts";
import { GoujiError } from "../../src/model/errors.ts";
import { textTable } from "../../src/text/display.ts";

/** What some work throws. */
function thrownBy(work: () => unknown): unknown {
	try {
		work();
	} catch (error) {
		return error;
	}
	throw new Error("It threw nothing");
}

const withStack = (error: Error, stack: string) => Object.assign(error, { stack });

describe("a fault of ours", () => {
	test.each([
		["a TypeError in our own function", thrownBy(() => textTable(undefined as never))],
		["what Node refuses our function", thrownBy(() => Buffer.from(3 as never))],
		["an array of no length", thrownBy(() => new Array(-1))],
		["a name that is not there", thrownBy(() => Reflect.get({}, "x").y)],
		["one whose place is not told", withStack(new TypeError("x"), "TypeError: x\n    at <anonymous>")],
	])("is %s", (_, error) => expect(isOwnBug(error)).toBe(true));

	test.each([
		["a TypeError in a package", thrownBy(() => new PQueue({ concurrency: 0 }))],
		[
			"a TypeError in a package that is built into the command",
			withStack(
				new TypeError("x"),
				`TypeError: x\n    at parse (${new URL("../../command/packages/zod.js", import.meta.url)}:1:1)`,
			),
		],
		["text that is no JSON", thrownBy(() => JSON.parse("{"))],
		["a file that is not there", thrownBy(() => readFileSync("/nowhere/at/all"))],
		["an error that tells what to do", new GoujiError("timeout", "late", { hint: "Wait." })],
		["an exception of another class", new Error("x")],
		["no exception", "x"],
	])("is not %s", (_, error) => expect(isOwnBug(error)).toBe(false));

	test("is not told by a message that looks like a frame", () => {
		const own = thrownBy(() => textTable(undefined as never)) as Error;
		const message = "x\n    at /elsewhere/node_modules/y/z.js:1:1";
		const frames = own.stack?.split("\n").slice(1).join("\n");
		expect(isOwnBug(withStack(new TypeError(message), `TypeError: ${message}\n${frames}`))).toBe(true);
	});
});

describe("codes of exceptions", () => {
	test("of the system", () => {
		expect(systemCode(thrownBy(() => readFileSync("/nowhere/at/all")))).toBe("ENOENT");
		expect([new TypeError("x"), "ENOENT", thrownBy(() => Buffer.from(3 as never))].map(systemCode)).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});
	test("of SQLite", () => {
		const database = new DatabaseSync(":memory:");
		expect(sqliteCode(thrownBy(() => database.exec("select * from nothing")))).toBe(1);
		database.close();
		expect([new Error("x"), null, "1"].map(sqliteCode)).toEqual([undefined, undefined, undefined]);
	});
});
