import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findIssuers, listFindings, listReports } from "../../../src/review/search-index/lists.ts";
import { nameKeys } from "../../../src/review/search-index/name-keys.ts";
import { dealOut, loadsOf } from "../../../src/review/search-index/people.ts";
import { presenceOf } from "../../../src/review/web/presence.ts";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { csrfOf, fieldsOf, serveTestDesk } from "../../support/desk-server.ts";

const AT = "2026-01-10T00:00:00.000Z";
let given: TestDesk;
beforeAll(async () => {
	given = await testDesk([{ name: "青石市教育局", aliases: ["青石市教委"] }]);
	for (const n of [1, 2, 3, 4])
		await given.publish(
			"bureau-2023-inconsistent",
			(report) => Object.assign(report.issuer, { name: `石桥${n}区水务局` }),
			`${n}.json`,
		);
	await given.publish("bureau-2023-inconsistent");
	await given.desk.refresh();
});
afterAll(() => given.remove());

describe("names", () => {
	test.each([
		["qingshi", "青石市教育局"],
		["qsjyj", "青石市教育局"],
		["教育 青石", "青石市教育局"],
		["教育青石", "青石市教育局"],
		["教委", "青石市教育局"],
		["QSSJW", "青石市教育局"],
		["jiaoyu 青石", "青石市教育局"],
	])("are found by %s", (q, name) => {
		expect(findIssuers(given.desk.index, q).map((found) => found.name)).toEqual([name]);
	});

	test("are not found by other words, and signs of patterns are characters", () => {
		for (const q of ["xyz", "%", "_", "教育 石桥", "'"].slice(0, 4)) expect(findIssuers(given.desk.index, q)).toEqual([]);
	});

	test("with characters of two readings are found by both", () => {
		expect(nameKeys(["长寿区人民政府"]).keys).toMatch(/changshou/);
		expect(nameKeys(["重庆市人民政府"]).keys).toMatch(/chongqing/);
	});
});

describe("words of reports' text", () => {
	test("are found in any width and over spaces, not where their characters are scattered, and with every change", async () => {
		const { desk, publish } = given;
		const names = (text: string) => listReports(desk.index, { text }).map(({ name }) => name);
		await publish(
			"bureau-2023-inconsistent",
			(report) => Object.assign(report.sections, { other: "本年度开展ＸＹ专项 清理工作。" }),
			"text.json",
		);
		await desk.refresh();
		expect([names("xy专项清理"), names("清理专项"), names("没有这些字")]).toEqual([["text.json"], [], []]);
		expect(names("主动公开政府信息").length).toBeGreaterThan(1);
		await publish("bureau-2023-inconsistent", () => {}, "text.json");
		await desk.refresh();
		expect(names("xy专项清理")).toEqual([]);
	});
});

describe("shares", () => {
	test("are about even by reports, and each organ is one person's", () => {
		const organs = [9, 7, 5, 5, 4, 3, 1].map((reports, i) => ({ organ: String(i), reports }));
		const dealt = dealOut(organs, ["甲", "乙"]);
		const load = (who: string) => (dealt.get(who) ?? []).reduce((sum, organ) => sum + (organs[Number(organ)]?.reports ?? 0), 0);
		expect([load("甲"), load("乙")]).toEqual([17, 17]);
		expect([...(dealt.get("甲") ?? []), ...(dealt.get("乙") ?? [])].toSorted()).toEqual(organs.map(({ organ }) => organ));
		expect(dealOut(organs, [])).toEqual(new Map());
	});

	test("stand in every list, in a new index too, and are taken back", async () => {
		const { desk, publish } = given;
		desk.assign(["石桥1区水务局"], "王芳");
		const own = () => [...new Set(listFindings(desk.index, { reviewer: "王芳", state: "todo" }).map(({ issuer }) => issuer))];
		expect(own()).toEqual(["石桥1区水务局"]);
		await publish(
			"bureau-2023-inconsistent",
			(report) => Object.assign(report, { year: 2022, issuer: { name: "石桥1区水务局" } }),
			"5.json",
		);
		await desk.refresh();
		expect(loadsOf(desk.index)).toMatchObject([{ reviewer: "王芳", organs: 1, reports: 2 }]);
		desk.assign(["石桥1区水务局"], "");
		expect([own(), loadsOf(desk.index)]).toEqual([[], []]);
	});
});

