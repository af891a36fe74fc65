import { describe, expect, test } from "vitest";
import { guessSources } from "../../../src/collecting/probe/guess-sources.ts";
import { configurationYaml, idFor, sourceYaml } from "../../../src/collecting/probe/source-yaml.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

const SITE = "http://www.example.gov.cn";
const guess = (path: string, text: string, media = "html") => {
	const asked = `${SITE}${path}`;
	return guessSources({ asked, url: asked.split("#")[0] ?? asked, media, text, lastYear: 2025 });
};

describe("the kind of source that an address is", () => {
	test.each([
		[
			"a JSON list, by its keys",
			"/api/list?page=1&size=9",
			'{"data":{"total":1,"rows":[{"docTitle":"甲","linkUrl":"/1.html"}]}}',
			{ kind: "json", url: `${SITE}/api/list?page={n}&size=9`, items: "data.rows", link: "linkUrl", title: "docTitle" },
		],
		[
			"a JSON list that counts from 0",
			"/api?pageNo=0",
			'{"list":[{"title":"甲","url":"/1.html"}]}',
			{ kind: "json", url: `${SITE}/api?pageNo={n}`, first_page: 0, items: "list", link: "url", title: "title" },
		],
		[
			"gkmlpt, by its script and the column behind the address",
			"/gkmlpt/index#2461",
			"<script>window._CONFIG={SID:'755001'}</script>",
			{ kind: "json", url: `${SITE}/gkmlpt/api/all/2461?page={n}&sid=755001`, items: "articles", link: "url" },
		],
		[
			"jcms, with what its script says",
			"/col/col1229/index.html",
			'<div class="jpage"></div><script>var unitid="88";var webid = 12;</script>',
			{ kind: "jcms", url: `${SITE}/col/col1229/index.html`, unit: "88", webid: "12" },
		],
		[
			"a module that is asked by year",
			"/nb.jsp",
			'<a href="nb.jsp?fbtime=2024&area=11">2024</a><a href="nb.jsp?fbtime=2025&area=12">2025</a>',
			{ kind: "annual", url: `${SITE}/nb.jsp`, from: 2024, to: 2025, areas: ["11", "12"] },
		],
		["a list", "/nb/", '<a href="1.html">甲</a>', { kind: "list", url: `${SITE}/nb/` }],
	])("%s", (_, path, text, source) => {
		expect(guess(path, text)[0]).toEqual(source);
	});

	test("a document is an address of its own", () => {
		expect(guess("/1.pdf", "", "pdf")).toEqual([{ kind: "urls", urls: [`${SITE}/1.pdf`] }]);
	});

	test("every guess is a source that a configuration may have", () => {
		const [list] = guess("/nb/?a=1&b=%E5%B9%B4#x", "<a href='1.html'>甲</a>");
		if (list === undefined) throw new Error("no guess");
		const yaml = configurationYaml(sourceYaml(idFor(`${SITE}/nb/`), list), {
			userAgent: undefined,
			privateHosts: ["10.0.0.7"],
			delaySeconds: 2,
		});
		const config = nightlyConfig(yaml, "nightly.yaml");
		expect(config.sources).toMatchObject([{ id: "example", kind: "list", url: `${SITE}/nb/?a=1&b=%E5%B9%B4` }]);
		expect(config.private_hosts).toEqual(["10.0.0.7"]);
	});

	test.each([
		["http://jyj.yunling.gov.cn/", "jyj-yunling"],
		["http://127.0.0.1:8080/", "site"],
		["http://[::1]/", "site"],
		["https://www.gov.cn/", "site"],
	])("the name of a source at %s is %s", (address, id) => {
		expect(idFor(address)).toBe(id);
	});
});
