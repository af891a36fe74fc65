/** Every code a GoujiError can carry; documented in docs/errors.md. */
export const ERROR_CODES = [
	"not-a-pdf",
	"empty-file",
	"damaged-pdf",
	"damaged-docx",
	"password-needed",
	"no-pages",
	"too-many-pages",
	"too-much-text",
	"too-large",
	"not-a-report",
	"timeout",
	"out-of-memory",
	"reader-crashed",
	"no-such-file",
	"cannot-write",
	"bad-arguments",
	"bad-config",
	"bad-report",
	"unreachable",
	"refused-address",
	"locked",
	"database-away",
	"archive-away",
	"lease-lost",
] as const;

/** What went wrong, for machines. */
export type ErrorCode = (typeof ERROR_CODES)[number];

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
