import { describe, expect, test } from "vitest";
import { GoujiError } from "../../src/model/errors.ts";
import { isInstalled, loadNative } from "../../src/reading/ocr/onnx-runtime.ts";

describe("the native runtime of the networks", () => {
	test("may be absent", () => expect(isInstalled("gouji-has-no-such-package")).toBe(false));
	test("that is there is found", () => expect(isInstalled("vitest")).toBe(true));
	test("that is there and does not load says why, and what to do", async () => {
		const cause = Object.assign(new Error("libstdc++.so.6: version `GLIBCXX_3.4.29' not found"), { code: "ERR_DLOPEN_FAILED" });
		const failed = loadNative(() => Promise.reject(cause));
		await expect(failed).rejects.toBeInstanceOf(GoujiError);
		await expect(failed).rejects.toMatchObject({ code: "bad-config", message: expect.stringMatching(/GLIBCXX/), cause });
	});
});
