import type { Context } from "hono";
import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { reportsWith } from "../search-index/keyset.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import { reportHref } from "./parts.ts";
import type { DeskApp } from "./server.ts";
import { ACTION_WORDS } from "./words.ts";

const About = z.object({ issuer: z.string(), year: z.number(), message: z.string() });

/** Whoever was overruled marks it as seen. */
export function mountOverruled(app: DeskApp, desk: Desk): void {
	app.post("/overruled/seen", (c) => {
		desk.people.markOverruledSeen(c.get("user").name);
		return c.redirect("/", 303);
	});
}

/** What others changed of one's own decisions since one last looked, with their reasons. */
export function overruledNotice(c: Context<DeskEnv>, desk: Desk): Html | undefined {
	const told = desk.people.overruled(c.get("user").name);
	if (told.length === 0) return undefined;
	return html`<section class="notice" aria-labelledby="overruled"><h2 id="overruled">您的${told.length}个处理被改变</h2><ul>${told
		.slice(0, 10)
		.map(({ own, by }) => {
			const [place] = reportsWith(desk.index, own.fingerprint);
			const text = aboutOf(own.about);
			const link = place ? html`<a href="${reportHref(place.name, { finding: own.fingerprint })}">${text}</a>` : text;
			return html`<li>${link}：您${ACTION_WORDS[own.action]}，${by.who}于${desk.clock.minuteOf(by.at)}改为${by.action === "undo" ? "撤销" : ACTION_WORDS[by.action]}${by.text === "" ? undefined : html`，“${by.text}”`}</li>`;
		})}</ul>${c.get("user").role === "viewer" ? undefined : html`<form method="post" action="/overruled/seen">${csrfField(c)}<button>知道了</button></form>`}</section>`;
}

function aboutOf(about: string): string {
	try {
		const { issuer, year, message } = About.parse(JSON.parse(about));
		return `${issuer} ${year}年：${message}`;
	} catch {
		// A line of another version is shown as it stands.
		return about;
	}
}
