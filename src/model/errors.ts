/** Who can do something about an error: who made the document, its site, who runs gouji, the machine, or we. */
export type Fault = "document" | "site" | "operator" | "machine" | "gouji";

/** What an error code means for whoever meets it; every decision about errors reads this, none their messages. */
export interface ErrorTraits {
	/** Exit status of a command that it ends: 1 done with failures, 2 wrong use, 3 stopped. See docs/errors.md. */
	readonly exit: 1 | 2 | 3;
	/** Whether the same may go well the next time, with nothing changed. */
	readonly isTransient: boolean;
	readonly fault: Fault;
	/** What it ends: one document, address or task, and the others go on; or all that the process does. */
	readonly stops: "task" | "run";
}

const document = { exit: 1, isTransient: false, fault: "document", stops: "task" } as const;
const machine = { exit: 3, isTransient: true, fault: "machine", stops: "run" } as const;
const operator = { exit: 2, isTransient: false, fault: "operator", stops: "run" } as const;

/** Every code that a GoujiError can carry, in the order of docs/errors.md. */
export const ERRORS = {
	"not-a-pdf": document,
	"empty-file": document,
	"damaged-pdf": document,
	"damaged-docx": document,
	"password-needed": document,
	"no-pages": document,
	"too-many-pages": document,
	"too-much-text": document,
	"too-large": document,
	unreadable: document,
	"unreadable-scan": document,
	"not-a-report": document,
	"kind-not-read": document,
	"converter-needed": document,
	timeout: { ...document, isTransient: true },
	"out-of-memory": { ...document, isTransient: true },
	"reader-crashed": { ...document, isTransient: true, fault: "gouji" },
	"no-such-file": { ...operator, stops: "task" },
	"cannot-write": { ...machine, isTransient: false },
	"bad-arguments": operator,
	"bad-config": operator,
	"bad-report": { ...operator, stops: "task" },
	unreachable: { exit: 1, isTransient: true, fault: "site", stops: "task" },
	"refused-address": { exit: 1, isTransient: false, fault: "site", stops: "task" },
	locked: { ...operator, isTransient: true },
	"database-away": machine,
	"archive-away": machine,
	"damaged-archive": { exit: 1, isTransient: false, fault: "machine", stops: "task" },
	"damaged-ledger": { exit: 3, isTransient: false, fault: "machine", stops: "run" },
	"lease-lost": { exit: 1, isTransient: true, fault: "machine", stops: "task" },
} as const satisfies Readonly<Record<string, ErrorTraits>>;

/** What went wrong, for machines. */
export type ErrorCode = keyof typeof ERRORS;

/** Every code, in the order of the table. */
export const ERROR_CODES: readonly ErrorCode[] = Object.keys(ERRORS).filter(isErrorCode);

/** Whether a text, such as one from a database, is a code of this version. */
export function isErrorCode(text: string): text is ErrorCode {
	return Object.hasOwn(ERRORS, text);
}

/** What the table says of a code. */
export function traitsOf(code: ErrorCode): ErrorTraits {
	return ERRORS[code];
}

/** A failure of the run (not of a report's figures): tells the operator what to do. */
export class GoujiError extends Error {
	readonly code: ErrorCode;
	/** One imperative sentence. */
	readonly hint: string;

	constructor(code: ErrorCode, message: string, options: { readonly hint: string; readonly cause?: unknown }) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = "GoujiError";
		this.code = code;
		this.hint = options.hint;
	}
}

/** The error as plain values, to cross a process boundary or enter a log. */
export interface ErrorRecord {
	readonly code: ErrorCode;
	readonly message: string;
	readonly hint: string;
}

/** Plain values of any thrown thing; what is not a GoujiError is a bug and keeps its stack in `message`. */
export function toErrorRecord(error: unknown): ErrorRecord {
	if (error instanceof GoujiError) return { code: error.code, message: error.message, hint: error.hint };
	const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { code: "reader-crashed", message, hint: "Report this with the document; it is a fault of gouji." };
}
