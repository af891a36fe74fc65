import { Html, html } from "../html.ts";
import type { DescribedSet } from "../set/release.ts";
import { dayOf, tableFiles, versionOf } from "../set/release.ts";
import { datasetJsonLd } from "../set/schema-org.ts";
import { sitePage } from "./frame.ts";

/** Where the set is, from the site. */
const SET = "../dataset/current/";
/** Descriptions of the set that the page names. */
const DESCRIPTIONS: readonly (readonly [file: string, what: string])[] = [
	["codebook.md", "编码本：每一列的含义、单位、法律依据（中英文）"],
	["codebook.csv", "编码本（CSV）"],
	["README.md", "数据集说明（Hugging Face 数据卡）"],
	["CITATION.cff", "引用方式"],
	["LICENSE.md", "许可（CC BY 4.0）"],
	["datapackage.json", "Frictionless 数据包描述"],
	["croissant.json", "Croissant 描述"],
	["datacite.json", "DataCite 描述"],
	["SHA256SUMS", "全部文件的校验值"],
];

/** The page of the set as a whole; `canAsk` where the page for questions is there. Without a set it says that there is none. */
export function renderSetPage(set: DescribedSet | undefined, canAsk: boolean): string {
	const title = "数据集";
	if (!set)
		return sitePage({ title, up: "", body: html`<h1>数据集</h1><p>尚未导出数据集。各机关的页面上有该机关的全部数字。</p>` });
	const { dataset, release } = set;
	const files = (["parquet", "csv"] as const).map(
		(format) => new Map(tableFiles(set, format).map((one) => [one.table.name, one])),
	);
	const rows = set.tables.map(
		({ name, zh }) =>
			html`<tr><th scope="row"><code>${name}</code></th><td>${zh}</td>${files.map((byTable) => html`<td>${downloads(byTable.get(name)?.files ?? [])}</td>`)}</tr>`,
	);
	const years = release.years === undefined ? undefined : html`；年度 ${release.years[0]}–${release.years[1]}`;
	const body = html`<h1>${dataset.title.zh}</h1>
<p>${release.reports.toLocaleString("en")}份年度报告${years}；数据截至 ${dayOf(release) ?? "未知"}。版本 <code>${versionOf(dataset.version, release)}</code>：内容相同则版本相同，引用时请写明。</p>
${canAsk ? html`<p><a href="ask.html">在本页面上用 SQL 查询</a>：在浏览器中运行，附二十个示例。</p>` : undefined}
<h2>数据表</h2><div class="wide" tabindex="0" role="region" aria-label="数据表"><table><thead><tr><th scope="col">表</th><th scope="col">内容</th><th scope="col">Parquet</th><th scope="col">CSV</th></tr></thead><tbody>${rows}</tbody></table></div>
<h2>说明文件</h2><ul>${DESCRIPTIONS.filter(([file]) => file === "SHA256SUMS" || set.files.some(({ name }) => name === file)).map(([file, what]) => html`<li><a href="${SET}${file}">${what}</a></li>`)}</ul>
<p>空白不是0。未收录的报告不等于未公布。</p>`;
	// The text has no `<`: see datasetJsonLd.
	const head = new Html(`<script type="application/ld+json">${datasetJsonLd(set, SET)}</script>`);
	return sitePage({ title: dataset.title.zh, up: "", body, head });
}

function downloads(files: DescribedSet["files"]): Html {
	return html`${files.map(
		({ name, bytes }) =>
			html`<a href="${SET}${name}" download>${name.split("/")[1]?.split(".")[0] ?? "下载"}</a> <small>${size(bytes)}</small> `,
	)}`;
}

const size = (bytes: number) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** The page that asks the set questions; its script fills it. */
export function renderAskPage(): string {
	const body = html`<h1>查询数据集</h1>
<p>查询在您的浏览器中运行，不向其他网站发送任何内容。示例出自<a href="${SET}README.md">数据集</a>的查询手册；列的含义见<a href="${SET}codebook.md">编码本</a>。</p>
<form class="ask" hidden><label for="question">示例问题</label><select id="question"></select><label for="sql">SQL（DuckDB）</label><textarea id="sql" spellcheck="false" autocomplete="off" required></textarea><div><button type="submit">查询</button> <button type="button" class="stop" hidden>停止</button></div></form>
<p id="told" role="status"></p><div id="answer"></div>
<noscript><p>查询需要启用脚本；不启用时，请<a href="data.html">下载数据集</a>。</p></noscript>`;
	return sitePage({ title: "查询数据集", up: "", body, script: "ask/ask.js" });
}
