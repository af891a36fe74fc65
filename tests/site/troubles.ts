import { samplePdf } from "./pages.ts";
import type { Site } from "./server.ts";
import { startSite } from "./server.ts";

/** Sites that do everything that goes wrong, each a host of its own, and one that is well. */
export interface Troubles {
	readonly odd: Site;
	readonly wall: Site;
	readonly refusing: Site;
	readonly busy: Site;
	readonly broken: Site;
	readonly config: string;
	readonly close: () => Promise<void>;
}

/** Answers that must come to nothing, by path, and why. */
export const ODD: Readonly<Record<string, RegExp>> = {
	"/slow.pdf": /did not answer whole/,
	"/cut.pdf": /cannot be reached|did not answer/,
	"/endless.pdf": /larger than/,
	"/big-gzip.pdf": /larger than/,
	"/loop.pdf": /more than 5 redirects/,
	"/to-metadata.pdf": /169\.254\.169\.254 is a private address/,
	"/to-file.pdf": /file: is not fetched/,
	"/to-nowhere.pdf": /redirect to no address|is not fetched/,
	"/page.pdf": /a web page instead/,
	"/soft.pdf": /says it does not exist/,
	"/login.pdf": /a login page/,
	"/gone.pdf": /the server answered 410/,
	"/teapot.pdf": /the server answered 400/,
	"/empty.pdf": /empty/,
	"/article.html": /no document and no table that can be read$/,
	"/a.doc": /the server answered 404/,
	"/pictures.html": /it carries pictures/,
};

/** Starts the sites. */
export async function startTroubles(): Promise<Troubles> {
	const { gzipSync } = await import("node:zlib");
	const pdf = await samplePdf("bureau-2021-ruled");
	const odd = await startSite({
		"/good.pdf": { type: "text/html", body: pdf },
		"/moved.pdf": { status: 302, headers: { location: "/good.pdf?a=1" } },
		"/slow.pdf": { body: pdf, delayMs: 5000 },
		"/cut.pdf": { body: pdf, isCut: true },
		"/endless.pdf": { type: "application/pdf", isEndless: true },
		"/big-gzip.pdf": { headers: { "content-encoding": "gzip" }, body: new Uint8Array(gzipSync(Buffer.alloc(40_000_000))) },
		"/loop.pdf": { status: 302, headers: { location: "/loop2.pdf" } },
		"/loop2.pdf": { status: 301, headers: { location: "/loop.pdf" } },
		"/to-metadata.pdf": { status: 302, headers: { location: "http://169.254.169.254/latest/" } },
		"/to-file.pdf": { status: 302, headers: { location: "file:///etc/passwd" } },
		"/to-nowhere.pdf": { status: 302, headers: { location: "http://[bad" } },
		"/page.pdf": { type: "application/pdf", body: "<html><body><p>系统维护中</p></body></html>" },
		"/soft.pdf": { body: "<html><body>您访问的页面不存在</body></html>" },
		"/login.pdf": { body: "<html><form><input type='password'></form></html>" },
		"/gone.pdf": { status: 410, body: "gone" },
		"/teapot.pdf": { status: 400, body: "bad" },
		"/empty.pdf": { type: "application/pdf", body: "" },
		"/article.html": { body: "<html><body><p>没有附件</p></body></html>" },
		"/old-word.html": {
			body: '<html><body><div id="zoom"><a href="/a.doc">年度报告</a><a href="/download?id=7">年度报告.ofd</a></div></body></html>',
		},
		"/pictures.html": { body: '<html><body><div id="zoom"><p><img src="1.jpg"><img src="2.jpg"></p></div></body></html>' },
	});
	const wall = await startSite({
		"/a.pdf": { status: 521, body: "<script>document.cookie='__jsl'</script>" },
		"/b.pdf": { body: pdf },
	});
	const refusing = await startSite(
		Object.fromEntries(["1", "2", "3", "4", "5"].map((n) => [`/${n}.pdf`, { status: 403, body: "Forbidden" }])),
	);
	const busy = await startSite({ "/x.pdf": { status: 503, headers: { "retry-after": "3600" } }, "/y.pdf": { body: pdf } });
	const broken = await startSite({ "/robots.txt": { status: 500 }, "/r.pdf": { body: pdf } });
	const all = [odd, wall, refusing, busy, broken];
	const urls = {
		odd: ["/good.pdf", "/moved.pdf", "/old-word.html", ...Object.keys(ODD)].map((path) => odd.origin + path),
		wall: ["/a.pdf", "/b.pdf"].map((path) => wall.origin + path),
		refusing: ["1", "2", "3", "4", "5"].map((n) => `${refusing.origin}/${n}.pdf`),
		busy: ["/x.pdf", "/y.pdf"].map((path) => busy.origin + path),
		broken: [`${broken.origin}/r.pdf`],
	};
	const config = JSON.stringify({
		sources: Object.entries(urls).map(([id, addresses]) => ({ id, kind: "urls", urls: addresses })),
		politeness: { delay_seconds: 0.01, backoff_seconds: 0.02, tries: 2, longest_wait_seconds: 1 },
		limits: { seconds: 1, megabytes: 3 },
		private_hosts: ["127.0.0.1"],
		roster: [
			{ name: "云浦区水务局", deadline: "01-31" },
			{ name: "从未公布局", deadline: "01-31" },
		],
		roster_from: 2021,
		metrics: "gouji.prom",
	});
	return {
		odd,
		wall,
		refusing,
		busy,
		broken,
		config,
		close: async () => {
			await Promise.all(all.map((site) => site.close()));
		},
	};
}
