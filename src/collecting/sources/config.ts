import { z } from "zod";
import { RuleSettings } from "./rule-settings.ts";
import { Source } from "./source-kinds.ts";

const Issuer = z.strictObject({
	name: z.string().min(1).describe("As titles and reports print it"),
	aliases: z.array(z.string().min(1)).default([]).describe("Other names it is printed with"),
	id: z
		.string()
		.regex(/^[\p{L}\p{N}_]{1,60}$/u, "give letters, digits and _ only")
		.optional()
		.describe("Its identifier in the data set, which then stays when the name changes; the name when absent"),
	level: z.string().optional().describe("Goes into issuer.level of its reports, such as city or township"),
	code: z.string().optional().describe("Division code of GB/T 2260; goes into issuer.division_code"),
	parent: z.string().optional().describe("Name of the organ above it"),
	deadline: z
		.string()
		.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "give month and day, such as 01-31")
		.refine(isDayOfEveryYear, "no year, or not every one, has this day; give one that there is, such as 02-28")
		.optional()
		.describe("Month and day until which the report of the year before is due; the law's day for such an organ when absent"),
	deadline_basis: z
		.string()
		.min(1)
		.optional()
		.describe("The local notice that sets this deadline, in Chinese; rule D04 then holds reports to it"),
	complete: z
		.boolean()
		.default(false)
		.describe("The roster names every organ whose figures this one adds up; rule G01 then compares the sums"),
	hosts: z
		.array(z.string().min(1))
		.optional()
		.describe("Hosts on which it publishes, without or with port; reports in its name on others are held for a person"),
});

/** An organ that owes a report every year. */
export type Issuer = z.infer<typeof Issuer>;

const Clock = z
	.string()
	.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "give hours and minutes from 00:00 to 24:00, such as 00:30");

const Night = z.strictObject({
	from: Clock.describe("Begin"),
	to: Clock.describe("End; may lie after midnight"),
	time_zone: z
		.string()
		.refine(isTimeZone, "give a name such as Asia/Shanghai")
		.default("Asia/Shanghai")
		.describe("Whose clock is meant"),
});
/** When hosts may be asked. */
export type Night = z.infer<typeof Night>;

const Politeness = z.strictObject({
	delay_seconds: z
		.number()
		.min(0)
		.max(3600)
		.default(4)
		.describe("Pause between two requests to one host; robots.txt can make it longer"),
	tries: z.int().min(1).max(10).default(3).describe("Tries of one address in one run"),
	backoff_seconds: z
		.number()
		.min(0)
		.max(3600)
		.default(10)
		.describe("First pause before another try; doubles each time, with a part by chance"),
	longest_wait_seconds: z
		.number()
		.min(0)
		.max(86_400)
		.default(120)
		.describe("Longest Retry-After that a run waits for; beyond it the host is left for the next run"),
	requests_per_host: z.int().min(1).default(3000).describe("Requests that one run makes to one host at most"),
	minutes_per_host: z
		.number()
		.positive()
		.max(1440)
		.default(180)
		.describe(
			"Time that one run takes for one host at most: a slow one keeps no other waiting, and the next run goes on with it",
		),
	revisit: z
		.enum(["due", "every-night"])
		.default("due")
		.describe(
			"due: pages and documents that have been the same for a month are asked for once a week, for a year once in four weeks, spread over the nights; lists always",
		),
	night: Night.optional().describe("Hosts are asked only in this time; at any time when absent"),
});

const Limits = z.strictObject({
	megabytes: z.number().positive().max(1024).default(50).describe("Of one answer, after unpacking"),
	seconds: z.number().positive().max(3600).default(60).describe("For one answer"),
	redirects: z.int().min(0).max(20).default(5).describe("For one address; each hop is checked like a first address"),
	list_pages: z.int().min(1).max(10_000).default(200).describe("Of one source"),
	reading_seconds: z.number().positive().default(120).describe("Of processor time, for reading one document"),
});

/** How some hosts' TLS differs from the strict one of all others. Certificates are always checked. */
const Tls = z.strictObject({
	hosts: z.array(z.string().min(1)).min(1).describe("Names of the hosts, without port"),
	ca: z.string().optional().describe("PEM file with the intermediate certificates that these hosts do not send"),
	legacy: z.boolean().default(false).describe("Speak to servers from before RFC 5746 (legacy renegotiation)"),
	weak: z.boolean().default(false).describe("Accept short keys and old ciphers (OpenSSL security level 0, TLS 1.0)"),
});

const Browser = z.strictObject({
	program: z
		.string()
		.min(1)
		.describe("An installed Chromium, such as /usr/bin/chromium; playwright-core is installed beside gouji"),
	seconds: z.number().positive().max(3600).default(180).describe("For showing one page; the pauses between its requests count"),
	requests: z.int().min(1).max(500).default(60).describe("Requests that one page makes at most"),
});

const Queue = z.strictObject({
	tries: z.int().min(1).max(50).default(5).describe("A task that failed so often is given up; gouji status lists it"),
	backoff_seconds: z
		.int()
		.min(1)
		.max(3600)
		.default(2)
		.describe("First pause before another try; doubles each time, with a part by chance"),
	lease_seconds: z
		.int()
		.min(10)
		.max(3600)
		.default(15)
		.describe("A worker that says nothing for so long counts as dead, and its tasks are another's"),
	most: z.int().min(1).default(20_000).describe("Tasks of one stage that wait at most; the rest is added when there is room"),
});

