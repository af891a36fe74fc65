import { decodeText } from "./decode.ts";
import { takeOut } from "./page-parts.ts";

/** What a server said. Header names are in small letters. */
export interface Answer {
	readonly url: string;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

/** How texts of pages that are no documents read; given by the pipeline. */
export interface PageSigns {
	/** A page that says in words that it does not exist. */
	readonly missing: RegExp;
	/** A page that asks for a name and password. */
	readonly login: RegExp;
	/** A page that asks to prove to be human. */
	readonly captcha: RegExp;
}

/** What an answer is worth. `reason` is for people only; whoever decides reads the other fields. */
export type Verdict =
	| { readonly kind: "content"; readonly media: Media }
	| { readonly kind: "unchanged" }
	| { readonly kind: "moved"; readonly location: string }
	| { readonly kind: "missing"; readonly reason: string }
	| { readonly kind: "blocked"; readonly by: Barrier; readonly reason: string }
	| { readonly kind: "wait"; readonly reason: string }
	| { readonly kind: "useless"; readonly why: Useless; readonly reason: string };

/** What stands before an answer: a refusal of this one address, by status, or a wall of the host against programs. */
export type Barrier = "refusal" | "wall";

/** Why an answer is no use: its status, no bytes, a form to sign in with, bytes of another kind than was asked for, or such as cannot be read within bounds. */
export type Useless = "status" | "empty" | "login" | "other-media" | "unreadable";

/** What bytes are, by looking at them; a server's content type often lies. */
export type Media = "pdf" | "html" | "xml" | "json" | "docx" | "doc" | "ofd" | "zip" | "archive" | "text" | "empty" | "other";

/** One address may be refused for itself; after a few, it is the whole host. */
const REFUSED = new Set([401, 403, 405]);
/** What the known walls against programs answer. */
const WALLS = new Set([412, 418, 444, 512, 521]);
const WAIT = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether a page or a document was asked for. */
export type Wanted = "page" | "document" | "any";

/** Whether the words of an answer's page have a say in what it is worth; its status and first bytes tell that they have. */
export function isJudgedByWords({ status, body }: Answer): boolean {
	return status === 202 || (status >= 200 && status < 300 && body.length <= MOST_JUDGED && sniff(body) === "html");
}

/** Judges an answer by status and bytes. */
export function judgeAnswer(answer: Answer, wants: Wanted, signs: PageSigns): Verdict {
	const { status, headers } = answer;
	if (status === 304) return { kind: "unchanged" };
	if (status >= 300 && status < 400) {
		return headers.location
			? { kind: "moved", location: headers.location }
			: { kind: "useless", why: "status", reason: `${status} without a place` };
	}
	if (status === 404 || status === 410) return { kind: "missing", reason: `the server answered ${status}` };
	if (status === 202 && hasScriptWall(answer))
		return { kind: "blocked", by: "wall", reason: "202 with a script instead of the page" };
	const reason = `the server answered ${status}`;
	if (REFUSED.has(status)) return { kind: "blocked", by: "refusal", reason };
	if (WALLS.has(status)) return { kind: "blocked", by: "wall", reason };
	if (WAIT.has(status)) return { kind: "wait", reason };
	if (status < 200 || status >= 300) return { kind: "useless", why: "status", reason };
	return judgeBytes(answer, wants, signs);
}

function judgeBytes({ body, headers }: Answer, wants: Wanted, signs: PageSigns): Verdict {
	const media = sniff(body);
	if (media === "empty") return { kind: "useless", why: "empty", reason: "the answer is empty" };
	if (media === "html") {
		const told = judgePage({ body, headers }, signs);
		if (told) return told;
		if (wants === "document") return { kind: "useless", why: "other-media", reason: "a web page instead of the document" };
	}
	if (wants === "page" && NO_PAGE.has(media))
		return { kind: "useless", why: "other-media", reason: `${media} bytes instead of a page` };
	return { kind: "content", media };
}

const NO_PAGE: ReadonlySet<Media> = new Set(["pdf", "docx", "doc", "ofd", "zip", "archive", "other"]);

/** A page with more visible characters, or more links, than this is about something else than what stops its reader. */
const MOST_TEXT = 400;
const MOST_JUDGED = 200_000;
const MOST_LINKS = 15;
/** A link with words enough to be a title: what stops its reader leads to nothing. */
const CONTENT_LINK = /<a\s[^<>]{1,500}>\s*[^<>\s][^<>]{9,}</i;
/** Cookies that known walls have a script compute, before they show the page. */
const WALL_COOKIES = /acw_sc__v2|__jsl_clearance|_safe_?line|yunsuo_session|\bWAF_|__tst_status/i;

/** What a web page says of itself, where that is not what was asked for: judged by what it shows, and that it shows little else. */
function judgePage({ body, headers }: Pick<Answer, "body" | "headers">, signs: PageSigns): Verdict | undefined {
	if (body.length > MOST_JUDGED) return undefined;
	const { text, markup, script, links } = shownIn(decodeText(body, headers["content-type"] ?? ""));
	if (text.length > MOST_TEXT || links > MOST_LINKS || /<table\b/i.test(markup) || CONTENT_LINK.test(markup)) return undefined;
	if (signs.captcha.test(text) || (text.length < 40 && links === 0 && WALL_COOKIES.test(script)))
		return { kind: "blocked", by: "wall", reason: "a page that asks for proof of being human" };
	if (signs.missing.test(text)) return { kind: "missing", reason: "a page that says it does not exist" };
	if (signs.login.test(markup)) return { kind: "useless", why: "login", reason: "a login page" };
	return undefined;
}

/** The visible text of a page, its markup and its scripts apart, and how many links it has. */
function shownIn(page: string): {
	readonly text: string;
	readonly markup: string;
	readonly script: string;
	readonly links: number;
} {
	const { kept: markup, taken: script } = takeOut(page, "<script", "</script");
	const text = markup
		.replaceAll(/<style[^<]*<\/style>/gi, " ")
		.replaceAll(/<[^<>]*>?/g, " ")
		.replaceAll(/\s+/g, " ")
		.trim();
	// Prompts of empty fields are shown too.
	const prompts = [...markup.matchAll(/placeholder\s*=\s*["']([^"'<>]{1,60})/gi)].map(([, prompt]) => prompt);
	const links = markup.split(/<a\s/i).length - 1;
	return { text: [text, ...prompts].join(" "), markup, script, links };
}

function hasScriptWall({ body }: Answer): boolean {
	return body.length < 20_000 && /<script/i.test(new TextDecoder("latin1").decode(body));
}

/** What bytes are. PDFs may begin with up to 1 KB of other bytes. */
export function sniff(body: Uint8Array): Media {
	if (body.length === 0) return "empty";
	const start = new TextDecoder("latin1").decode(body.subarray(0, 1024));
	if (start.includes("%PDF-")) return "pdf";
	// The list of a ZIP's parts is at its end; of a large one the end is enough.
	if (start.startsWith("PK\u0003\u0004")) return kindOfZip(new TextDecoder("latin1").decode(body.subarray(-65_536)));
	// RAR and 7z.
	if (start.startsWith("Rar!\u001a\u0007") || start.startsWith("7z\u00bc\u00af\u0027\u001c")) return "archive";
	// The containers of Word 97 and WPS, and rich text.
	if (start.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1") || start.startsWith("{\\rtf")) return "doc";
	const text = start.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
	if (/^<\?xml/i.test(text)) return /<html/i.test(text) ? "html" : "xml";
	if (/<(?:!doctype html|html|head|body|script|meta|div|table|title)\b/i.test(text)) return "html";
	if (/^<\w/.test(text)) return "xml";
	if (/^[[{]/.test(text)) return "json";
	return /[\u0000-\u0008\u000e-\u001a]/.test(start) ? "other" : "text";
}

function kindOfZip(end: string): Media {
	if (end.includes("word/document.xml")) return "docx";
	return end.includes("OFD.xml") ? "ofd" : "zip";
}

/** Milliseconds that a server asks to wait: seconds or a date; undefined where it does not say. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
	const said = headers["retry-after"]?.trim();
	if (!said) return undefined;
	if (/^\d{1,9}$/.test(said)) return Number(said) * 1000;
	const date = Date.parse(said);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Pause before another try (`attempt` from 1): doubles each time, with up to half of it by chance. */
export function backoffMs(attempt: number, firstMs: number, chance: number): number {
	return Math.round(firstMs * 2 ** (attempt - 1) * (1 + chance / 2));
}
