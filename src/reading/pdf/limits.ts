/** Bounds of one document; what lies beyond is refused with an error, never cut silently. */
export interface PdfLimits {
	readonly pages: number;
	/** Characters on all pages together. */
	readonly glyphs: number;
	/** Bytes of the file. */
	readonly bytes: number;
}

/** The longest reports seen have 40 pages and 30,000 characters; these leave room and stop bombs. */
export const DEFAULT_LIMITS: PdfLimits = { pages: 300, glyphs: 600_000, bytes: 100 * 1024 * 1024 };
