import { expect, test } from "vitest";
import { shapeOfName } from "../../../pipelines/disclosure-report/read/names.ts";
import { statedBy } from "../../../pipelines/disclosure-report/read/title-wording.ts";
import { nightOrgan } from "../../support/night-organs.ts";

test("every organ of the night whose memory is measured is named and dated by its title (issue 17)", () => {
	const organs = Array.from({ length: 20_000 }, (_, i) => nightOrgan("大湾市应急管理局", i % 4, Math.floor(i / 4)));
	expect(new Set(organs).size).toBe(organs.length);
	const misread = organs.filter((organ) => {
		const { issuer, year } = statedBy(`${organ}2024年政府信息公开工作年度报告`);
		return issuer !== organ || year !== 2024 || shapeOfName(organ) !== "sound";
	});
	expect(misread).toEqual([]);
});
