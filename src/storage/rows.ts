/** What became of the last attempt at an address. */
export type ResourceState = "ok" | "missing" | "failed" | "blocked" | "forbidden";

/** One address and what the last good answer was. */
export interface Resource {
	readonly url: string;
	readonly etag: string | null;
	readonly last_modified: string | null;
	readonly content_type: string | null;
	readonly media: string | null;
	/** Of the last good answer's bytes; null where there never was one. */
	readonly sha256: string | null;
	readonly final_url: string | null;
	/** TLS policy of the last good answer, as in attempts. */
	readonly tls: string | null;
	readonly state: ResourceState;
	readonly code: string | null;
	readonly detail: string | null;
	/** What to do about it, where that is known; `code` is an ErrorCode then. */
	readonly hint?: string | null;
	readonly first_seen: string | null;
	readonly last_seen: string | null;
	readonly last_attempt: string;
}

/** One request that was made. */
export interface Attempt {
	readonly url: string;
	readonly at: string;
	readonly method: string;
	readonly status: number | null;
	readonly outcome: string;
	readonly detail: string;
	readonly bytes: number;
	readonly conditional: 0 | 1;
	/** none for http, strict, or what the host's policy adds, such as ca+weak. */
	readonly tls: string;
}

/** A report that a source points to. */
export interface Reference {
	readonly url: string;
	readonly source: string;
	readonly kind: "pdf" | "html" | "docx";
	readonly title: string;
	readonly page_url: string | null;
	readonly issuer: string | null;
	readonly year: number | null;
	/** PageFacts as JSON: what the pages around it tell of its publication. */
	readonly page_facts: string;
}

/** One look through a source's lists: what was seen, how completely, and by whom. */
export interface ScanRecord {
	readonly source: string;
	readonly at: string;
	/** 1 where all that the source shows was seen. */
	readonly is_whole: 0 | 1;
	/** Reports found, list pages read, and links or records on them. */
	readonly found: number;
	readonly pages: number;
	readonly entries: number;
	/** The oldest day that a list prints beside an entry. */
	readonly oldest: string | null;
	/** Digest of the source's configuration and of what read its lists: looks of another one do not compare. */
	readonly fingerprint: string;
	/** What keeps it from being whole, as JSON. */
	readonly doubts: string;
}

/** A report's place in the history of its source. */
export interface ListedSince {
	readonly source: string;
	/** When it was first listed. */
	readonly first_seen: string;
	/** The day that its list or page states. */
	readonly dated: string;
}

/** A reference with when it was first and last listed. */
export interface SeenReference extends Reference {
	readonly first_seen: string;
	readonly last_seen: string;
}

/** What choosing which references are fetched goes by. */
export interface Address extends Pick<SeenReference, "url" | "source" | "kind" | "first_seen"> {
	/** Null where it was never asked. */
	readonly last_attempt: string | null;
}

/** An archived document of a reference that its reader has not read, or not to an end. */
export interface OpenDocument extends Pick<SeenReference, "url" | "source" | "first_seen"> {
	readonly sha256: string;
	readonly media: string | null;
	readonly content_type: string | null;
	/** Of the reader's last try; null where there was none. */
	readonly code: string | null;
	readonly tries: number | null;
}

/** A reference with how it stands, as short as all of them together allow. Of its last answer and reading all is null where there was none. */
export interface EntryRow extends Pick<Reference, "url" | "source" | "kind" | "title" | "issuer" | "year"> {
	/** The day on which it was first listed. */
	readonly first_day: string;
	readonly state: ResourceState | null;
	readonly state_detail: string | null;
	/** Null unless `state_hint` is there. */
	readonly state_code: string | null;
	readonly state_hint: string | null;
	readonly last_seen: string | null;
	readonly sha256: string | null;
	/** Null where it was not read. */
	readonly reader: string | null;
	readonly report: string | null;
	readonly report_issuer: string | null;
	readonly report_year: number | null;
	readonly code: string | null;
	readonly code_detail: string | null;
	readonly code_hint: string | null;
	readonly figures: string | null;
	readonly content: string | null;
}

/** What reading some bytes with one version of the reader gave. */
export interface ReadOutcome {
	readonly sha256: string;
	readonly reader: string;
	/** SHA-256 of the report's JSON among the readings; null where there is none. */
	readonly report: string | null;
	readonly id: string | null;
	readonly issuer: string | null;
	readonly year: number | null;
	readonly status: "verified" | "needs_review" | "failed";
	readonly code: string | null;
	readonly detail: string | null;
	/** What to do where it was not read. */
	readonly hint?: string | null;
	/** Digest of the figures: equal for two copies of one report. */
	readonly figures: string | null;
	/** Digest of figures and narrative: equal for two copies of one report wherever they stand. */
	readonly content: string | null;
	readonly tries: number;
}

/** One state of an address' bytes, from 1, with where and how they were had. */
export interface Version {
	readonly url: string;
	readonly number: number;
	readonly sha256: string;
	/** Where redirects led. */
	readonly final_url: string | null;
	readonly content_type: string | null;
	readonly tls: string | null;
	readonly first_seen: string;
	readonly last_seen: string;
}

/** When a host may be asked again; milliseconds since 1970. */
export interface HostRow {
	readonly name: string;
	readonly next_at: number;
	readonly blocked_until: number;
	readonly reason: string;
}

/** One run of the job; unfinished where it was killed. */
export interface RunRow {
	readonly id: number;
	readonly started_at: string;
	readonly finished_at: string | null;
}
