import type { Context } from "hono";
import { z } from "zod";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { refused } from "./decide.ts";
import type { DeskEnv } from "./guard.ts";
import { page } from "./layout.ts";
import { reportHref } from "./parts.ts";
import { doubtfulCells, isCorrectable, reportView } from "./report-view.ts";
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

const AllRight = z.object({
	name: z.string().max(300),
	right: z.union([z.string().max(260), z.array(z.string().max(260)).max(50)]),
	finding: z.string().max(40).default(""),
	list: z.string().max(2000).default(""),
});

/** Takes corrections of figures, and figures that a person found to be read right. */
export function mountCorrections(app: DeskApp, desk: Desk, tools: Pick<ViewTools, "pictures" | "now">): void {
	app.post("/correct", (c) => correct(c, desk, tools));
	app.post("/correct/all", (c) => confirmAll(c, desk, tools));
}

/** Keeps figures as they were read; those that somebody corrected meanwhile, or that are read otherwise now, stay as they are. */
async function confirmAll(
	c: Context<DeskEnv>,
	desk: Desk,
	{ pictures, now }: Pick<ViewTools, "pictures" | "now">,
): Promise<Response> {
	const parsed = AllRight.safeParse(await c.req.parseBody({ all: true }));
	if (!parsed.success) return refused(c, "表单不完整，请返回刷新后再试。");
	const { name, right, finding, list } = parsed.data;
	const view = await reportView(desk, pictures, name, {});
	if (!view) return refused(c, "这份报告已不在最新的结果中。", 404);
	const seen = new Map([right].flat().map((pair) => [pair.split("=")[0] ?? "", pair.split("=")[1] ?? ""]));
	const wishes = doubtfulCells(view).filter(
		({ path, value }) => seen.get(path) === String(value ?? "") && isCorrectable(view, path),
	);
	const common = {
		at: now(),
		who: c.get("user").name,
		sha256: view.report.source.sha256,
		reason: "对照原件，识别无误",
		is_withdrawn: 0 as const,
	};
	await desk.correctAll(wishes.map(({ path, value }) => ({ ...common, path, value, before: value })));
	return c.redirect(`${reportHref(name, { ...(finding === "" ? {} : { finding }), list })}#doubts`, 303);
}

/** Keeps what a person read on the page as a new version of the figure, and checks the report again. */
async function correct(
	c: Context<DeskEnv>,
	desk: Desk,
	{ pictures, now }: Pick<ViewTools, "pictures" | "now">,
): Promise<Response> {
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
	const body = html`<h1>没有保存：情况已变</h1><p role="alert">您打开之后，别人已经改过这个数字。请先看他们的改正。</p><p><a href="${back}">看现在的数字</a></p>`;
	return page(c, { title: "情况已变", body }, 409);
}

/** A figure as people type it; null for nothing; undefined for what is none. */
function parseValue(text: string): number | null | undefined {
	const plain = text.normalize("NFKC").replaceAll(/[\s,]/g, "");
	if (plain === "") return null;
	return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}
