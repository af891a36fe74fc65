import { gbkBytes } from "../gbk.ts";
import type { Shape } from "./shape.ts";
import { COLUMN, page, report, table, titleOf } from "./shape.ts";

const list = (url = "{o}/zw/", more: object = {}) => ({ kind: "list", url, ...more });

/** Lists in other markup than a plain row of links. */
export const LISTS: readonly Shape[] = [
	{
		id: "running-numbers-as-links",
		source: list(),
		routes: {
			"/zw/": page(
				table(
					["松江镇", "柏江镇"].map(
						(organ, i) =>
							`<tr><td><a href="/zw/a${i}.html">${i + 1}</a></td><td>${titleOf(organ)}</td><td>2026-01-1${i}</td></tr>`,
					),
				),
				COLUMN,
			),
			"/zw/a0.html": report("松江镇"),
			"/zw/a1.html": report("柏江镇"),
		},
		finds: ["/zw/a0.html", "/zw/a1.html"],
	},
	{
		id: "index-numbers-as-links",
		source: list(),
		routes: {
			"/zw/": page(
				table([
					"<tr><th>索引号</th><th>名称</th><th>日期</th></tr>",
					`<tr><td><a href="show.aspx?id=71">014349/2026-00071</a></td><td>${titleOf("松江区水务局")}</td><td>2026-01-12</td></tr>`,
					`<tr><td><a href="show.aspx?id=72">014349/2026-00072</a></td><td>松江区水务局机构职能</td><td>2026-01-12</td></tr>`,
				]),
			),
			"/zw/show.aspx?id=71": report("松江区水务局"),
		},
		finds: ["/zw/show.aspx?id=71"],
	},
	{
		id: "organs-by-years",
		source: list(),
		routes: {
			"/zw/": page(
				`<h3>历年${COLUMN}</h3>${table([
					"<tr><th>单位</th><th>2025年</th><th>2024年</th></tr>",
					'<tr><td>松江区教育局</td><td><a href="/r/1.html">查看</a></td><td><a href="/r/2.html">查看</a></td></tr>',
					'<tr><td>松江区民政局</td><td><a href="/r/3.html">查看</a></td><td>—</td></tr>',
				])}`,
				COLUMN,
			),
			"/r/1.html": report("松江区教育局"),
			"/r/2.html": report("松江区教育局", 2024),
			"/r/3.html": report("松江区民政局"),
		},
		finds: ["/r/1.html", "/r/2.html", "/r/3.html"],
	},
	{
		id: "years-in-an-organs-row",
		source: list("{o}/zw/", { is_column: true }),
		routes: {
			"/zw/": page(
				`<dl><dt>松江区教育局</dt><dd><a href="/r/1.html">2025年</a> <a href="/r/2.html">2024年</a></dd><dt>松江区民政局</dt><dd><a href="/r/3.html">2025年年报</a></dd></dl>`,
			),
			"/r/1.html": report("松江区教育局"),
			"/r/2.html": report("松江区教育局", 2024),
			"/r/3.html": report("松江区民政局"),
		},
		finds: ["/r/1.html", "/r/2.html", "/r/3.html"],
	},
	{
		id: "lists-behind-organs",
		source: list(),
		routes: {
			"/zw/": page('<div class="bm"><a href="/bm/jyj/">松江区教育局</a><a href="/bm/mzj/">松江区民政局</a></div>', COLUMN),
			"/bm/jyj/": page(
				`<ol><li><a href="1.html">${titleOf("松江区教育局")}</a><li><a href="2.html">${titleOf("松江区教育局", 2024)}</a></ol>`,
			),
			"/bm/mzj/": page(`<ol><li><a href="1.html">${titleOf("松江区民政局")}</a></ol>`),
			"/bm/jyj/1.html": report("松江区教育局"),
			"/bm/jyj/2.html": report("松江区教育局", 2024),
			"/bm/mzj/1.html": report("松江区民政局"),
		},
		finds: ["/bm/jyj/1.html", "/bm/jyj/2.html", "/bm/mzj/1.html"],
	},
	{
		id: "lists-behind-groups",
		source: list(),
		routes: {
			"/zw/": page(
				'<ul class="tab"><li><a href="/zw/bm/">区政府部门</a></li><li><a href="/zw/jd/">街道（镇）</a></li></ul>',
				COLUMN,
			),
			"/zw/bm/": page(`<ul><li><a href="1.html">${titleOf("松江区司法局")}</a></li></ul>`, COLUMN),
			"/zw/jd/": page(`<ul><li><a href="1.html">${titleOf("松江区柳街道")}</a></li></ul>`, COLUMN),
			"/zw/bm/1.html": report("松江区司法局"),
			"/zw/jd/1.html": report("松江区柳街道"),
		},
		finds: ["/zw/bm/1.html", "/zw/jd/1.html"],
	},
	{
		id: "a-years-reports-behind-one-title",
		source: list(),
		routes: {
			"/zw/": page(`<ul><li><a href="/zw/hz2025/">2025年政府信息公开工作年度报告</a></li></ul>`, COLUMN),
			"/zw/hz2025/": page(
				`<div><p><a href="1.html">${titleOf("松江区司法局")}</a></p><p><a href="2.html">${titleOf("松江区财政局")}</a></p></div>`,
			),
			"/zw/hz2025/1.html": report("松江区司法局"),
			"/zw/hz2025/2.html": report("松江区财政局"),
		},
		finds: ["/zw/hz2025/1.html", "/zw/hz2025/2.html"],
	},
	{
		id: "titles-in-other-attributes",
		source: list(),
		routes: {
			"/zw/": page(
				`<a href="1.html" data-title="${titleOf("松江区统计局")}">松江区统计局2025年…</a>
				<a href="2.html" aria-label="${titleOf("松江区审计局")}"><i class="ico"></i></a>
				<a href="3.html"><img src="c.jpg" alt="${titleOf("松江区林业局")}"></a>`,
			),
			"/zw/1.html": report("松江区统计局"),
			"/zw/2.html": report("松江区审计局"),
			"/zw/3.html": report("松江区林业局"),
		},
		finds: ["/zw/1.html", "/zw/2.html", "/zw/3.html"],
	},
	{
		id: "titles-cut-before-their-words-in-a-column",
		source: list(),
		routes: {
			"/zw/": page(
				'<p class="t"><a href="1.html">松江区统计局2025年政府信...</a></p><p class="t"><a href="2.html">松江区审计局2025年…</a></p>',
				COLUMN,
			),
			"/zw/1.html": report("松江区统计局"),
			"/zw/2.html": report("松江区审计局"),
		},
		finds: ["/zw/1.html", "/zw/2.html"],
	},
	{
		id: "titles-above-buttons",
		source: list(),
		routes: {
			"/zw/": page(
				`<div class="card"><h4>${titleOf("松江区统计局")}</h4><span>2026-01-11</span><div class="op"><a class="btn" href="1.html">阅读全文 &raquo;</a></div></div>
				<div class="card"><h4>${titleOf("松江区审计局")}</h4><span>2026-01-11</span><div class="op"><a class="btn" href="2.html">【点击查看】</a></div></div>
				<dl><dt>${titleOf("松江区林业局")}</dt><dd><a href="3.pdf">下载（PDF，1.2MB）</a></dd></dl>`,
			),
			"/zw/1.html": report("松江区统计局"),
			"/zw/2.html": report("松江区审计局"),
		},
		finds: ["/zw/1.html", "/zw/2.html", "/zw/3.pdf"],
	},
	{
		id: "rows-that-are-clicked",
		source: list(),
		routes: {
			"/zw/": page(
				`<ul><li onclick="window.open('/d/1.html')">${titleOf("松江区统计局")}</li><li data-href="/d/2.html">${titleOf("松江区审计局")}</li></ul>
				<div onclick="location.href='d3.html'"><b>${titleOf("松江区林业局")}</b></div>`,
			),
			"/d/1.html": report("松江区统计局"),
			"/d/2.html": report("松江区审计局"),
			"/zw/d3.html": report("松江区林业局"),
		},
		finds: ["/d/1.html", "/d/2.html", "/zw/d3.html"],
	},
	{
		id: "numbers-that-a-function-makes-addresses-of",
		source: list(),
		routes: {
			"/zw/": page(
				`<ul><li><a href="#" onclick="return showInfo('10023')">${titleOf("松江区统计局")}</a></li><li><a href="javascript:showInfo(10024)">${titleOf("松江区审计局")}</a></li></ul>
				<script>function showInfo(id){ window.open("/info/detail_" + id + ".html"); return false; }</script>`,
			),
			"/info/detail_10023.html": report("松江区统计局"),
			"/info/detail_10024.html": report("松江区审计局"),
		},
		finds: ["/info/detail_10023.html", "/info/detail_10024.html"],
	},
	{
		id: "a-list-in-a-script-variable",
		source: list(),
		routes: {
			"/zw/": page(
				`<div id="list"></div><script>var rows = [{"title":"${titleOf("松江区统计局")}","url":"\\/d\\/1.html","date":"2026-01-10"},{"title":"松江区动态","url":"/d/9.html"},
				{"title":"${titleOf("松江区审计局")}","url":"/d/2.html"}]; render(rows);</script>`,
			),
			"/d/1.html": report("松江区统计局"),
			"/d/2.html": report("松江区审计局"),
		},
		finds: ["/d/1.html", "/d/2.html"],
	},
	{
		id: "short-titles-in-gbk-with-queries",
		source: list("{o}/nb.asp?lb=1"),
		routes: {
			"/nb.asp?lb=1": {
				type: "text/html",
				body: gbkBytes(
					`<html><head><meta charset=gb2312><title>信息公开年报</title></head><body><a href="nb.asp?dw=教育局">教育局2025年年报</a><a href='nb.asp?dw=民政局'>民政局2025年度报告</a></body></html>`,
				),
			},
			"/nb.asp?dw=%BD%CC%D3%FD%BE%D6": report("松江区教育局"),
			"/nb.asp?dw=%C3%F1%D5%FE%BE%D6": report("松江区民政局"),
		},
		finds: ["/nb.asp?dw=%BD%CC%D3%FD%BE%D6", "/nb.asp?dw=%C3%F1%D5%FE%BE%D6"],
	},
	{
		id: "words-of-notices-in-names-of-organs",
		source: list(),
		routes: {
			"/zw/": page(
				["松江区教师培训学院", "松江区通知公告发布中心", "松江区解读馆"]
					.map((organ, i) => `<p>· <a href="${i}.html">${titleOf(organ)}</a> [2026-01-0${i + 1}]</p>`)
					.concat('<p><a href="9.html">关于报送2025年政府信息公开工作年度报告的通知</a></p>')
					.join(""),
			),
			"/zw/0.html": report("松江区教师培训学院"),
			"/zw/1.html": report("松江区通知公告发布中心"),
			"/zw/2.html": report("松江区解读馆"),
		},
		finds: ["/zw/0.html", "/zw/1.html", "/zw/2.html"],
	},
];
