import type { Box } from "./geometry.ts";
import type { FigureDoubt } from "./issue.ts";

/** Why a figure is what it is: `absent` rows and columns are not in this report's table. */
export type FigureState = "number" | "blank" | "dash" | "unreadable" | "absent";

/** Where one figure was read, and how sure the reading is. */
export interface Evidence {
	/** Dotted path in `tables`, such as `requests.received.total`. */
	readonly path: string;
	/** As printed; empty for blank and absent cells. */
	readonly raw: string;
	readonly value: number | null;
	readonly state: FigureState;
	/** Counts from 1; null for absent cells. */
	readonly page: number | null;
	/** The cell on the displayed page; null for absent cells. */
	readonly box: Box | null;
	readonly method: "text" | "ocr" | "solved";
	/** The readers and engines that read this value, in the order they were asked; empty for absent cells. */
	readonly readBy: readonly string[];
	/** 0 to 1. */
	readonly confidence: number;
	/** A unit printed inside the cell. */
	readonly unit?: string;
	/** The mark of a note printed beside the number, such as `①`. */
	readonly mark?: string;
	/** Why it may be another number, by the way it is spelled. */
	readonly doubt?: FigureDoubt;
	/** The unit of money that its heading or row states. */
	readonly stated?: StatedUnit;
	/** How an amount of money is printed; other figures have none. */
	readonly money?: PrintedMoney;
	/** Other readings of the same pixels, most likely first; empty for encoded text. */
	readonly candidates?: readonly Candidate[];
}

/** A unit of money as printed for an amount. */
export interface StatedUnit {
	/** Such as 元 or 万元; null where none is printed for it. */
	readonly unit: string | null;
	/** Where it is printed; "none": the number is taken to be in the form's unit. */
	readonly from: "cell" | "heading" | "row" | "caption" | "none";
}

/** An amount as printed, beside its value in the form's unit. */
export interface PrintedMoney extends StatedUnit {
	/** The number as printed, in the printed unit. */
	readonly printed: number | null;
}

/** One possible reading of a cell. */
export interface Candidate {
	readonly value: number | null;
	/** Relative weight, 0 to 1; a document's candidates need not sum to 1. */
	readonly weight: number;
}
