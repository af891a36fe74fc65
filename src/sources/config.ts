import { z } from "zod";

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, "use small letters, digits and hyphens, such as city-bureau");
const Url = z.url({ protocol: /^https?$/, error: "give a whole address, such as https://www.example.gov.cn/list/" });
const common = {
	id: Id,
	/** Issuer of every report of this source, where its titles do not name one. */
	issuer: z.string().min(1).optional(),
};

const Source = z.discriminatedUnion("kind", [
	/** PDFs and saved pages in a folder, with its subfolders. */
	z.strictObject({ ...common, kind: z.literal("folder"), folder: z.string().min(1) }),
	/** Addresses of reports or of the pages that carry them. */
	z.strictObject({ ...common, kind: z.literal("urls"), urls: z.array(Url).min(1) }),
	/** List pages with links; the following pages are found by their links or by `page_pattern`. */
	z.strictObject({
		...common,
		kind: z.literal("list"),
		url: Url,
		/** Following pages by number, such as `index_{n}.html`, from `first_page` until one is missing. */
		page_pattern: z.string().includes("{n}").optional(),
		first_page: z.int().min(0).default(1),
		/** CSS selector of the part of the page that holds the list. */
		within: z.string().min(1).optional(),
	}),
	/** jcms/jpage: a list that a data proxy delivers as XML with pieces of HTML. */
	z.strictObject({
		...common,
		kind: z.literal("jcms"),
		/** The list page, whose address names the column. */
		url: Url,
		/** The proxy's address; `/module/web/jpage/dataproxy.jsp` on the same host unless given. */
		proxy: Url.optional(),
		column: z.string().regex(/^\d+$/).optional(),
		unit: z.string().default(""),
		per_page: z.int().min(1).max(500).default(45),
		method: z.enum(["get", "post"]).default("post"),
	}),
	/** A module that shows one organ's report of one year, asked for by `fbtime`. */
	z.strictObject({
		...common,
		kind: z.literal("annual"),
		url: Url,
		from: z.int().min(2008).max(2100),
		to: z.int().min(2008).max(2100),
		/** Values of `area`: the organs of this module. */
		areas: z.array(z.string().regex(/^[A-Za-z0-9]+$/)).default([]),
	}),
	/** A JSON list behind a script page. */
	z.strictObject({
		...common,
		kind: z.literal("json"),
		/** With `{n}` for the page number where the list has pages. */
		url: Url,
		first_page: z.int().min(0).default(1),
		/** Dotted paths: to the array, and inside one item to the address and the title. */
		items: z.string().default("data.list"),
		link: z.string().default("url"),
		title: z.string().default("title"),
	}),
]);

/** Where reports are looked for. */
export type Source = z.infer<typeof Source>;

const Issuer = z.strictObject({
	name: z.string().min(1),
	aliases: z.array(z.string().min(1)).default([]),
	level: z.string().optional(),
	code: z.string().optional(),
	parent: z.string().optional(),
	/** Month and day until which the report of the year before is due. */
	deadline: z
		.string()
		.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "give month and day, such as 01-31")
		.default("01-31"),
});

/** An organ that owes a report every year. */
export type Issuer = z.infer<typeof Issuer>;

const Politeness = z.strictObject({
	/** Pause between two requests to one host. */
	delay_seconds: z.number().min(0).max(3600).default(4),
	/** Tries of one address in one run. */
	tries: z.int().min(1).max(10).default(3),
	/** First pause before another try; doubles each time. */
	backoff_seconds: z.number().min(0).max(3600).default(10),
	/** Longest Retry-After that a run waits for; beyond it the host is left for the next run. */
	longest_wait_seconds: z.number().min(0).max(86_400).default(120),
	requests_per_host: z.int().min(1).default(3000),
	/** Hosts are asked only between these times (local); unlimited when absent. */
	night: z.strictObject({ from: z.string().regex(/^\d\d:\d\d$/), to: z.string().regex(/^\d\d:\d\d$/) }).optional(),
});

const Limits = z.strictObject({
	megabytes: z.number().positive().max(1024).default(50),
	seconds: z.number().positive().max(3600).default(60),
	redirects: z.int().min(0).max(20).default(5),
	list_pages: z.int().min(1).max(10_000).default(200),
	/** Seconds for reading one document. */
	reading_seconds: z.number().positive().default(120),
});

/** The configuration of the nightly job, as written by the operator; relative paths start at the file. */
export const NightlyConfig = z.strictObject({
	sources: z.array(Source).min(1),
	roster: z.array(Issuer).default([]),
	/** First year that the roster's issuers owe. */
	roster_from: z.int().min(2008).optional(),
	politeness: Politeness.prefault({}),
	limits: Limits.prefault({}),
	output: z.string().min(1).default("output"),
	/** Ledger and archive. */
	state: z.string().min(1).default("state"),
	/** Names the operator and a way to reach them. */
	user_agent: z
		.string()
		.min(8)
		.regex(/^[\x20-\x7e]+$/, "use plain ASCII")
		.default("gouji/0.1 (reads published annual reports)"),
	/** Hosts that may have private addresses: intranets, tests. */
	private_hosts: z.array(z.string()).default([]),
	/** Hosts with TLS from before RFC 5746; written into the provenance. */
	legacy_tls_hosts: z.array(z.string()).default([]),
	/** A text file for Prometheus' node exporter. */
	metrics: z.string().optional(),
});
export type NightlyConfig = z.infer<typeof NightlyConfig>;
