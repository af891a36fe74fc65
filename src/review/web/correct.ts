import type { Context } from "hono";
import { z } from "zod";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { findingsOf } from "../search-index/lists.ts";
import { refused } from "./decide.ts";
import type { DeskEnv } from "./desk-env.ts";
import { page } from "./layout.ts";
import { takeNext } from "./next-finding.ts";
import { reportHref } from "./parts.ts";
import { isCorrectable, reportView } from "./report-view.ts";
import type { DeskApp } from "./server.ts";
import type { ViewTools } from "./view-tools.ts";

const Correction = z.object({
	name: z.string().max(300),
	path: z.string().max(200),
	version: z.coerce.number().int().min(0),
	value: z.string().max(40),
	reason: z.string().trim().max(500),
	finding: z.string().max(40).default(""),
	list: z.string().max(2000).default(""),
	withdraw: z.literal("1").optional(),
});

const many = (most: number) =>
	z
		.union([z.string().max(most), z.array(z.string().max(most)).max(100)])
		.default([])
		.transform((given) => [given].flat());

const CorrectionSet = z.object({
	name: z.string().max(300),
	/** One of each for every figure that is shown, in the same order. */
	path: many(200),
	seen: many(40),
	version: many(10),
	value: many(40),
	/** Places in these lists that were looked at; all of them with `all`. */
	looked: many(3),
	all: z.literal("1").optional(),
	finding: z.string().max(40).default(""),
	list: z.string().max(2000).default(""),
});

type CorrectionTools = Pick<ViewTools, "pictures" | "now" | "presence">;

/** Takes corrections of figures, and figures that a person found to be read right. */
export function mountCorrections(app: DeskApp, desk: Desk, tools: CorrectionTools): void {
	app.post("/correct", (c) => correct(c, desk, tools));
	app.post("/correct/set", (c) => correctSet(c, desk, tools));
}

/** Keeps every figure that was looked at, right or corrected, in one save, and goes on to the next finding where this one fell. */
async function correctSet(c: Context<DeskEnv>, desk: Desk, { pictures, now, presence }: CorrectionTools): Promise<Response> {
	const parsed = CorrectionSet.safeParse(await c.req.parseBody({ all: true }));
	if (!parsed.success) return refused(c, "表单不完整，请返回刷新后再试。");
	const { name, finding, list } = parsed.data;
	const typed = typedIn(parsed.data);
	if (typed.length === 0) return refused(c, "没有核对任何数字：请用 Tab 经过，或勾选“已核对”。");
	if (typed.some(({ value }) => value === undefined)) return refused(c, "请填数字；页面上是空白的，请清空。");
	const view = await reportView(desk, pictures, name, {});
	if (!view) return refused(c, "这份报告已不在最新的结果中。", 404);
	const common = { at: now(), who: c.get("user").name, sha256: view.report.source.sha256, is_withdrawn: 0 as const };
	const wishes = typed.flatMap(({ path, value = null, seen, expected }) => {
		const read = view.asRead.get(path);
		if (!read || String(read.value ?? "") !== seen || !isCorrectable(view, path)) return [];
		const reason = value === read.value ? "对照原件，识别无误" : "对照原件";
		return [{ wish: { ...common, path, value, before: read.value, reason }, expected }];
	});
	const row = findingsOf(desk.index, name).find(({ fingerprint }) => fingerprint === finding);
	const back = reportHref(name, { ...(finding === "" ? {} : { finding }), list });
	if (wishes.length < typed.length || !(await desk.correctAll(wishes))) return changedMeanwhile(c, back);
	const stands = findingsOf(desk.index, name).some(({ fingerprint }) => fingerprint === finding);
	if (stands || row === undefined || list === "") return c.redirect(`${stands ? back : reportHref(name, { list })}#doubts`, 303);
	const next = takeNext(desk, list, { after: row, presence, who: common.who });
	return c.redirect(next ? reportHref(next.name, { finding: next.fingerprint, list }) : `/reading?${list}`, 303);
}

function typedIn({ path, seen, version, value, looked, all }: z.infer<typeof CorrectionSet>) {
	const wanted = new Set(looked.map(Number));
	return path.flatMap((own, i) =>
		all === undefined && !wanted.has(i)
			? []
			: [{ path: own, seen: seen[i] ?? "", expected: Number(version[i] ?? 0), value: parseValue(value[i] ?? "") }],
	);
}

function changedMeanwhile(c: Context<DeskEnv>, back: string): Response {
	const body = html`<h1>没有保存：情况已变</h1><p role="alert">您打开之后，别人已经改过其中的数字，或读法变了。全部没有保存，请先看现在的数字。</p><p><a href="${back}">看现在的数字</a></p>`;
	return page(c, { title: "情况已变", body }, 409);
}

/** Keeps what a person read on the page as a new version of the figure, and checks the report again. */
async function correct(c: Context<DeskEnv>, desk: Desk, { pictures, now }: CorrectionTools): Promise<Response> {
	const parsed = Correction.safeParse(await c.req.parseBody());
	if (!parsed.success) return refused(c, "表单不完整，请返回刷新后再试。");
	const { name, path, version, reason, finding, list, withdraw } = parsed.data;
	const value = parseValue(parsed.data.value);
	if (value === undefined && withdraw === undefined) return refused(c, "请填一个数字；页面上是空白的，请清空。");
	const view = await reportView(desk, pictures, name, {});
	const read = view?.asRead.get(path);
	if (!view || !read) return refused(c, "这个数字已不在最新的报告中。", 404);
	if (!isCorrectable(view, path)) return refused(c, "这个数字来自文字层，不能改正。");
	const isKept = await desk.correct(
		{
			at: now(),
			who: c.get("user").name,
			sha256: view.report.source.sha256,
			path,
			value: value ?? null,
			before: read.value,
			reason: reason === "" ? (value === read.value ? "对照原件，识别无误" : "对照原件") : reason,
			is_withdrawn: withdraw === undefined ? 0 : 1,
		},
		version,
	);
	const back = reportHref(name, { ...(finding === "" ? {} : { finding }), cell: path, list });
	if (isKept) return c.redirect(back, 303);
	return changedMeanwhile(c, back);
}

/** A figure as people type it; null for nothing; undefined for what is none. */
function parseValue(text: string): number | null | undefined {
	const plain = text.normalize("NFKC").replaceAll(/[\s,]/g, "");
	if (plain === "") return null;
	return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}
