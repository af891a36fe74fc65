import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sampleAsHtml } from "../site/pages.ts";
import type { Route, Site } from "../site/server.ts";
import { startSite } from "../site/server.ts";
import { gouji } from "../support/command.ts";

const ORGANS = [..."甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"].map((name) => `青石市${name}区水务局`);
const titleOf = (organ: string) => `${organ}2021年政府信息公开工作年度报告`;
/** A list of these links; no day stands beside them, so that nothing is late. */
const listPage = (links: readonly (readonly [href: string, title: string])[]) =>
	`<!doctype html><meta charset="utf-8"><ul>${links.map(([href, title]) => `<li><a href="${href}">${title}</a></li>`).join("")}</ul>`;
const folder = mkdtempSync(join(tmpdir(), "gouji-mixed-"));
const sites: Site[] = [];

afterAll(async () => {
	await Promise.all(sites.map((site) => site.close()));
	rmSync(folder, { recursive: true, force: true });
});

async function start(routes: Readonly<Record<string, Route>>): Promise<Site> {
	const site = await startSite(routes);
	sites.push(site);
	return site;
}

/** A site whose list answers and whose sixty pages never do. */
function tarpit(): Promise<Site> {
	const links = Array.from({ length: 60 }, (_, i) => [`/t${i}.html`, titleOf("青石市泥区水务局")] as const);
	const pages = Object.fromEntries(links.map(([href]) => [href, { delayMs: 3_600_000, body: "" }]));
	return start({ "/": { body: listPage(links) }, ...pages });
}

/** A site that sends what is made to stop a reader, and a report in another organ's name. */
function hostile(forged: string): Promise<Site> {
	const names = ["deep", "spaces", "border", "endless", "forged"];
	const links = names.map((name) => [`/${name}.html`, titleOf("青石市恶区水务局")] as const);
	const text = (body: string) => ({ body: `<html><title>${titleOf("青石市恶区水务局")}</title><body>${body}</body></html>` });
	return start({
		"/": { body: listPage(links) },
		"/deep.html": text("<b>".repeat(400_000)),
		"/spaces.html": text(`<record>${" ".repeat(400_000)}<table style="${"border".repeat(200_000)}"><tr><td>1</td></tr></table>`),
		"/border.html": text(`<table>${'<tr><td rowspan="99999" colspan="99999">1</td></tr>'.repeat(3000)}</table>`),
		"/endless.html": { isEndless: true },
		"/forged.html": { body: forged },
	});
}

interface Published {
	readonly issuer: { readonly name: string };
	readonly quality: { readonly status: string };
	readonly findings: readonly { readonly rule: string; readonly verdict: string; readonly severity: string }[];
}

test("of twenty sites one is a tarpit and one hostile: the other eighteen are whole", { timeout: 240_000 }, async () => {
	const sample = await sampleAsHtml("bureau-2021-ruled");
	const own = /云浦区水务局/g;
	const good = await Promise.all(
		ORGANS.map((organ) =>
			start({ "/": { body: listPage([["/r.html", titleOf(organ)]]) }, "/r.html": { body: sample.replaceAll(own, organ) } }),
		),
	);
	// The hostile site's forgery comes first in every order, and has another organ's name over wrong figures.
	const forged = sample.replaceAll(own, ORGANS[0] ?? "").replace(/<span>\d+<\/span>/g, "<span>7</span>");
	const [stuck, evil] = [await tarpit(), await hostile(forged)];
	const all = [
		{ id: "tarpit", issuer: "青石市泥区水务局", url: `${stuck.origin}/` },
		{ id: "hostile", issuer: "青石市恶区水务局", url: `${evil.origin}/` },
		...good.map(({ origin }, i) => ({ id: `good-${i}`, issuer: ORGANS[i], url: `${origin}/` })),
	];
	const config = {
		sources: all.map((source) => ({ ...source, kind: "list" })),
		politeness: { delay_seconds: 0.01, backoff_seconds: 0.02, tries: 1 },
		limits: { seconds: 3, megabytes: 5 },
		private_hosts: ["127.0.0.1"],
		roster: all.map(({ issuer }) => ({ name: issuer })),
	};
	writeFileSync(join(folder, "night.yaml"), JSON.stringify(config));
	const { code, stdout, stderr } = await gouji(["run", "night.yaml", "--json"], { cwd: folder });
	expect(code, stderr).toBe(1);
	const told = JSON.parse(stdout) as Record<string, readonly { readonly url: string; readonly issuer?: string }[]>;

	const place = join(folder, "output", "data", "reports");
	const reports = readdirSync(place).map((name) => JSON.parse(readFileSync(join(place, name), "utf8")) as Published);
	expect(reports.map(({ issuer }) => issuer.name).toSorted(), JSON.stringify(told.failed)).toEqual(ORGANS.toSorted());
	for (const { issuer, quality, findings } of reports) {
		const accused = findings.filter(({ severity, verdict }) => severity === "error" && verdict === "broken");
		expect([issuer.name, quality.status, accused.map(({ rule }) => rule)]).toEqual([issuer.name, "verified", []]);
	}
	// Both are named, and nobody is late on account of what was not seen there.
	const troubled = ["failed", "blocked", "postponed", "held"].flatMap((kind) => (told[kind] ?? []).map(({ url }) => url));
	for (const { origin } of [stuck, evil]) expect(troubled.some((url) => url.startsWith(origin))).toBe(true);
	expect((told.late ?? []).filter(({ issuer }) => /泥|恶/.test(issuer ?? ""))).toEqual([]);
	expect((told.held ?? []).map(({ url }) => url)).toEqual([`${evil.origin}/forged.html`]);
	// A host that does not answer is left alone after a few tries.
	expect(stuck.log.length).toBeLessThan(15);
});
