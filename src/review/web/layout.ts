import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { DeskEnv } from "./desk-env.ts";

/** The desk's views, as in the navigation. */
const VIEWS = [
	["/", "总览"],
	["/findings?state=todo", "问题清单"],
	["/reading", "待核对识别"],
	["/reports", "年报"],
	["/owed", "应报未读"],
	["/issuers", "机关"],
	["/letters", "发文整改"],
	["/people", "分工"],
	["/outputs", "导出"],
	["/log", "处理记录"],
] as const;

/** A page of the desk: its place in the navigation, its name and what is in it. `body` is the content of `main`. */
export function page(
	c: Context<DeskEnv>,
	{ title, view = "", body, wide = false }: { title: string; view?: string; body: Html; wide?: boolean },
	status: 200 | 400 | 401 | 403 | 404 | 409 | 429 | 500 = 200,
): Response {
	const user = c.get("user") as DeskEnv["Variables"]["user"] | undefined;
	const text = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 勾稽</title><link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/desk.css"><script src="/assets/desk.js" defer></script>${twinLink(c)}</head>
<body><a class="skip" href="#main">跳到正文</a>
<header class="top"><span class="brand">勾稽 <small>年报核查</small></span>${user ? navigation(view, user, c) : undefined}</header>
<main id="main" tabindex="-1"${wide ? html` class="wide"` : undefined}>${body}</main>
${user ? KEYS : undefined}</body></html>
`;
	return c.html(text.text, status);
}

/** Pages that the API has a twin of. */
const TWINS: readonly (readonly [RegExp, string])[] = [
	[/^\/$/, "/api/overview"],
	[/^\/(reports|findings|issuers|owed|log)$/, "/api/$1"],
	[/^\/reading$/, "/api/findings?cause=reading"],
	[/^\/report\/([^/]+)$/, "/api/reports/$1"],
];

/** Tells programs where the same is as JSON. */
function twinLink(c: Context<DeskEnv>): Html | undefined {
	const { pathname } = new URL(c.req.url);
	const twin = TWINS.find(([pattern]) => pattern.test(pathname));
	return twin && html`<link rel="alternate" type="application/json" href="${pathname.replace(twin[0], twin[1])}">`;
}

/** The hidden field that every form carries. */
export function csrfField(c: Context<DeskEnv>): Html {
	return html`<input type="hidden" name="csrf" value="${c.get("csrf")}">`;
}

function navigation(view: string, user: DeskEnv["Variables"]["user"], c: Context<DeskEnv>): Html {
	const links: readonly (readonly [string, string])[] =
		user.role === "admin" && c.get("isSignedIn") ? [...VIEWS, ["/users", "用户"]] : VIEWS;
	return html`<nav aria-label="主导航"><ul>${links.map(([href, name]) => html`<li><a href="${href}"${href.split("?")[0] === view ? html` aria-current="page"` : undefined}>${name}</a></li>`)}</ul></nav>
${user.role === "viewer" ? undefined : html`<form method="post" action="/undo" data-undo hidden>${csrfField(c)}</form>`}<form class="who" method="post" action="/logout">${csrfField(c)}<span>${user.name}</span> <button type="button" class="plain" data-keys aria-haspopup="dialog">键盘 <kbd>?</kbd></button>${c.get("isSignedIn") ? html`<button class="plain">退出</button>` : undefined}</form>`;
}

const KEYS = html`<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">键盘操作</h2><dl>
<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>下一个、上一个问题</dd><dt><kbd>c</kbd></dt><dd>确认问题</dd><dt><kbd>d</kbd></dt><dd>不成立（须写理由）</dd>
<dt><kbd>a</kbd></dt><dd>询问机关</dd><dt><kbd>r</kbd></dt><dd>已整改</dd><dt><kbd>n</kbd></dt><dd>写备注</dd><dt><kbd>u</kbd></dt><dd>撤销自己的上一个处理</dd>
<dt><kbd>x</kbd></dt><dd>勾选所选的一行</dd><dt><kbd>Ctrl</kbd>+<kbd>Enter</kbd></dt><dd>保存写好的理由</dd><dt><kbd>Esc</kbd></dt><dd>离开输入框</dd><dt><kbd>Enter</kbd></dt><dd>打开所选的一行</dd><dt><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> <kbd>9</kbd></dt><dd>原件放大、缩小、适宽、整页</dd><dt><kbd>o</kbd> <kbd>m</kbd></dt><dd>旋转、放大镜</dd><dt><kbd>/</kbd></dt><dd>查找机关</dd><dt><kbd>?</kbd></dt><dd>本说明</dd></dl>
<form method="dialog"><button>关闭</button></form></dialog>`;
