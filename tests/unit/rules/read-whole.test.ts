import { describe, expect, test } from "vitest";
import { readWhole } from "../../../pipelines/disclosure-report/rules/context.ts";
import { rules } from "../../../pipelines/disclosure-report/rules/index.ts";
import { fixtures } from "../../support/fixtures/all.ts";
import { checkAll } from "../../support/report-facts.ts";

/** Words of findings that conclude from what is not there. */
const ABSENT = /未见|未说明|未注明|未就|缺\d|仅\d+字|空白|落款|实有/;
/** Rules whose words are like that and that rest on something else than this document. */
const OTHERWISE: Readonly<Record<string, string>> = {
	A08: "both cells are printed",
	Y08: "the years that are held",
	G05: "the roster",
};

const [codeOf, whole] = [(id: string) => id.slice(0, 3), rules.filter(({ premise }) => premise === readWhole)];
const broken = (code: string, isWhole: boolean) => {
	const breaks = fixtures[code]?.breaks;
	if (!breaks) throw new Error(`no fixture: ${code}`);
	const { findings } = checkAll({ ...breaks, isWhole }, { [code]: { off: false } });
	return findings.filter(({ rule, verdict }) => codeOf(rule) === code && verdict === "broken");
};

test.each(rules.map(({ id }) => codeOf(id)))("%s states its premise where its words conclude from absence", (code) => {
	const concludes = broken(code, true).some(({ message }) => ABSENT.test(message));
	const states = whole.some(({ id }) => codeOf(id) === code);
	if (concludes && !(code in OTHERWISE)) expect(states).toBe(true);
});

describe.each(whole.map(({ id }) => codeOf(id)))("%s", (code) => {
	test("accuses where the document was read whole, and never where it was not", () => {
		expect(broken(code, true)).not.toEqual([]);
		expect(broken(code, false)).toEqual([]);
	});
});

test("the finding says that the document was not read whole, and that it is laid to the reading", () => {
	const facts = fixtures.S01?.breaks;
	const { findings } = checkAll({ ...(facts as NonNullable<typeof facts>), isWhole: false });
	const [finding] = findings.filter(({ rule }) => rule.startsWith("S01"));
	expect(finding).toMatchObject({ verdict: "undetermined", cause: "reading" });
	expect(finding?.message).toContain("未完整读出");
});
