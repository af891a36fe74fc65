import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Environment } from "../../src/cli/environment.ts";
import { main } from "../../src/cli/main.ts";
import type { ErrorCode } from "../../src/model/errors.ts";
import { ERROR_CODES, GoujiError, isErrorCode, traitsOf } from "../../src/model/errors.ts";
import { errorOf } from "../../src/nightly/read-archived.ts";

/** The contract of the command line (docs/errors.md); everything else ends a command with 1. */
const USAGE: readonly ErrorCode[] = ["no-such-file", "bad-arguments", "bad-config", "bad-report", "locked"];
const FAULTS: readonly ErrorCode[] = ["cannot-write", "database-away", "archive-away", "damaged-ledger"];

const where = (isTrue: (code: ErrorCode) => boolean) => ERROR_CODES.filter(isTrue);

describe("the table of errors", () => {
	test("keeps the exit status of every code", () => {
		expect(where((code) => traitsOf(code).exit === 2)).toEqual(USAGE);
		expect(where((code) => traitsOf(code).exit === 3)).toEqual(FAULTS);
	});
	test("ends a worker by a fault of the machine or of the configuration, not by a document or an address", () => {
		expect(where((code) => traitsOf(code).stops === "run")).toEqual([
			"cannot-write",
			"bad-arguments",
			"bad-config",
			"locked",
			"database-away",
			"archive-away",
			"damaged-ledger",
		]);
	});
	test("has a document that took too long, too much, or our own fault, read once more", () => {
		const ofReading = where((code) => ["document", "gouji"].includes(traitsOf(code).fault));
		expect(ofReading.filter((code) => traitsOf(code).isTransient)).toEqual(["timeout", "out-of-memory", "reader-crashed"]);
	});
	test("knows its own codes only", () => {
		expect(ERROR_CODES.every(isErrorCode)).toBe(true);
		expect(["", "toString", "constructor", "bad-", "robots"].filter(isErrorCode)).toEqual([]);
	});
});

describe("a command that an error ends", () => {
	beforeEach(() => void vi.spyOn(process.stderr, "write").mockReturnValue(true));
	afterEach(() => void vi.restoreAllMocks());
	/** A command line whose rules cannot be listed. */
	const endedBy = (error: unknown) => {
		const pipeline = {
			get rules(): never {
				throw error;
			},
		} as unknown as Environment["pipeline"];
		return main(["node", "gouji", "rules", "--json"], {
			loadPipeline: async () => pipeline,
			entry: "",
			samples: "",
			out: () => {},
			isTerminal: false,
		isOutputClosed: () => false,
		});
	};
	test.each(ERROR_CODES)("%s gives its exit status", async (code) => {
		expect(await endedBy(new GoujiError(code, "what", { hint: "Do." }))).toBe(traitsOf(code).exit);
	});
	test("a bug gives 3", async () => {
		expect(await endedBy(new TypeError("x is not a function"))).toBe(3);
	});
});

describe("a failure from the ledger", () => {
	test("keeps its code", () => {
		expect(errorOf({ code: "password-needed", detail: "It is encrypted" })).toMatchObject({
			code: "password-needed",
			message: "It is encrypted",
		});
	});
	test("of a code that this version does not know is a fault of gouji, and is told", () => {
		expect(errorOf({ code: "of-2031", detail: "It did x" })).toMatchObject({
			code: "reader-crashed",
			message: "of-2031: It did x",
		});
	});
});