test("whoever opened nothing for five minutes looks at nothing", () => {
	let now = Date.parse(AT);
	const presence = presenceOf(() => new Date(now).toISOString());
	presence.look("王芳", "1.json");
	expect([presence.othersAt("1.json", "李强"), presence.othersAt("1.json", "王芳")]).toEqual([["王芳"], []]);
	now += 300_001;
	expect(presence.othersAt("1.json", "李强")).toEqual([]);
});

describe("two people at one desk", () => {
	let server: DeskServer;
	const cookies = new Map<string, string>();
	beforeAll(async () => {
		for (const [name, role] of [
			["王芳", "admin"],
			["李强", "reviewer"],
		] as const)
			await given.desk.users.put({ name, role }, "password-of-ten", AT);
		server = await serveTestDesk(given, undefined);
		for (const name of ["王芳", "李强"]) {
			const page = await server.ask("/login");
			const form = { csrf: csrfOf(page), name, password: "password-of-ten", to: "/" };
			cookies.set(name, (await server.ask("/login", { form })).cookie);
		}
	});
	afterAll(() => server.close());
	const ask = (who: string, path: string, form?: Record<string, string>) =>
		server.ask(path, { headers: { cookie: cookies.get(who) ?? "" }, ...(form ? { form } : {}) });
	const send = async (who: string, at: string, path: string, fields: Record<string, string>) =>
		ask(who, path, { csrf: csrfOf(await ask(who, at)), ...fields });

	test("who go through one list in step never decide on the same report", async () => {
		const list = "/findings/next?state=todo";
		const seen: string[] = [];
		const places = new Map<string, string>();
		for (const who of ["王芳", "李强"]) places.set(who, (await ask(who, list)).location);
		for (let step = 0; step < 6; step++)
			for (const who of ["王芳", "李强"]) {
				const page = await ask(who, places.get(who) ?? "");
				const form = { ...fieldsOf(page, "/decide"), csrf: csrfOf(page), action: "ask", text: "" };
				const answer = await ask(who, "/decide", form);
				expect(answer.status).toBe(303);
				seen.push(String(form["fingerprint" as keyof typeof form]));
				places.set(who, answer.location);
			}
		expect(new Set(seen).size).toBe(seen.length);
	});

	test("see who has a report open and whose it is, and only an admin hands out what is another's", async () => {
		await ask("王芳", "/report/2.json");
		expect((await ask("李强", "/report/2.json")).text).toContain("王芳正在看这份报告");
		await send("李强", "/report/2.json", "/people/take", { organ: "石桥2区水务局", back: "/report/2.json" });
		expect(given.desk.people.reviewerOf("石桥2区水务局")).toBe("李强");
		expect((await ask("王芳", "/report/2.json")).text).toContain("李强负责");
		const shared = await send("李强", "/people", "/people/share", { who: "李强" });
		expect(shared.text).toContain("只有管理员可以分配");
		await send("王芳", "/people", "/people/share", { who: "王芳" });
		expect(given.desk.people.reviewerOf("石桥3区水务局")).toBe("王芳");
		expect(given.desk.people.reviewerOf("石桥2区水务局")).toBe("李强");
		expect((await send("李强", "/people", "/people/take", { organ: "石桥3区水务局", back: "/" })).status).toBe(400);
	});

	test("are told when the other one changes what they decided, and only with a reason", async () => {
		const open = "/report/bureau-2023-inconsistent.json?finding=b0163afd8703b00b";
		await given.desk.decide(
			{ ...wishFor(given, "b0163afd8703b00b"), action: "dismiss", text: "附件说明了差异" },
			{ who: "李强", at: AT },
		);
		const page = await ask("王芳", open);
		await ask("王芳", "/decide", { ...fieldsOf(page, "/decide"), csrf: csrfOf(page), action: "confirm", text: "原件没有附件" });
		const told = await ask("李强", "/");
		expect(told.text).toContain("您的1个处理被改变");
		expect(told.text).toMatch(/您不成立，王芳于[^<]*改为确认问题，“原件没有附件”/);
		expect((await ask("王芳", "/")).text).not.toContain("处理被改变");
		await send("李强", "/", "/overruled/seen", {});
		expect((await ask("李强", "/")).text).not.toContain("处理被改变");
		// Who came second and would decide all the same says why.
		const stale = { ...fieldsOf(page, "/decide"), csrf: csrfOf(await ask("李强", open)), action: "dismiss", text: "另有说明" };
		const conflict = await ask("李强", "/decide", stale);
		expect(conflict.status).toBe(409);
		const again = { ...fieldsOf(conflict, "/decide"), csrf: csrfOf(conflict), action: "dismiss", text: "" };
		expect((await ask("李强", "/decide", again)).text).toContain("须写明理由");
	});

	test("look twice at what the other one decided, never at their own", async () => {
		const sample = await ask("王芳", "/second-look?share=100");
		expect(sample.text).toContain("李强");
		// The first form of that address narrows the list.
		const text = sample.text.split('method="post" action="/second-look"').slice(1).join("");
		const { csrf: _, ...fields } = fieldsOf({ ...sample, text: `action="/second-look"${text}` }, "/second-look");
		expect((await ask("王芳", "/second-look", { ...fields, csrf: csrfOf(sample), agrees: "0" })).text).toContain("须写明理由");
		expect((await ask("王芳", "/second-look", { ...fields, csrf: csrfOf(sample), agrees: "1" })).status).toBe(303);
		expect((await ask("王芳", "/second-look", { ...fields, csrf: csrfOf(sample), agrees: "1" })).text).toContain("别人已经复核");
		expect(given.desk.people.looksByPerson()).toEqual([{ decided_by: "李强", n: 1, agreed: 1 }]);
		expect((await send("李强", "/second-look", "/second-look", { ...fields, agrees: "1" })).text).toContain(
			"自己的处理由别人复核",
		);
		expect((await given.desk.record.check("2026-01-01T00:00:00Z")).broken).toEqual([]);
	});

	test("find their own lines in the log, by person, action and day", async () => {
		const rows = async (query: string) => (await ask("王芳", `/log?${query}`)).text.split("<tr>").length - 2;
		const all = await rows("");
		const [hers, his] = [await rows(`who=${encodeURIComponent("王芳")}`), await rows(`who=${encodeURIComponent("李强")}`)];
		expect([hers > 0, his > 0, hers + his]).toEqual([true, true, all]);
		expect(await rows("action=confirm")).toBe(1);
		expect([await rows("from=2026-01-10&to=2026-01-10"), await rows("from=2026-01-11")]).toEqual([all, -1]);
	});

	test("keep their choice and their words where a bulk decision is refused", async () => {
		const [row] = listFindings(given.desk.index, { state: "todo", cause: "report" });
		const form = { list: "state=todo&cause=report", scope: "chosen", action: "dismiss", text: "", chosen: String(row?.id) };
		const refused = await send("李强", "/findings?state=todo", "/bulk", form);
		expect(refused.status).toBe(400);
		expect(refused.text).toContain("认定“不成立”须写明理由");
		expect(refused.text).toMatch(new RegExp(`value="${row?.id}" checked`));
		const none = await send("李强", "/findings?state=todo", "/bulk", { ...form, chosen: "", text: "口径不同" });
		expect(none.text).toMatch(/没有选择任何问题[\s\S]*value="口径不同"/);
	});

	test("keep views under names of their own", async () => {
		const saved = await send("李强", "/findings", "/views", { name: "错误", path: "/findings", query: "severity=error" });
		expect(saved.location).toBe("/findings?severity=error");
		expect((await ask("李强", "/findings")).text).toContain('href="/findings?severity=error">错误</a>');
		expect((await ask("王芳", "/findings")).text).not.toContain('severity=error">错误');
		const [view] = given.desk.people.views("李强");
		await send("王芳", "/findings", "/views/drop", { id: String(view?.id), back: "/findings" });
		expect(given.desk.people.views("李强")).toHaveLength(1);
		await send("李强", "/findings", "/views/drop", { id: String(view?.id), back: "https://elsewhere.example" });
		expect(given.desk.people.views("李强")).toHaveLength(0);
	});
});

function wishFor({ desk }: TestDesk, fingerprint: string) {
	const row = listFindings(desk.index, {}).find((finding) => finding.fingerprint === fingerprint);
	return {
		fingerprint,
		expected: desk.decisions.standing(fingerprint).version,
		figures: row?.figures ?? "",
		about: JSON.stringify({ issuer: row?.issuer, year: row?.year, rule: row?.rule, message: row?.message, name: row?.name }),
	};
}
