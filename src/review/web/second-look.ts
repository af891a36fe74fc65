import type { Context } from "hono";
import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { reportsWith } from "../search-index/keyset.ts";
import { findingsOf } from "../search-index/lists.ts";
import type { FindingStatus } from "../store/decisions.ts";
import { refused } from "./decide.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField, page } from "./layout.ts";
import { reportHref } from "./parts.ts";
import type { DeskApp } from "./server.ts";
import { STATE_WORDS } from "./words.ts";

const SHARES = [5, 10, 20, 50, 100] as const;
const SHOWN = 50;

const Look = z.object({
	fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
	version: z.coerce.number().int().min(1),
	agrees: z.enum(["0", "1"]),
	text: z.string().trim().max(500).default(""),
	share: z.coerce.number().int().min(1).max(100).default(10),
});

/** A second person looks at a share of what others decided; which ones is told by the finding, so that nobody picks them. */
export function mountSecondLook(app: DeskApp, desk: Desk, now: () => string): void {
	app.get("/second-look", (c) => {
		const share = SHARES.find((known) => String(known) === c.req.query("share")) ?? 10;
		const who = (c.req.query("who") ?? "").slice(0, 100);
		return page(c, { title: "抽查复核", view: "/people", body: secondLookBody(c, desk, { share, who }) });
	});
	app.post("/second-look", async (c) => {
		const parsed = Look.safeParse(await c.req.parseBody());
		if (!parsed.success) return refused(c, "表单不完整，请返回刷新后再试。");
		const { fingerprint, version, text, share } = parsed.data;
		const standing = desk.decisions.standing(fingerprint);
		const me = c.get("user").name;
		const wrong = lookFault(standing, { ...parsed.data, me });
		if (wrong !== undefined) return refused(c, wrong);
		const agrees = parsed.data.agrees === "1";
		const look = { at: now(), who: me, fingerprint, version, decided_by: standing.who, agrees: agrees ? 1 : 0, text } as const;
		if (!desk.people.lookAgain(look)) return refused(c, "别人已经复核了这一项。");
		desk.record.seal();
		const [place] = reportsWith(desk.index, fingerprint);
		// Who disagrees decides anew, with the finding before them.
		return c.redirect(agrees || !place ? `/second-look?share=${share}` : reportHref(place.name, { finding: fingerprint }), 303);
	});
}

/** Why it is no second look; undefined where it is one. */
function lookFault(
	{ version, state, who }: FindingStatus,
	sent: { readonly version: number; readonly agrees: "0" | "1"; readonly text: string; readonly me: string },
): string | undefined {
	if (version !== sent.version || state === "open") return "这个问题在您打开之后又有处理，请刷新后再看。";
	if (who === sent.me) return "自己的处理由别人复核。";
	return sent.agrees === "0" && sent.text === "" ? "不同意的须写明理由。" : undefined;
}

function secondLookBody(c: Context<DeskEnv>, desk: Desk, { share, who }: { readonly share: number; readonly who: string }): Html {
	const sampled = sampleOf(desk, { share, who, me: c.get("user").name });
	const looks = desk.people.looksByPerson();
	const rows = sampled.slice(0, SHOWN).flatMap(({ fingerprint }) => {
		const standing = desk.decisions.standing(fingerprint);
		const [place] = reportsWith(desk.index, fingerprint);
		const row = place && findingsOf(desk.index, place.name).find((finding) => finding.fingerprint === fingerprint);
		if (!row) return [];
		return html`<tr><td>${row.issuer}<br><small>${row.year}年</small></td><td class="wrap"><a href="${reportHref(row.name, { finding: fingerprint })}">${row.message}</a></td><td>${STATE_WORDS[standing.state]}<br><small>${standing.who}</small></td><td class="wrap">${standing.reason}</td><td>${c.get("user").role === "viewer" ? undefined : lookForm(c, standing, share)}</td></tr>`;
	});
	return html`<h1>抽查复核</h1><p>按比例抽出别人处理过的问题，由第二人复核。抽中哪些由问题本身决定，同一比例总是同样的那些。</p>
<form class="filters" method="get" action="/second-look"><label>比例 <select name="share">${SHARES.map((value) => html`<option value="${value}"${value === share ? html` selected` : undefined}>${value}%</option>`)}</select></label><label>处理人 <select name="who"><option value="">全部</option>${desk.decisions.persons().map((name) => html`<option${name === who ? html` selected` : undefined}>${name}</option>`)}</select></label><button>抽取</button></form>
<p>待复核${sampled.length}个。</p>${rows.length === 0 ? html`<p class="empty">没有待复核的处理。</p>` : html`<div class="scroll" tabindex="0" role="region" aria-label="待复核的处理"><table class="rows" data-rows><thead><tr><th scope="col">机关</th><th scope="col">问题</th><th scope="col">处理</th><th scope="col">理由</th><th scope="col">复核</th></tr></thead><tbody>${rows}</tbody></table></div>`}
${looks.length === 0 ? undefined : html`<h2>复核结果</h2><div class="scroll" tabindex="0" role="region" aria-label="复核结果"><table><thead><tr><th scope="col">处理人</th><th scope="col" class="n">已复核</th><th scope="col" class="n">一致</th><th scope="col" class="n">不一致</th></tr></thead><tbody>${looks.map(({ decided_by, n, agreed }) => html`<tr><th scope="row">${decided_by}</th><td class="n">${n}</td><td class="n">${agreed}</td><td class="n">${n - agreed}</td></tr>`)}</tbody></table></div>`}`;
}

function lookForm(c: Context<DeskEnv>, { fingerprint, version }: FindingStatus, share: number): Html {
	return html`<form method="post" action="/second-look">${csrfField(c)}<input type="hidden" name="fingerprint" value="${fingerprint}"><input type="hidden" name="version" value="${version}"><input type="hidden" name="share" value="${share}"><button name="agrees" value="1">同意</button> <label><span class="sr">不同意的理由</span><input name="text" size="10" maxlength="500" placeholder="理由"></label> <button name="agrees" value="0">不同意</button></form>`;
}

/** Decisions of others that fall into the sample and nobody has looked at twice. */
function sampleOf(
	desk: Desk,
	{ share, who, me }: { readonly share: number; readonly who: string; readonly me: string },
): ReturnType<Desk["people"]["unlooked"]> {
	return desk.people.unlooked(me, who === "" ? undefined : who).filter(({ fingerprint }) => placeOf(fingerprint) < share);
}

/** Where a finding lies among a hundred, alike for everybody and not to be foreseen by its order (FNV-1a). */
function placeOf(fingerprint: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < fingerprint.length; i++) hash = Math.imul(hash ^ fingerprint.charCodeAt(i), 0x01000193);
	// The last step mixes: without it the last character alone would tell much of the place.
	return ((hash ^ (hash >>> 15)) >>> 0) % 100;
}
