import { z } from "zod";

const Url = z.url({ protocol: /^https?$/, error: "give a whole address, such as https://www.example.gov.cn/list/" });
const common = {
	id: z
		.string()
		.regex(/^[a-z0-9][a-z0-9-]{0,40}$/, "use small letters, digits and hyphens, such as city-bureau")
		.describe("Its name in reports and in --source"),
	issuer: z
		.string()
		.min(1)
		.optional()
		.describe(
			"Whose source it is; reports in another organ's name are held for a person, unless the roster has it below this one",
		),
	publishes_for: z
		.array(z.string().min(1))
		.optional()
		.describe("Other organs whose reports this source publishes too, as the reports name them"),
};

/** Where reports are looked for: one kind for each way that sites publish them. */
export const Source = z.discriminatedUnion("kind", [
	z
		.strictObject({ ...common, kind: z.literal("folder"), folder: z.string().min(1).describe("Searched with its subfolders") })
		.describe("PDFs, Word documents and saved pages that a person puts into a folder"),
	z
		.strictObject({ ...common, kind: z.literal("urls"), urls: z.array(Url).min(1).describe("In any order") })
		.describe("Addresses of reports, or of the pages that carry them"),
	z
		.strictObject({
			...common,
			kind: z.literal("list"),
			url: Url.describe("The first page"),
			page_pattern: z
				.string()
				.includes("{n}")
				.optional()
				.describe("Following pages by number, such as index_{n}.html, until one is missing; else their links are followed"),
			first_page: z.int().min(0).default(1).describe("Number of the page after the first"),
			is_column: z
				.boolean()
				.optional()
				.describe("Whether this list is the column 政府信息公开年报; told from the page when absent"),
			within: z.string().min(1).optional().describe("CSS selector of the part of the page that holds the list"),
		})
		.describe("List pages with links: TRS and most other platforms"),
	z
		.strictObject({
			...common,
			kind: z.literal("jcms"),
			url: Url.describe("The list page, whose address names the column"),
			proxy: Url.optional().describe("The proxy's address; /module/web/jpage/dataproxy.jsp on the same host unless given"),
			column: z.string().regex(/^\d+$/).optional().describe("The column, where the address does not name it"),
			unit: z.string().default("").describe("unitid, as the list page's script has it"),
			per_page: z.int().min(1).max(500).default(45).describe("Records on one page; three pages are asked for at once"),
			method: z.enum(["get", "post"]).default("post").describe("How the proxy is asked; only get can be asked conditionally"),
		})
		.describe("jcms and jpage (大汉): a list that a data proxy delivers as XML with pieces of HTML"),
	z
		.strictObject({
			...common,
			kind: z.literal("annual"),
			url: Url.describe("The module, without fbtime and area"),
			from: z.int().min(2008).max(2100).describe("First year reported on"),
			to: z.int().min(2008).max(2100).describe("Last year reported on"),
			areas: z
				.array(z.string().regex(/^[A-Za-z0-9]+$/))
				.default([])
				.describe("Values of area: the organs of this module"),
		})
		.describe("年报 module that shows one organ's report of one year, asked for by fbtime"),
	z
		.strictObject({
			...common,
			kind: z.literal("json"),
			url: Url.describe("With {n} for the page number where the list has pages"),
			first_page: z.int().min(0).default(1).describe("Number of the first page"),
			items: z.string().default("data.list").describe("Dotted path to the array"),
			link: z.string().default("url").describe("Dotted path to the address in one item"),
			title: z.string().default("title").describe("Dotted path to the title in one item"),
		})
		.describe("A JSON list behind a script page, such as gkmlpt's"),
]);
export type Source = z.infer<typeof Source>;
