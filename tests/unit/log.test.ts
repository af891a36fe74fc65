import { describe, expect, test } from "vitest";
import { createLog } from "../../src/cli/log.ts";
import { isNight } from "../../src/collecting/host-throttle.ts";

function logged(format: "text" | "json", columns: number | undefined, use: (log: ReturnType<typeof createLog>) => void): string {
	let written = "";
	const write = (line: string) => {
		written += line;
	};
	use(createLog(format, { write, now: () => new Date(0), columns }));
	return written;
}

describe("log", () => {
	test("progress is drawn over itself on a terminal, cut to its width, and cleared before a message", () => {
		const text = logged("text", 10, (log) => {
			log.progress("读取 abcdefgh");
			log.warn("careful");
		});
		expect(text).toBe("\r\u001b[2K读取 abcd\r\u001b[2Kwarn: careful\n");
	});
	test("away from a terminal progress is silent, messages are not", () => {
		expect(
			logged("text", undefined, (log) => {
				log.progress("x");
				log.error("a\u001b[31mb");
			}),
		).toBe("error: a [31mb\n");
	});
	test("as JSON everything is a line with its fields", () => {
		const lines = logged("json", undefined, (log) => log.progress("new", { url: "u" }));
		expect(JSON.parse(lines)).toEqual({ time: "1970-01-01T00:00:00.000Z", level: "info", message: "new", url: "u" });
	});
});

test.each([
	["2026-01-01T16:29:00Z", false],
	["2026-01-01T16:30:00Z", true],
	["2026-01-01T21:59:00Z", true],
	["2026-01-01T22:00:00Z", false],
])("at %s the night of Shanghai is %s", (at, expected) => {
	expect(isNight(new Date(at), { from: "00:30", to: "06:00", time_zone: "Asia/Shanghai" })).toBe(expected);
	expect(isNight(new Date(at), { from: "06:00", to: "00:30", time_zone: "Asia/Shanghai" })).toBe(!expected);
});
