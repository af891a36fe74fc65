import { html } from "../../html.ts";
import type { PlainAnswer } from "./answer.ts";
import { answerCsv, plainAnswer } from "./answer.ts";
import type { Engine } from "./engine.ts";
import { startEngine } from "./engine.ts";
import { loadTable, TooLarge } from "./load-table.ts";
import { neededTables } from "./needed.ts";
import { pictureOf } from "./picture.ts";
import type { AskedSet } from "./set-list.ts";

/** Rows that the page shows; the file has all. */
const MAX_ROWS = 1000;

/** What was loaded so far. */
interface Session {
	readonly engine: Promise<Engine>;
	/** Columns of every table that DuckDB has. */
	readonly had: Map<string, ReadonlySet<string>>;
}

/** Runs the page that asks the set questions. Nothing but the list of tables is fetched before a question is asked. */
async function run(): Promise<void> {
	const page = partsOf(document);
	if (!page) return;
	const answer = await fetch("ask/set.json").catch(() => undefined);
	if (!answer?.ok) {
		page.told.textContent =
			location.protocol === "file:"
				? "本页是直接从文件打开的，浏览器不允许读取数据。请通过网站打开，或下载数据集后用 gouji query 查询。"
				: "数据集的目录没有读到，请稍后再试。";
		return;
	}
	const set = (await answer.json()) as AskedSet;
	let session: Session | undefined;
	const choose = () => {
		const question = set.questions[Number(page.choice.value)];
		if (question) page.text.value = question.sql;
	};
	page.choice.replaceChildren(...set.questions.map(({ title }, i) => new Option(`${i + 1}. ${title}`, String(i))));
	choose();
	page.choice.addEventListener("change", choose);
	page.form.hidden = false;
	page.stop.addEventListener("click", () => {
		void session?.engine.then(({ end }) => end()).catch(() => undefined);
		session = undefined;
		page.told.textContent = "已停止。";
		setBusy(page, false);
	});
	page.form.addEventListener("submit", (event) => {
		event.preventDefault();
		session ??= { engine: startEngine(), had: new Map() };
		const own = session;
		setBusy(page, true);
		void ask(page, set, own).then((isUsable) => {
			if (session !== own) return;
			if (!isUsable) session = undefined;
			setBusy(page, false);
		});
	});
}

/** Asks what stands in the page. Whether the engine can be asked again. */
async function ask(page: Page, set: AskedSet, session: Session): Promise<boolean> {
	page.result.replaceChildren();
	page.told.textContent = session.had.size === 0 ? "正在装载查询程序（约 8 MB，仅首次）和数据……" : "正在查询……";
	let engine: Engine;
	try {
		engine = await session.engine;
	} catch (error) {
		page.told.textContent = `查询程序没有装载成功：${wordsOf(error)}`;
		return false;
	}
	try {
		await load(engine, set, { sql: page.text.value, had: session.had });
		const found = plainAnswer(await engine.ask(page.text.value));
		page.told.textContent = `${found.rows.length}行${found.rows.length > MAX_ROWS ? `；仅显示前${MAX_ROWS}行，下载的文件有全部` : ""}。`;
		show(page.result, found);
	} catch (error) {
		page.told.textContent =
			error instanceof TooLarge
				? "这一问要装载的数据超出浏览器所能，请少选几列，或下载数据集后用 gouji query 查询。"
				: `查询没有成功：${wordsOf(error)}`;
	}
	return true;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Hands DuckDB what the question needs and it has not yet; views stand over tables, so that they are named anew. */
async function load(
	engine: Engine,
	set: AskedSet,
	{ sql, had }: { readonly sql: string; readonly had: Map<string, ReadonlySet<string>> },
): Promise<void> {
	for (const needed of neededTables(sql, set)) {
		const { table } = needed;
		const before = had.get(table.name) ?? new Set();
		if (needed.columns.every((name) => before.has(name))) continue;
		const columns = table.columns.map(({ name }) => name).filter((name) => before.has(name) || needed.columns.includes(name));
		await engine.put(table.name, await loadTable({ table, columns }));
		had.set(table.name, new Set(columns));
	}
	const words = sql.toLowerCase();
	// In their order: one may stand over another before it.
	for (const view of set.views) if (words.includes(view.name)) await nameView(engine, set, view.name);
}

/** Names a view and first those that it stands over. */
async function nameView(engine: Engine, set: AskedSet, name: string): Promise<void> {
	const view = set.views.find((one) => one.name === name);
	if (!view) return;
	const under = set.views.filter((one) => one !== view && new RegExp(`\\b${one.name}\\b`).test(view.sql));
	for (const one of under) await nameView(engine, set, one.name);
	await engine.name(view.name, view.sql);
}

function show(result: HTMLElement, answer: PlainAnswer): void {
	const picture = pictureOf(answer);
	const cell = (value: unknown) =>
		typeof value === "number"
			? html`<td class="n">${value.toLocaleString("en", { maximumFractionDigits: 6, useGrouping: false })}</td>`
			: html`<td>${value === null ? "" : String(value)}</td>`;
	result.innerHTML =
		html`${picture}<p>下载结果：<a id="save" download="answer.csv">CSV</a> · <a id="save-sheet" download="answer.csv">CSV（供 Excel 打开）</a></p><div class="wide" tabindex="0" role="region" aria-label="查询结果"><table><thead><tr>${answer.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${answer.rows
			.slice(0, MAX_ROWS)
			.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table></div>`.text;
	for (const [id, isForSpreadsheets] of [
		["#save", false],
		["#save-sheet", true],
	] as const) {
		const link = result.querySelector<HTMLAnchorElement>(id);
		if (link) link.href = URL.createObjectURL(new Blob([answerCsv(answer, isForSpreadsheets)], { type: "text/csv" }));
	}
}

/** The page's parts. */
interface Page {
	readonly form: HTMLFormElement;
	readonly choice: HTMLSelectElement;
	readonly text: HTMLTextAreaElement;
	readonly stop: HTMLButtonElement;
	readonly told: HTMLElement;
	readonly result: HTMLElement;
}

function partsOf(page: Document): Page | undefined {
	const form = page.querySelector<HTMLFormElement>("form.ask");
	const choice = form?.querySelector("select");
	const text = form?.querySelector("textarea");
	const stop = form?.querySelector<HTMLButtonElement>("button.stop");
	const told = page.getElementById("told");
	const result = page.getElementById("answer");
	return form && choice && text && stop && told && result ? { form, choice, text, stop, told, result } : undefined;
}

function setBusy({ form, stop }: Page, isBusy: boolean): void {
	const submit = form.querySelector<HTMLButtonElement>("button[type=submit]");
	if (submit) submit.disabled = isBusy;
	stop.hidden = !isBusy;
}

void run();