const Webhook = z.strictObject({
	url: z.url({ protocol: /^https?$/, error: "give a whole address" }).describe("Asked with POST when a run wants attention"),
	format: z
		.enum(["json", "wecom", "dingtalk", "feishu"])
		.default("json")
		.describe("json: the numbers and the first lines; the others: a text message of that service"),
});
export type Webhook = z.infer<typeof Webhook>;

/** The configuration of the nightly job, as written by the operator; relative paths start at the file. */
export const NightlyConfig = z.strictObject({
	$schema: z.string().optional().describe("For editors: path of nightly.schema.json"),
	sources: z.array(Source).min(1).describe("Where reports are looked for"),
	roster: z.array(Issuer, { error: rosterShape }).default([]).describe("Organs that owe a report every year"),
	roster_file: z
		.string()
		.min(1)
		.optional()
		.describe(
			"More of them in a table, CSV (UTF-8 or GB18030) or Excel (.xlsx): 机关名称, 别名, 级别, 区划代码, 上级机关, 期限, 依据, 完整, or the keys below",
		),
	roster_from: z
		.int()
		.min(2008)
		.optional()
		.describe("First year that the roster's issuers owe; only last year's report when absent"),
	politeness: Politeness.prefault({}).describe("How hosts are asked"),
	limits: Limits.prefault({}).describe("What one answer, source or document may take"),
	libreoffice: z
		.union([z.literal(false), z.string().min(1)])
		.optional()
		.describe(
			"LibreOffice's soffice, which makes Word documents of .doc, .wps and .rtf; looked for in the usual places when absent, false to leave such files unread",
		),
	browser: Browser.optional().describe("A browser for sources with `shown: true`; none when absent"),
	time_zone: z
		.string()
		.refine(isTimeZone, "give a name such as Asia/Shanghai")
		.default("Asia/Shanghai")
		.describe("The office's clock: days of deadlines, letters and files are its days"),
	office: z.string().min(1).max(60).optional().describe("Name of the office whose desk it is, as its letters are signed"),
	letter_template: z
		.string()
		.min(1)
		.optional()
		.describe(
			"Word document (.docx) that the desk's letters are written on, with {{正文}} where their text goes; also {{标题}}, {{文号}}, {{主送机关}}, {{发文机关}}, {{发文日期}}, {{期限}} and {{抄送}}, in headers and footers too",
		),
	copy_to: z.array(z.string().min(1).max(60)).max(20).default([]).describe("Who gets copies of letters (抄送), in order"),
	output: z.string().min(1).default("output").describe("Folder for reports, pages and run reports"),
	state: z.string().min(1).default("state").describe("Folder for ledger and archive; back it up"),
	store: z
		.string()
		.regex(/^postgres(?:ql)?:\/\/[^\s]+$/, "give postgres://user@host/database")
		.refine((url) => URL.canParse(url), "give postgres://user@host/database")
		.refine((url) => !URL.canParse(url) || new URL(url).password === "", "put the password into PGPASSWORD, not into a file")
		.optional()
		.describe(
			"Ledger and queue in PostgreSQL, for several workers: postgres://user@host/database, password in PGPASSWORD; in the state folder when absent",
		),
	archive: z
		.string()
		.min(1)
		.optional()
		.describe(
			"Fetched bytes and readings: a folder that all workers share, or s3://bucket/prefix?endpoint=https://host&region=name with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment; the state folder when absent",
		),
	queue: Queue.prefault({}).describe("How tasks are handed out and tried"),
	user_agent: z
		.string()
		.min(8)
		.regex(/^[\x20-\x7e]+$/, "use plain ASCII")
		.default("gouji/0.2 (reads published annual reports)")
		.describe("Name yourself and a way to reach you"),
	private_hosts: z
		.array(z.string())
		.default([])
		.describe(
			"Hosts that may have private addresses, intranets, as host or host:port; asked only for sources that stand on one, at these sources' ports or the one named",
		),
	trusted_hosts: z
		.array(z.string().min(1))
		.default([])
		.describe("Hosts outside gov.cn that are known to publish for an organ; those of the sources are trusted as they are"),
	rules: RuleSettings.default({}).describe("What this deployment changes about rules, by id or code"),
	tls: z.array(Tls).default([]).describe("Hosts whose TLS needs more than the strict default; written into the provenance"),
	warc: z.boolean().default(false).describe("Also write every exchange into WARC files in the state folder"),
	metrics: z.string().optional().describe("A text file for Prometheus' node exporter"),
	webhook: Webhook.optional().describe("Told when a run wants attention, is well again, or is stopped by a fault"),
	heartbeat: z
		.url({ protocol: /^https?$/, error: "give a whole address" })
		.optional()
		.describe("Asked with POST whenever a run has ended, well or not; who watches it calls when it stays away"),
});
export type NightlyConfig = z.infer<typeof NightlyConfig>;

function isDayOfEveryYear(day: string): boolean {
	const [month = 0, date = 0] = day.split("-").map(Number);
	return date <= new Date(Date.UTC(2001, month, 0)).getUTCDate();
}

function rosterShape({ input }: { readonly input?: unknown }): string | undefined {
	return typeof input === "string" ? `list the organs here, or name their table in roster_file: ${input}` : undefined;
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		// Intl has no other way to ask.
		return false;
	}
}
