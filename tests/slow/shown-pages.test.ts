import { expect, test } from "vitest";
import type { Site } from "../site/server.ts";
import { startSite } from "../site/server.ts";
import { findChromium } from "../support/chromium.ts";
import { lookAt } from "../support/look.ts";

const program = findChromium();
const title = (organ: string) => `${organ}2025年政府信息公开工作年度报告`;
const SCRIPT = `
	const show = (rows) => { document.getElementById("app").innerHTML = rows.map(([href, text]) => "<p><a href='" + href + "'>" + text + "</a></p>").join(""); };
	fetch("/closed/spy").catch(() => {});
	new Image().src = "/picture.png";
	fetch("http://169.254.169.254/latest").catch(() => {});
	try { new WebSocket("ws://" + location.host + "/socket"); } catch {}
	const list = location.pathname === "/nb/" ? fetch("/api/list", { method: "POST", body: "{}", headers: { "content-type": "application/json" } }).then((a) => a.json()).then(show) : show([["/f/1.pdf", "附件"]]);
`;

async function shellSite(): Promise<Site> {
	const shell = {
		body: '<!doctype html><html><head><title>年报</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>',
	};
	return startSite({
		"/robots.txt": { type: "text/plain", body: "User-agent: *\nDisallow: /closed/\n" },
		"/nb/": shell,
		"/d/1": shell,
		"/app.js": { type: "text/javascript", body: SCRIPT },
		"/api/list": (request) =>
			request.method === "POST"
				? {
						type: "application/json",
						body: JSON.stringify([
							["/d/1", title("甲市教育局")],
							["/d/2", "机构职能"],
						]),
					}
				: { status: 405 },
		"/f/1.pdf": { type: "application/pdf", body: "%PDF-1.7\n" },
	});
}

test.skipIf(program === undefined)(
	"a browser shows pages that scripts fill, and asks for nothing by itself",
	async () => {
		const site = await shellSite();
		try {
			const source = { kind: "list", url: `${site.origin}/nb/`, shown: true };
			const { references, troubles } = await lookAt(source, { program: program ?? "" });
			expect(references.map(({ url, title: of }) => [url.slice(site.origin.length), of])).toEqual([
				["/f/1.pdf", title("甲市教育局")],
			]);
			expect(troubles).toEqual([]);
			const asked = site.log.map(({ method, path }) => `${method} ${path}`);
			expect(asked.toSorted()).toEqual(["GET /app.js", "GET /d/1", "GET /nb/", "GET /robots.txt", "POST /api/list"]);
			expect(site.log.every(({ userAgent }) => userAgent === "gouji-test")).toBe(true);
			const spans = site.log.map(({ at, endedAt }) => [at, endedAt.value] as const);
			expect(spans.every(([at], i) => i === 0 || at >= (spans[i - 1]?.[1] ?? 0) - 5)).toBe(true);
		} finally {
			await site.close();
		}
	},
	180_000,
);

test.skipIf(program === undefined)(
	"a page whose script asked its own site in vain is in doubt",
	async () => {
		const site = await startSite({
			"/nb/": {
				body: `<!doctype html><html><body><div id="app"></div><script src="/app.js"></script></body></html>`,
			},
			"/app.js": {
				type: "text/javascript",
				body: `document.getElementById("app").innerHTML = "<p><a href='/f/1.pdf'>${title("甲市教育局")}</a></p>"; fetch("/api/more").catch(() => {});`,
			},
			"/api/more": { status: 500 },
		});
		try {
			const source = { kind: "list", url: `${site.origin}/nb/`, shown: true };
			const { references, troubles } = await lookAt(source, { program: program ?? "" });
			expect(references.length).toBe(1);
			expect(troubles.map(({ detail }) => detail)).toContainEqual(expect.stringContaining(`${site.origin}/api/more`));
		} finally {
			await site.close();
		}
	},
	180_000,
);

test("without a browser a shell is told as one", async () => {
	const site = await shellSite();
	try {
		const { troubles } = await lookAt({ kind: "list", url: `${site.origin}/nb/`, shown: true });
		expect(troubles.map(({ doubt }) => doubt)).toEqual(["list-not-read", "nothing-found"]);
	} finally {
		await site.close();
	}
});
