import { z } from "zod";

/**
 * Why what is printed in a cell may be another number than it is read as, or none that one can tell: the way it is spelled
 * leaves that open, however well it is read.
 */
export const FigureDoubt = z.enum([
	"two-figures",
	"spaced",
	"wrapped",
	"mark-or-number",
	"letters",
	"detail",
	"approximate",
	"negative",
	"grouping",
	"overflow",
	"struck",
	"range",
	"mixed",
]);
export type FigureDoubt = z.infer<typeof FigureDoubt>;
