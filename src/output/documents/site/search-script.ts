import type { SearchMeta, SearchRow } from "./search-index.ts";
import { bucketOf } from "./search-index.ts";

/** The script of the search, for browsers; no other script runs on the site. */
export function searchScript(): string {
	return `"use strict";\n(${search.toString()})(${bucketOf.toString()});\n`;
}

/** Runs in the reader's browser: it may use nothing but its argument and the browser's own. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a browser is given the text of this one function, which can call none beside it.
function search(bucketFor: typeof bucketOf): void {
	const form = document.querySelector<HTMLFormElement>("form.search");
	const input = form?.querySelector("input");
	const list = document.getElementById("results");
	const told = document.getElementById("told");
	if (!form || !input || !list || !told) return;
	let asked = 0;

	const load = async <T>(name: string): Promise<T | undefined> => {
		const answer = await fetch(`search/${name}`);
		return answer.ok ? ((await answer.json()) as T) : undefined;
	};
	const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, "");
	const isIn = (name: string, query: string) => {
		let at = -1;
		return [...query].every((character) => {
			at = name.indexOf(character, at + 1);
			return at >= 0;
		});
	};

	const commonRows = async (pair: string): Promise<SearchRow[]> => {
		const points = [...pair].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join("-");
		return (await load<SearchRow[]>(`common/${points}-0.json`)) ?? [];
	};
	const candidates = async (query: string): Promise<{ rows: SearchRow[]; isCut: boolean }> => {
		const meta = await load<SearchMeta>("meta.json");
		if (!meta) return { rows: [], isCut: false };
		const characters = [...query];
		const pairs = [...new Set(characters.slice(0, -1).map((character, i) => character + characters[i + 1]))].slice(0, 12);
		const pagesOf = (pair: string) => (Object.hasOwn(meta.common, pair) ? (meta.common[pair] ?? 0) : 0);
		pairs.sort((a, b) => pagesOf(a) - pagesOf(b));
		for (const pair of pairs) {
			const pages = pagesOf(pair);
			const bucket = bucketFor(pair, meta.buckets);
			if (pages === 0 && meta.empty.includes(bucket)) continue;
			const rows =
				pages > 0 ? await commonRows(pair) : ((await load<Record<string, SearchRow[]>>(`${bucket}.json`))?.[pair] ?? []);
			const found = rows.filter(([name]) => isIn(plain(name), query));
			if (found.length > 0) return { rows: found, isCut: pages > 1 };
		}
		return { rows: [], isCut: false };
	};

	const show = (rows: readonly SearchRow[], query: string, isCut: boolean) => {
		const rank = ([name]: SearchRow) =>
			plain(name) === query ? 0 : plain(name).startsWith(query) ? 1 : plain(name).includes(query) ? 2 : 3;
		const sorted = [...rows]
			.sort((a, b) => rank(a) - rank(b) || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1))
			.slice(0, 100);
		list.replaceChildren(
			...sorted.map(([name, key, year, reports, errors]) => {
				const item = document.createElement("li");
				const link = document.createElement("a");
				const small = document.createElement("small");
				link.href = `agency/${key.slice(0, 2)}/${key}.html`;
				link.textContent = name;
				small.textContent = ` ${reports}份报告，最近为${year}年${errors > 0 ? `；不一致${errors}处` : ""}`;
				item.append(link, small);
				return item;
			}),
		);
		const more = isCut || rows.length > sorted.length ? "，仅列出其中一部分，请再输入地名" : "";
		told.textContent = rows.length === 0 ? `没有名称中含“${query}”的机关。` : `${rows.length}个机关${more}。`;
	};

	const run = async () => {
		const query = plain(input.value);
		const turn = ++asked;
		if ([...query].length < 2) {
			list.replaceChildren();
			told.textContent = query === "" ? "" : "请至少输入两个字。";
			return;
		}
		try {
			const { rows, isCut } = await candidates(query);
			// Answers of an earlier letter may come later.
			if (turn === asked) show(rows, query, isCut);
		} catch {
			told.textContent =
				location.protocol === "file:"
					? "本页是直接从文件打开的，浏览器不允许读取索引。请通过网站打开，或在下面按首字浏览。"
					: "索引没有读到，请稍后再试，或在下面按首字浏览。";
		}
	};

	let timer = 0;
	input.addEventListener("input", () => {
		clearTimeout(timer);
		timer = window.setTimeout(run, 200);
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
		void run();
	});
	form.hidden = false;
	const given = new URLSearchParams(location.search).get("q");
	if (given) {
		input.value = given;
		void run();
	}
}
